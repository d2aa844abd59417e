"""The same numbers as files: rows of CSV by table."""

from city.feedback import figures, votes
from city.statistics import visits

HEADS = {
    "visits": ("day", "service", "page", "language", "opened"),
    "messages": ("month", "received", *figures.KINDS, "answered", "closed", "in_time", "late", "median_hours_to_answer"),
    "usefulness": ("page", "useful", "not_useful"),
}


def list_rows(table, now):
    """The rows of a table of HEADS, as tuples of values."""
    return {"visits": visits.list_all, "messages": lambda: _list_months(now), "usefulness": lambda: _list_votes(now)}[table]()


def _list_months(now):
    for month, found, kinds in figures.list_months(now):
        hours = round(found.median_time.total_seconds() / 3600, 1) if found.median_time is not None else ""
        yield (f"{month:%Y-%m}", found.received, *kinds.values(), found.answered, found.closed, found.in_time, found.late, hours)


def _list_votes(now):
    return [(each.page, each.yes, each.no) for each in votes.list_standings(figures.begin_of(now))]
