"""Pages of text in the search."""

from city import search
from city.features import SearchEntry
from city.texts import reading
from city.texts.catalogue import LANGUAGES
from city.texts.offered import list_pages

KIND = "guide"


def list_entries():
    for page in list_pages():
        yield make_entry(page)
    yield contact_entry()


def make_entry(page):
    """A page by its titles as readers see them, and by its headings."""
    shown = {lang: reading.show(page, lang) for lang in LANGUAGES}
    names = {lang: each.title for lang, each in shown.items()}
    headings = " ".join(words for each in shown.values() for _, words in each.contents)
    return SearchEntry(page.key, names, page.endpoint, page.values, words=f"{page.words} {headings}")


def contact_entry():
    names = {"uz": "Aloqa", "uz-Cyrl": "Алоқа", "ru": "Контакты", "en": "Contact"}
    words = "telefon manzil ish vaqti murojaat телефон адрес часы работы telephone address hours"
    return SearchEntry("contact", names, "texts.contact", {}, words=words)


def refresh(page):
    """Let the search know of a text that was changed, inside a unit of work."""
    search.replace_entry(KIND, page.key, make_entry(page))
