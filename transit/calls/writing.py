"""Packing the rides of a feed, by line and by stop, and writing them at once."""

from dataclasses import dataclass

import numpy as np

from city.database import insert_rows
from transit.calls.models import PackedLineCalls, PackedStopCalls
from transit.calls.packing import ALIGHTS, BOARDS, LineCalls, StopCalls
from transit.rides import rows_of


@dataclass(frozen=True)
class Numbers:
    """Under which numbers rides stand in the database: a column a ride, `stop_id` and `own_headsign_id` a column a call."""

    trip_id: np.ndarray
    route_id: np.ndarray
    direction: np.ndarray
    service_id: np.ndarray
    headsign_id: np.ndarray
    stop_id: np.ndarray
    own_headsign_id: np.ndarray  # -1 where it is that of the ride


def write_calls(rides, numbers):
    """Write the calls of rides.Rides. Inside a unit of work."""
    lines = ((each.route_id, each.direction, each.pack()) for each in by_line(rides, numbers))
    insert_rows(PackedLineCalls, ("route_id", "direction", "data"), list(lines))
    stops = ((stop_id, each.pack()) for stop_id, each in by_stop(rides, numbers))
    insert_rows(PackedStopCalls, ("stop_id", "data"), list(stops))


def by_line(rides, numbers):
    """LineCalls of every line and direction."""
    order = np.lexsort((rides.departure_s[rides.first[:-1]], numbers.direction, numbers.route_id))
    first, rows = rows_of(rides.first, order)
    of_ride = [getattr(numbers, name)[order] for name in ("trip_id", "service_id", "headsign_id")]
    flags = BOARDS * rides.boards + ALIGHTS * rides.alights
    columns = (numbers.stop_id, rides.arrival_s, rides.departure_s, rides.sequence, flags, numbers.own_headsign_id)
    of_call = [column[rows] for column in columns]
    line = np.stack([numbers.route_id[order], numbers.direction[order]])
    for begin, end in _runs((line[:, 1:] != line[:, :-1]).any(axis=0), len(order)):
        here = slice(first[begin], first[end])
        mine = (column[begin:end] for column in of_ride)
        yield LineCalls(*line[:, begin].tolist(), *mine, first[begin : end + 1] - first[begin], *(each[here] for each in of_call))


def by_stop(rides, numbers):
    """(stop_id, StopCalls) of every stop where one may board."""
    rows = np.flatnonzero(rides.boards)
    stop_id, departure_s = numbers.stop_id[rows], rides.departure_s[rows]
    rows = rows[np.argsort((stop_id << 32) + departure_s, kind="stable")]  # trips are in order already
    stop_id, ride = numbers.stop_id[rows], rides.ride_of_call()[rows]
    groups, group = _find_groups(numbers, ride, numbers.own_headsign_id[rows])
    columns = (rides.departure_s[rows], group, numbers.trip_id[ride], rides.sequence[rows])
    is_mine, place = np.zeros(groups.shape[1], bool), np.zeros(groups.shape[1], np.int64)
    for begin, end in _runs(stop_id[1:] != stop_id[:-1], len(rows)):
        departure_s, group, trip_id, sequence = (column[begin:end] for column in columns)
        is_mine[group] = True
        mine = np.flatnonzero(is_mine)
        place[mine], is_mine[mine] = np.arange(len(mine)), False
        yield int(stop_id[begin]), StopCalls(*groups[:, mine], departure_s, place[group], trip_id, sequence)


def _find_groups(numbers, ride, own_headsign_id):
    """(line, direction, headsign and service of each group; the group of each call)."""
    of_ride = np.stack([numbers.route_id, numbers.direction, numbers.headsign_id, numbers.service_id])
    groups, group_of_ride = np.unique(of_ride, axis=1, return_inverse=True)
    group, own = group_of_ride[ride], np.flatnonzero(own_headsign_id >= 0)
    if len(own):
        of_call = of_ride[:, ride[own]]
        of_call[2] = own_headsign_id[own]
        others, group_of_call = np.unique(of_call, axis=1, return_inverse=True)
        group[own] = group_of_call + groups.shape[1]
        groups = np.concatenate([groups, others], axis=1)
    return groups, group


def _runs(changes, count):
    """(begin, end) of each run of equal values, of `count` in all; `changes` says where the next one differs."""
    ends = [*(np.flatnonzero(changes) + 1).tolist(), count]
    return zip([0, *ends], ends, strict=False) if count else ()
