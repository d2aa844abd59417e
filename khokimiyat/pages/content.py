"""What a version says: its address, its kind, whether it stands in the menu, and its texts by language."""

from dataclasses import asdict, dataclass, field, fields, replace

from city.folding import make_slug
from city.names import FALLBACK

LANGUAGES = tuple(FALLBACK)
LANGUAGE_NAMES = {"uz": "Oʻzbekcha", "uz-Cyrl": "Ўзбекча", "ru": "Русский", "en": "English"}
KINDS = ("page", "news")
LONGEST = {"title": 150, "summary": 400, "text": 60_000}
LONGEST_SLUG = 80


@dataclass(frozen=True)
class Text:
    """One language of a page. `text` is Markdown."""

    title: str = ""
    summary: str = ""
    text: str = ""

    @property
    def is_empty(self):
        return not (self.title or self.summary or self.text)

    @property
    def is_whole(self):
        return bool(self.title and self.text)


@dataclass(frozen=True)
class Content:
    slug: str = ""
    kind: str = "page"
    in_menu: bool = False
    texts: dict[str, Text] = field(default_factory=dict)

    @property
    def titles(self):
        return {lang: text.title for lang, text in self.texts.items() if text.title}

    def whole_texts(self):
        """The languages that a reader can be shown."""
        return {lang: text for lang, text in self.texts.items() if text.is_whole}

    def flat(self):
        """{name of a field of the form: value}, every field of every language."""
        head = {"slug": self.slug, "kind": self.kind, "in_menu": self.in_menu}
        return head | {name: getattr(self.texts.get(lang, Text()), part) for name, part, lang in TEXT_FIELDS}


PARTS = tuple(each.name for each in fields(Text))


def name_field(part, lang):
    """The form's name for a part of a text: title_uz_cyrl."""
    return f"{part}_{lang.lower().replace('-', '_')}"


TEXT_FIELDS = tuple((name_field(part, lang), part, lang) for lang in LANGUAGES for part in PARTS)


def from_flat(values):
    """The Content of what `flat` gives; languages in which nothing is written are left out."""
    texts = {lang: Text(**{part: values[name_field(part, lang)] for part in PARTS}) for lang in LANGUAGES}
    kept = {lang: text for lang, text in texts.items() if not text.is_empty}
    return Content(values["slug"], values["kind"], values["in_menu"], kept)


def with_slug(content):
    """The content with an address: the one that was given, else one made of its first title."""
    made = make_slug(next(iter(content.titles.values()), ""))[:LONGEST_SLUG].strip("-")
    return replace(content, slug=content.slug or made)


def to_json(texts):
    return {lang: asdict(text) for lang, text in texts.items()}


def from_json(kept):
    return {lang: Text(**kept[lang]) for lang in LANGUAGES if lang in kept}
