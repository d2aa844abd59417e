"""The same numbers as files: rows of CSV by table."""

from city.feedback import figures, votes
from city.statistics import visits

HEADS = {
    "visits": ("day", "service", "page", "language", "opened"),
    "messages": ("month", "received", *figures.KINDS, "answered", "closed", "in_time", "late", "median_hours_to_answer"),
    "usefulness": ("page", "useful", "not_useful"),
}


def list_rows(table, now, may_show):
    """The rows of a table of HEADS, as tuples of values; of votes those on pages that `may_show` lets be shown."""
    if table == "usefulness":
        return [(each.page, each.yes, each.no) for each in list_standings(now, may_show)]
    return visits.list_all() if table == "visits" else _list_months(now)


def list_standings(now, may_show):
    """votes.list_standings without pages whose address somebody may have made up, so that nobody publishes words here."""
    return [each for each in votes.list_standings(figures.begin_of(now), None) if may_show(each.page)]


def _list_months(now):
    for month, found, kinds in figures.list_months(now):
        hours = round(found.median_time.total_seconds() / 3600, 1) if found.median_time is not None else ""
        yield (f"{month:%Y-%m}", found.received, *kinds.values(), found.answered, found.closed, found.in_time, found.late, hours)
