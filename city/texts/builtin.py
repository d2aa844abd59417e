"""Texts as they come with a release: Markdown files, each a title, a summary and a text, parted by empty lines."""

from dataclasses import asdict, dataclass
from functools import lru_cache

SECTIONS = "{sections}"  # a line of the privacy policy: here stands what each feature keeps of people


@dataclass(frozen=True)
class Text:
    """One language of a page. `text` is Markdown; `/{lang}/` in it is the beginning of an address of ours."""

    title: str = ""
    summary: str = ""
    text: str = ""

    def flat(self):
        return asdict(self)


def read_builtin(page, lang):
    """The Text of a page in one of the four languages, with what features add to it."""
    text = read_file(page.folder / f"{page.name}.{lang.lower()}.md")
    if SECTIONS not in text.text:
        return text
    added = "\n\n".join(read_section(folder / f"{page.name}.{lang.lower()}.md") for folder in page.sections)
    return Text(text.title, text.summary, text.text.replace(SECTIONS, added).replace("\n\n\n\n", "\n\n"))


@lru_cache(maxsize=256)
def read_file(path):
    title, summary, text = path.read_text("utf-8").split("\n\n", 2)
    return Text(title.removeprefix("# "), " ".join(summary.split("\n")), text.strip())


@lru_cache(maxsize=64)
def read_section(path):
    return path.read_text("utf-8").strip()
