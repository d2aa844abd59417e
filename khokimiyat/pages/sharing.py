"""What pages offer the rest of the city: lines of the site map, news of the front page, entries of the search."""

from city import markdown, search
from city.clock import TASHKENT
from city.features import SearchEntry, Written
from khokimiyat.pages import reading

KIND = "page"
SPOKEN = {"page": "hokimlik хокимият khokimiyat", "news": "yangilik xabar новость новости news hokimlik хокимият khokimiyat"}


def list_pages():
    """Pages for the site map."""
    return [_written(version) for version in reading.list_pages()]


def list_news(limit):
    """The newest news for the front page."""
    return [_written(version) for version in reading.list_news(limit)]


def list_entries():
    """Everything that readers see, for the search."""
    return [_entry(version) for version in reading.list_all()]


def refresh_search(page):
    """Let the search find what readers see of a page now. Flushes, inside a unit of work."""
    shown = reading.find_published(page.slug)
    search.replace_entry(KIND, page.slug, _entry(shown) if shown else None)


def _written(version):
    return Written(version, "khokimiyat.page", {"slug": version.page.slug}, version.page.published_at)


def _entry(version):
    texts = version.content.whole_texts()
    return SearchEntry(
        version.page.slug,
        {lang: text.title for lang, text in texts.items()},
        "khokimiyat.page",
        {"slug": version.page.slug},
        words=SPOKEN[version.kind],
        texts={lang: f"{text.summary} {markdown.list_words(text.text)}" for lang, text in texts.items()},
        date=version.page.published_at.astimezone(TASHKENT).date(),
    )
