"""What changed between two versions of a timetable, told from the summaries that are kept with them."""

from dataclasses import dataclass
from math import cos, hypot, radians

from city.geo import METRES_A_DEGREE

MOVED_M = 15  # nearer is not worth telling
SAME_PLACE = 4  # decimals of a degree: ten metres, for stops whose ids were given anew


@dataclass(frozen=True)
class Change:
    """Something that is in both versions: its name before and now; `metres` for a stop that was moved."""

    before: str
    after: str
    metres: float = 0


@dataclass(frozen=True)
class Difference:
    """Names of what came and went, and Changes; `renumbered` counts those that have another id and are the same otherwise."""

    before: int
    after: int
    added: list
    removed: list
    renamed: list
    moved: list
    renumbered: int


@dataclass(frozen=True)
class LineChange:
    """A line that runs differently on a kind of day: what summaries.py says of it, None where it does not run."""

    name: str
    before: dict | None
    after: dict | None


@dataclass(frozen=True)
class Changes:
    """`trips` is {kind of day: (before, after)}, `lines` {kind of day: [LineChange]}, without those that run as before."""

    routes: Difference
    stops: Difference
    trips: dict
    lines: dict


def compare(before, after):
    """The Changes between two summaries."""
    routes, same_routes = _differ(before["routes"], after["routes"], name_route, lambda route: tuple(route))
    stops, _same = _differ(before["stops"], after["stops"], lambda stop: stop[0], _place)
    kinds = [kind for kind in after["lines"] if kind in before["lines"]]
    trips = {kind: (_count(before["lines"][kind]), _count(after["lines"][kind])) for kind in kinds}
    lines = {kind: _compare_lines(before, after, kind, same_routes) for kind in kinds}
    return Changes(routes, stops, trips, {kind: found for kind, found in lines.items() if found})


def name_route(route):
    """What people call a line: its number, and its name where it has one of its own."""
    short, long, _kind = route
    return f"{short} {long}".strip() if short != long else short


def _place(stop):
    name, lat, lon = stop
    return name, round(lat, SAME_PLACE), round(lon, SAME_PLACE)


def _differ(before, after, name, likeness):
    """(Difference, {id before: id after} of what is the same)."""
    same = {each: each for each in before if each in after}
    again = _pair(before.keys() - same.keys(), after.keys() - same.keys(), before, after, likeness)
    same |= again
    gone, came = before.keys() - same.keys(), after.keys() - set(same.values())
    pairs = [(before[old], after[new]) for old, new in same.items()]
    renamed = [Change(name(old), name(new)) for old, new in pairs if name(old) != name(new)]
    moved = [Change(name(old), name(new), metres) for old, new in pairs if (metres := _distance_m(old, new)) > MOVED_M]
    found = Difference(
        before=len(before),
        after=len(after),
        added=sorted(name(after[each]) for each in came),
        removed=sorted(name(before[each]) for each in gone),
        renamed=sorted(renamed, key=lambda change: change.before),
        moved=sorted(moved, key=lambda change: -change.metres),
        renumbered=len(again),
    )
    return found, same


def _pair(old_ids, new_ids, before, after, likeness):
    """{id before: id after} of those that are alike in all but their ids, where there is just one of a kind on either side."""
    old, new = _unique(old_ids, before, likeness), _unique(new_ids, after, likeness)
    return {old[like]: new[like] for like in old.keys() & new.keys()}


def _unique(ids, rows, likeness):
    found = {}
    for each in ids:
        found.setdefault(likeness(rows[each]), []).append(each)
    return {like: its[0] for like, its in found.items() if len(its) == 1}


def _distance_m(old, new):
    """Metres between two stops; 0 between lines, which have no place."""
    (_name, *here), (_other, *there) = old, new
    if isinstance(here[0], str):
        return 0
    north = (there[0] - here[0]) * METRES_A_DEGREE
    return hypot(north, (there[1] - here[1]) * METRES_A_DEGREE * cos(radians(here[0])))


def _count(lines):
    return sum(line["trips"] for line in lines.values())


def _compare_lines(before, after, kind, same):
    """LineChanges of a kind of day, by name."""
    old, new = before["lines"][kind], after["lines"][kind]
    names = {each: name_route(after["routes"][each]) for each in new} | {each: name_route(before["routes"][each]) for each in old}
    found = [LineChange(names[each], its, new.get(same.get(each))) for each, its in old.items()]
    known = {same.get(each) for each in old}
    found += [LineChange(names[each], None, its) for each, its in new.items() if each not in known]
    return sorted((each for each in found if each.before != each.after), key=lambda change: change.name)
