"""Ways on foot between stops: what the timetable says, and what lies near. Numbers here are what we assume of people."""

from collections import namedtuple

import numpy as np
from numba import njit

from transit.planner.kernel import Walks

SPEED_M_S = 1.2  # calm walking
DETOUR = 1.3  # streets are longer than the straight line
LONGEST_M = 500  # between stops; a longer way is left to a vehicle
CHANGE_S = 60  # at one stop
STATION_S = 60  # beside the walk, from platform to platform of a station

Ways = namedtuple("Ways", "start goal seconds")


def walk_s(metres):
    """Seconds on foot, in whole minutes: nobody walks by the second, and few moments of leaving are quick to search."""
    return np.ceil(np.asarray(metres) / SPEED_M_S / 60).astype(np.int32) * 60


@njit(cache=True)
def list_near(x, y, most_m):
    """(start, goal, metres on the ground) of all pairs of stops within `most_m`."""
    order = np.argsort(x)
    starts, goals, metres = [0 for _ in range(0)], [0 for _ in range(0)], [0.0 for _ in range(0)]
    for i in range(len(order)):
        a = order[i]
        for j in range(i + 1, len(order)):
            b = order[j]
            if (x[b] - x[a]) * DETOUR > most_m:
                break
            away = np.hypot(x[b] - x[a], y[b] - y[a]) * DETOUR
            if away <= most_m:
                starts += [a, b]
                goals += [b, a]
                metres += [away, away]
    return np.array(starts, np.int32), np.array(goals, np.int32), np.array(metres, np.float32)


def make_walks(network, most_m):
    """kernel.Walks: ways that the timetable gives, and where `most_m` is not 0 those of at most so many metres.

    With 0 nothing counts but transfers.txt: there a row from a stop to itself is the least time to change, and else none
    is needed.
    """
    count = len(network.stop_id)
    given = Ways(network.given_from, network.given_to, network.given_s)
    own = given.start == given.goal
    change = np.full(count, CHANGE_S if most_m else 0, np.int32)
    change[given.start[own]] = given.seconds[own]
    ways = _keep(given, ~own)
    if most_m:  # 0 leaves out all that nobody said
        ways = _join(ways, near_ways(network, most_m), count)
    order = np.argsort(ways.start, kind="stable")
    first = np.searchsorted(ways.start[order], np.arange(count + 1)).astype(np.int32)
    return Walks(first, ways.goal[order].astype(np.int32), ways.seconds[order].astype(np.int32), change)


def near_ways(network, most_m):
    count = np.int64(len(network.stop_id))
    barred = np.isin(network.near_from * count + network.near_to, network.barred_from * count + network.barred_to)
    near = (network.near_m <= most_m) & ~barred
    start, goal = network.near_from[near], network.near_to[near]
    same = network.station_id[start] == network.station_id[goal]
    return Ways(start, goal, np.maximum(walk_s(network.near_m[near]), 60) + np.where(same, STATION_S, 0))


def _join(given, near, count):
    """Both; where the timetable says something, that."""
    said = np.isin(near.start.astype(np.int64) * count + near.goal, given.start.astype(np.int64) * count + given.goal)
    return Ways(*(np.concatenate(pair) for pair in zip(given, _keep(near, ~said), strict=True)))


def _keep(ways, which):
    return Ways(*(each[which] for each in ways))


def turn(walks):
    """The same ways from goal to start."""
    start = np.repeat(np.arange(len(walks.change), dtype=np.int32), np.diff(walks.first))
    order = np.argsort(walks.to, kind="stable")
    first = np.searchsorted(walks.to[order], np.arange(len(walks.change) + 1)).astype(np.int32)
    return Walks(first, start[order], walks.seconds[order], walks.change)
