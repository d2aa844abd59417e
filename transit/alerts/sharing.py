"""What alerts tell the rest of the city: entries for its search."""

from sqlalchemy import select

from city import search
from city.clock import TASHKENT
from city.database import db
from city.features import SearchEntry
from transit.alerts import reading

KIND = "alert"
SPOKEN = "oʻzgarish harakat ogohlantirish изменение движение объявление alert change disruption"


def make_entries(now):
    """Everything that holds now or later, for the search."""
    return [_entry(alert) for alert in reading.list_all(now)]


def refresh_search(alert, now):
    """Let the search find what passengers see of an alert. Flushes, inside a unit of work."""
    is_shown = alert.state == "published" and alert.content.meets(now)
    search.replace_entry(KIND, str(alert.id), _entry(alert) if is_shown else None)


def is_stale(now):
    """Whether the search finds what is over, or does not find what holds."""
    found = set(db.session.scalars(select(search.Entry.ref).where(search.Entry.kind == KIND)))
    return found != {str(alert.id) for alert in reading.list_all(now)}


def refresh_all(now):
    """Let the search find what holds now or later, and nothing that is over. Flushes, inside a unit of work."""
    search.replace_entries(KIND, make_entries(now))


def _entry(alert):
    content = alert.content
    return SearchEntry(
        str(alert.id),
        content.headers,
        "transit.alert",
        {"number": str(alert.id)},
        words=SPOKEN,
        texts={lang: text.text for lang, text in content.texts.items() if text.text},
        date=alert.published_at.astimezone(TASHKENT).date(),
    )
