"""One question to the planner: from some stops to others at a time, forwards or backwards; raw journeys come back."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from transit.planner import kernel
from transit.planner.bounds import LONGEST_WAY_S, find_bounds
from transit.planner.network import begin_s
from transit.planner.store import ROUNDS

MOST_S = 24 * 3600
IMPOSSIBLE = 2  # of wheelchairs, as in GTFS


@dataclass(frozen=True)
class Ends:
    """Stops where a journey may start or end: places in the network's arrays, and seconds on foot to or from each."""

    stops: np.ndarray
    seconds: np.ndarray

    @classmethod
    def of(cls, ways):
        """From {stop: seconds}."""
        kept = {stop: min(seconds, LONGEST_WAY_S) for stop, seconds in ways.items()}
        return cls(np.fromiter(kept, np.int32, len(kept)), np.fromiter(kept.values(), np.int32, len(kept)))


NOWHERE = Ends.of({})


@dataclass(frozen=True)
class Question:
    """`at_s` is the moment to leave, or with `backwards` to arrive, as Unix time; `window_s` more than 0 asks for all
    journeys that leave from then on (or arrive until then) within it. `extra_change_s` is added to each change."""

    start: Ends
    goal: Ends
    day: date
    at_s: int
    window_s: int = 0
    backwards: bool = False
    rounds: int = ROUNDS
    walk_m: int = 500
    types: frozenset = frozenset()  # route_type that may not be ridden
    lines: frozenset = frozenset()  # places of lines that may not be ridden
    wheelchair: bool = False
    extra_change_s: int = 0
    most_s: int = MOST_S


@dataclass(frozen=True)
class Leg:
    """A ride: places of the ride, and of the calls where one boards and alights; Unix times.

    `begin_s` is when the ride's day of service begins, from which the timetable's times count. `seated`: one stays in the
    vehicle of the leg before, which goes on as this ride.
    """

    ride: int
    board: int
    alight: int
    departs_s: int
    arrives_s: int
    begin_s: int
    seated: bool = False


@dataclass(frozen=True)
class Route:
    """A journey as found: when one sets out and is there, first and last stop, and the rides between."""

    leaves_s: int
    arrives_s: int
    first_stop: int
    last_stop: int
    legs: tuple = field(default=())

    @property
    def transfers(self):
        return count_vehicles(self.legs) - 1


def count_vehicles(legs):
    return sum(not leg.seated for leg in legs)


def search(planner, question):
    """Routes, by departure: none is beaten by another in leaving later, arriving earlier and fewer changes."""
    table = planner.table(question.day, question.backwards)
    walks = _changed(planner.walks(question.walk_m, question.backwards), question.extra_change_s)
    graph = planner.graph(question.day, question.walk_m, question.backwards)
    base = begin_s(question.day)
    begin, end = _window(question, base)
    start, goal = (question.goal, question.start) if question.backwards else (question.start, question.goal)
    allowed = _allowed(planner.network, table, question)
    table = _without_steps(planner.network, table) if question.wheelchair else table
    with planner.room(table, graph) as room:
        find_bounds(graph, goal.stops, goal.seconds, room[2])
        count = _run(room, table, walks, allowed, start, goal, begin, end, question)
        read = _read_back if question.backwards else _read
        routes = [read(planner.network, table, start.stops, room[1], i, base) for i in range(count)]
    return sorted(routes, key=lambda route: (route.leaves_s, route.arrives_s, route.transfers))


def reach(planner, question):
    """Unix time of the earliest arrival by vehicle at each stop, kernel.INF where there is none within `most_s`."""
    table, walks = planner.table(question.day), planner.walks(question.walk_m)
    graph = planner.graph(question.day, question.walk_m, False)
    base = begin_s(question.day)
    begin = question.at_s - base
    with planner.room(table, graph) as room:
        room[2].bounds[:] = 0
        _run(room, table, walks, _allowed(planner.network, table, question), question.start, NOWHERE, begin, begin, question)
        at = room[0].at[:, question.rounds].astype(np.int64)
    return np.where(at < kernel.INF, at + base, np.int64(kernel.INF) << 8)


