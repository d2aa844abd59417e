"""Kinds of transport as people and programs name them, and the route_type of each, Google's further ones included."""

from transit.planner import naming
from transit.planner.refusals import UnknownToAvoid

KINDS = {
    "metro": frozenset((1, *range(400, 405))),
    "bus": frozenset((3, *range(200, 210), *range(700, 717))),
    "trolleybus": frozenset((11, 800)),
    "tram": frozenset((0, 5, *range(900, 907))),
    "train": frozenset((2, 12, *range(100, 118), 405)),
    "ferry": frozenset((4, 1000, 1200)),
    "cable": frozenset((6, 7, *range(1300, 1308), 1400)),
}


def read_avoided(text):
    """(route_types, numbers of lines) of `bus,tram,metro:M1`. Raises UnknownToAvoid."""
    said = [part.strip() for part in (text or "").split(",") if part.strip()]
    types = frozenset(kind for part in said for kind in KINDS.get(part, ()))
    keys = [part for part in said if part not in KINDS]
    lines = naming.find_lines(keys) if keys else {}
    for key in keys:
        if key not in lines:
            raise UnknownToAvoid(name="avoid", value=key, kinds=", ".join(KINDS))
    return types, frozenset(lines.values())


def list_present(planner):
    """Kinds that some line of the timetables is of."""
    types = set(planner.network.route_type.tolist())
    return [kind for kind, its in KINDS.items() if its & types]
