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


def own(key, label, words, **more):
    """A page of the city's own."""
    return Page(key, label, HERE / "pages", key, f"texts.{key}", words=words, **more)


def legal(key, label, words):
    """One that nobody can change here."""
    return own(key, label, words, fixed=LAW, edition=FIRST)


PAGES = (
    own("about", N_("About this site"), words="sayt haqida о сайте"),
    own("help", N_("Help"), words="yordam qoʻllanma помощь справка guide"),
    legal("accessibility", N_("Accessibility"), words="qulaylik nogironlik WCAG доступность инвалидность"),
    legal(
        "privacy",
        N_("Privacy policy"),
        words="maxfiylik shaxsiy shaxsga doir maʼlumotlar конфиденциальность персональные данные personal data protection",
    ),
    legal("cookies", N_("Cookies"), words="cookie kuki cookie-fayllar куки"),
    legal("terms", N_("Terms of use"), words="foydalanish shartlari litsenziya условия использования лицензия licence"),
    Page(
        "data-policy",
        N_("Open data policy"),
        HERE / "pages",
        "data-policy",
        "opendata.policy",
        words="ochiq maʼlumotlar siyosati политика открытых данных лицензия licence",
    ),
)


def of_guide(guide):
    """The Page of a features.Guide."""
    return Page(f"guide-{guide.key}", guide.label, guide.folder, guide.key, "texts.guide", {"key": guide.key})


def list_pages(guides, sections):
    """All pages: the city's own, and one for each guide. `sections` are folders that add to the privacy policy."""
    of_the_city = [replace(page, sections=tuple(sections)) if page.key == "privacy" else page for page in PAGES]
    return [*of_the_city, *map(of_guide, guides)]


def get_page(pages, key):
    """Raises NotFound."""
    found = next((page for page in pages if page.key == key), None)
    if not found:
        raise NotFound()
    return found