def _run(room, table, walks, allowed, start, goal, begin, end, question):
    """Let the kernel search, with more room where it was too little; how many journeys it found."""
    while True:
        work, found, buckets = room
        count = kernel.search(
            table, walks, allowed, start.stops, start.seconds, goal.stops, goal.seconds, buckets.bounds,
            begin, end, question.rounds, question.most_s, work, found,
        )  # fmt: skip
        if count != kernel.FULL:
            return count
        room[0], room[1] = _double(work, found)


def _window(question, base):
    """The window in the table's time, which runs backwards in a table that is turned."""
    at = question.at_s - base
    if question.backwards:
        return (-at, -at + question.window_s)
    return (at, at + question.window_s)


def _allowed(network, table, question):
    """For each pattern of the table whether it may be ridden."""
    if not (question.types or question.lines or question.wheelchair):
        return np.ones(len(table.trips), np.uint8)
    pattern = network.ride_pattern[table.rides[table.ride_first[:-1]]]
    route = network.pattern_route[pattern]
    allowed = np.ones(len(pattern), np.uint8)
    if question.types:
        allowed &= ~np.isin(network.route_type[route], list(question.types))
    if question.lines:
        allowed &= ~np.isin(route, list(question.lines))
    if question.wheelchair:
        allowed &= network.pattern_accessible[pattern] != IMPOSSIBLE
    return allowed


def _without_steps(network, table):
    """The table without calls where a wheelchair cannot get on or off."""
    flags = np.where(network.accessible[table.stops] == IMPOSSIBLE, 0, table.flags).astype(np.uint8)
    flags.setflags(write=False)  # as the others are: what is compiled for one kind of array serves no other
    return table._replace(flags=flags)


def _changed(walks, extra_s):
    if not extra_s:
        return walks
    return walks._replace(seconds=walks.seconds + np.int32(extra_s), change=walks.change + np.int32(extra_s))


def _double(work, found):
    stops, rounds = work.at.shape
    more = kernel.make_work(stops, len(work.queue), rounds - 1, 2 * len(work.log), 2 * len(work.moments))
    return more, kernel.make_found(2 * len(found.counts), 2 * found.legs.shape[1])


def _read(network, table, starts, found, i, base):
    legs = tuple(_read_leg(table, network, *found.legs[i, at].tolist(), base) for at in range(int(found.counts[i]) - 1, -1, -1))
    leaves, arrives = found.moments[i].tolist()
    return Route(leaves + base, arrives + base, int(starts[found.access[i]]), int(found.egress[i]), legs)


def _read_leg(table, network, pattern, trip, board, alight, base):
    trips, off, place = int(table.trips[pattern]), int(table.off[pattern]), int(table.ride_first[pattern]) + trip
    length = int(table.first[pattern + 1] - table.first[pattern])
    seated, board = board == kernel.SEATED, max(board, 0)
    ride = int(table.rides[place])
    first = int(network.ride_first[ride])
    departs = int(table.departures[off + board * trips + trip])
    arrives = int(table.arrivals[off + trip * length + alight])
    begin = int(table.shifts[place])
    return Leg(ride, first + board, first + alight, departs + base, arrives + base, begin + base, seated)


def _read_back(network, table, starts, found, i, base):
    """The same of a table that is turned: legs come in their order, times are negative, positions count from the end."""
    legs, seated = [], False
    for at in range(int(found.counts[i])):
        pattern, trip, board, alight = found.legs[i, at].tolist()
        turned = _read_leg(table, network, pattern, trip, board, alight, 0)
        last = int(table.first[pattern + 1] - table.first[pattern]) - 1
        first, board = int(network.ride_first[turned.ride]), max(board, 0)
        times = (base - turned.arrives_s, base - turned.departs_s, base + turned.begin_s)
        legs.append(Leg(turned.ride, first + last - alight, first + last - board, *times, seated))
        seated = turned.seated  # of the one after it: turned round, one sat in that one before
    arrives, leaves = found.moments[i].tolist()
    return Route(base - leaves, base - arrives, int(found.egress[i]), int(starts[found.access[i]]), tuple(legs))
