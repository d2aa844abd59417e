"""The graph of pathways.txt: the quickest ways within stations, at all and with a wheelchair."""

import heapq
from collections import defaultdict
from dataclasses import dataclass

from transit.cells import read_number, read_whole

WALKWAY, STAIRS, MOVING, ESCALATOR, LIFT, FARE_GATE, EXIT_GATE = range(1, 8)  # pathway_mode
BARRED = (STAIRS, ESCALATOR)  # with a wheelchair
WALK_M_S = 1.2
USUAL_S = {STAIRS: 30, ESCALATOR: 40, LIFT: 60, FARE_GATE: 5, EXIT_GATE: 5}  # where the feed does not say, to compare ways
OTHER_S = 60
STAIR_S = 0.6  # of each step
NARROWEST_M, STEEPEST = 0.75, 0.083  # for a wheelchair


@dataclass(frozen=True)
class Way:
    """A way from one node to another; `walk_s` and `length_m` are None where a part of it does not say them."""

    guess_s: float
    walk_s: int | None
    length_m: float | None


@dataclass(frozen=True)
class Pathway:
    """One part of a way."""

    end: str
    guess_s: float
    walk_s: int | None
    length_m: float | None
    wheelchair: bool


def read_pathways(tables):
    """{node: [Pathway]}; a row without its ends or its kind is left out."""
    graph = defaultdict(list)
    for row in tables.records("pathways"):
        start, end, mode = row.get("from_stop_id"), row.get("to_stop_id"), read_whole(row.get("pathway_mode"))
        if not start or not end or mode is None:
            continue
        part = _read_part(row, mode)
        graph[start].append(Pathway(end, *part))
        if row.get("is_bidirectional") == "1":
            graph[end].append(Pathway(start, *part))
    return graph


def _read_part(row, mode):
    walk_s, length_m = read_whole(row.get("traversal_time")), read_number(row.get("length"))
    steps, slope, width_m = (read_number(row.get(name)) for name in ("stair_count", "max_slope", "min_width"))
    guess_s = USUAL_S.get(mode, OTHER_S)
    if length_m is not None:
        guess_s = length_m / WALK_M_S
    elif mode == STAIRS and steps:
        guess_s = abs(steps) * STAIR_S
    passable = mode not in BARRED and not steps and abs(slope or 0) <= STEEPEST and (width_m or 1) >= NARROWEST_M
    return (guess_s if walk_s is None else walk_s), walk_s, length_m, passable


def find_ways(graph, start, wheelchair):
    """{node: Way}: the quickest way from `start` to every node that can be reached."""
    found, waiting = {}, [(0.0, 0, start, 0, 0.0)]
    order = 0
    while waiting:
        guess_s, _order, here, walk_s, length_m = heapq.heappop(waiting)
        if here in found:
            continue
        found[here] = Way(guess_s, walk_s, length_m)
        for part in graph.get(here, ()):
            if part.end not in found and (part.wheelchair or not wheelchair):
                order += 1
                further = (_add(walk_s, part.walk_s), _add(length_m, part.length_m))
                heapq.heappush(waiting, (guess_s + part.guess_s, order, part.end, *further))
    return found


def _add(one, other):
    return None if one is None or other is None else one + other
