"""Pages of text in the search."""

import re
from html import unescape

from city import search
from city.features import SearchEntry
from city.texts import reading
from city.texts.catalogue import LANGUAGES
from city.texts.offered import list_pages

KIND = "guide"
TAG = re.compile("<[^>]+>")


def list_entries():
    for page in list_pages():
        yield make_entry(page)
    yield contact_entry()


def make_entry(page):
    """A page by its titles as readers see them, and what it says."""
    shown = {lang: reading.show(page, lang) for lang in LANGUAGES}
    names = {lang: each.title for lang, each in shown.items()}
    texts = {lang: f"{each.summary} {strip_tags(each.html)}" for lang, each in shown.items()}
    return SearchEntry(page.key, names, page.endpoint, page.values, words=page.words, texts=texts)


def strip_tags(html):
    """The words of a page, without its marks."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def contact_entry():
    names = {"uz": "Aloqa", "uz-Cyrl": "Алоқа", "ru": "Контакты", "en": "Contact"}
    words = "telefon manzil ish vaqti murojaat телефон адрес часы работы telephone address hours"
    return SearchEntry("contact", names, "texts.contact", {}, words=words)


def refresh(page):
    """Let the search know of a text that was changed, inside a unit of work."""
    search.replace_entry(KIND, page.key, make_entry(page))
