"""Which trips of a line a reader means: one way, on the days that are alike, or on one date."""

from dataclasses import dataclass

from transit.timetables import grids


@dataclass(frozen=True)
class Chosen:
    """`kinds` are all [(weekdays, services)] of the line one way; `weekdays` those shown, None for the one `date`."""

    direction: int
    kinds: list
    weekdays: tuple | None
    date: object
    services: frozenset


def choose(page, direction, weekday, date, today):
    """The Chosen of a line (a shown.LinePage): by default its first way, and today."""
    way = direction if direction in page.directions else next(iter(page.directions), 0)
    kinds = grids.list_kinds(page.key, way, page.timetable, today)
    if date:
        return Chosen(way, kinds, None, date, grids.read_services(page.key, way, date))
    weekdays, services = _find_kind(kinds, weekday, today)
    return Chosen(way, kinds, weekdays, None if weekdays else today, services)


def _find_kind(kinds, weekday, today):
    """The (weekdays, services) of a day of the week; without one those of today."""
    special = [kind for kind in kinds if kind[0] is None]
    if weekday is None and special:
        return special[0]
    wanted = today.weekday() if weekday is None else weekday
    return next(((days, services) for days, services in kinds if days and wanted in days), ((wanted,), frozenset()))
