"""What readers get of a page: the text of the release, or what was written over it here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from city import markdown
from city.database import db
from city.names import to_cyrillic
from city.texts.builtin import Text
from city.texts.models import TextVersion
from city.texts.writing import shown_of


@dataclass(frozen=True)
class Shown:
    """A page as its reader sees it. `changed_at` is empty for the text of the release; `derived`: we made it Cyrillic."""

    title: str
    summary: str
    html: str
    contents: tuple[tuple[str, str], ...]
    derived: bool = False
    changed_at: datetime | None = None
    left_out: tuple[str, ...] = ()


def show(page, lang):
    """The Shown of a page for a reader of `lang`."""
    newest = _newest_of(page)
    own, latin = newest.get(lang), newest.get("uz")
    if is_derived(lang, own, latin):
        return render(latin.content, lang, derived=True, changed_at=latin.written_at)
    return render(shown_of(page, lang, own), lang, changed_at=own.written_at if is_changed(own) else None)


def is_derived(lang, own, latin):
    """Whether readers of Cyrillic get the Latin text that was changed here, turned into their letters."""
    return lang == "uz-Cyrl" and is_changed(latin) and not is_changed(own)


def is_changed(version):
    return version is not None and not version.is_builtin


def render(text: Text, lang, derived=False, changed_at=None):
    """The Shown of a Text; `derived` turns Uzbek Latin into Cyrillic."""
    rendered = markdown.render(text.text.replace("/{lang}/", f"/{lang.lower()}/"), cyrillic=derived, anchors=True)
    title, summary = (to_cyrillic(each) if derived else each for each in (text.title, text.summary))
    return Shown(title, summary, rendered.html, rendered.contents, derived, changed_at, rendered.left_out)


def _newest_of(page):
    if page.fixed:
        return {}
    found = db.session.scalars(select(TextVersion).where(TextVersion.page == page.key).order_by(TextVersion.number))
    return {version.lang: version for version in found}
