"""Which pages of text the city itself has, in which edition, and which of them nobody can change here."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from city.errors import N_, NotFound

HERE = Path(__file__).parent
LANGUAGES = ("uz", "uz-Cyrl", "ru", "en")
LAW = N_("This text says what the programme does and what the law asks for, so it changes with a release of the programme.")


@dataclass(frozen=True)
class Edition:
    """What a legal page says of its text."""

    number: str
    changed_on: date


@dataclass(frozen=True)
class Page:
    """A page of text: files `<name>.<language>.md` of `folder`. `fixed` says why nobody can change it; empty where one can."""

    key: str
    label: str
    folder: Path
    name: str
    endpoint: str
    values: dict = field(default_factory=dict)
    words: str = ""  # by which it is found, beside its title
    fixed: str = ""
    edition: Edition | None = None
    sections: tuple[Path, ...] = ()  # folders of features that add to it


FIRST = Edition("1.0", date(2026, 11, 24))
NAMED = {"folder": HERE / "pages", "endpoint": "texts.page"}
PAGES = (
    Page("about", N_("About this site"), name="about", values={"key": "about"}, words="sayt haqida о сайте", **NAMED),
    Page("help", N_("Help"), HERE / "pages", "help", "texts.help", words="yordam qoʻllanma помощь справка guide"),
    Page(
        "accessibility",
        N_("Accessibility"),
        name="accessibility",
        values={"key": "accessibility"},
        words="qulaylik nogironlik WCAG доступность инвалидность",
        fixed=LAW,
        edition=FIRST,
        **NAMED,
    ),
    Page(
        "privacy",
        N_("Privacy policy"),
        name="privacy",
        values={"key": "privacy"},
        words="maxfiylik shaxsiy shaxsga doir maʼlumotlar конфиденциальность персональные данные personal data protection",
        fixed=LAW,
        edition=FIRST,
        **NAMED,
    ),
    Page(
        "cookies",
        N_("Cookies"),
        name="cookies",
        values={"key": "cookies"},
        words="cookie kuki cookie-fayllar куки",
        fixed=LAW,
        edition=FIRST,
        **NAMED,
    ),
    Page(
        "terms",
        N_("Terms of use"),
        name="terms",
        values={"key": "terms"},
        words="foydalanish shartlari litsenziya условия использования лицензия licence",
        fixed=LAW,
        edition=FIRST,
        **NAMED,
    ),
)


def of_guide(guide):
    """The Page of a features.Guide."""
    return Page(f"guide-{guide.key}", guide.label, guide.folder, guide.key, "texts.guide", {"key": guide.key})


def list_pages(guides, sections):
    """All pages: the city's own, and one for each guide. `sections` are folders that add to the privacy policy."""
    own = [replace(page, sections=tuple(sections)) if page.key == "privacy" else page for page in PAGES]
    return [*own, *map(of_guide, guides)]


def get_page(pages, key):
    """Raises NotFound."""
    found = next((page for page in pages if page.key == key), None)
    if not found:
        raise NotFound()
    return found
