"""A lower bound for each stop: the least seconds from there to the goal if every vehicle came at once.

What cannot beat a known journey even then is not followed any further. The bound is the shortest way in a graph of the
quickest ride between neighbouring stops and of the walks, searched from the goal backwards with buckets of one second
(Dial 1969).
"""

from collections import namedtuple

import numpy as np
from numba import njit

from transit.planner.kernel import INF, NONE

LONGEST_WAY_S = 7_200  # on foot to the goal

Graph = namedtuple("Graph", "first to seconds longest")
Buckets = namedtuple("Buckets", "heads stops following bounds")


def build_graph(table, walks):
    """For each stop those from which it is reached, with the least seconds: rides of the table, and walks."""
    patterns = np.repeat(np.arange(len(table.trips)), np.diff(table.first))
    last = np.zeros(len(patterns), bool)
    last[table.first[1:] - 1] = True
    calls = np.flatnonzero(~last)
    ridden = quickest(table.off, table.first, table.trips, table.arrivals, table.departures, patterns, calls)
    walkers = np.repeat(np.arange(len(walks.first) - 1), np.diff(walks.first))
    last_stop, next_stop = goings_on(table)
    start = np.concatenate((table.stops[calls], walkers, last_stop))
    goal = np.concatenate((table.stops[calls + 1], walks.to, next_stop))
    seconds = np.concatenate((ridden, walks.seconds, np.zeros(len(last_stop), np.int32)))
    order = np.lexsort((seconds, start, goal))
    start, goal, seconds = start[order], goal[order], seconds[order]
    kept = np.ones(len(order), bool)
    kept[1:] = (start[1:] != start[:-1]) | (goal[1:] != goal[:-1])
    first = np.searchsorted(goal[kept], np.arange(len(walks.first))).astype(np.int32)
    longest = int(seconds.max(initial=0))
    return Graph(first, start[kept].astype(np.int32), seconds[kept].astype(np.int32), longest)


def goings_on(table):
    """(last stops of rides, stops at which their vehicles go on as others)."""
    one = np.flatnonzero(table.goes_on != NONE)
    patterns = [np.searchsorted(table.ride_first, each, "right") - 1 for each in (one, table.goes_on[one])]
    return table.stops[table.first[patterns[0] + 1] - 1], table.stops[table.first[patterns[1]]]


@njit(cache=True)
def quickest(off, first, trips, arrivals, departures, patterns, calls):
    """The least seconds from each call to the next."""
    found = np.empty(len(calls), np.int32)
    for i in range(len(calls)):
        pattern = patterns[calls[i]]
        position, length, least = calls[i] - first[pattern], first[pattern + 1] - first[pattern], INF
        row, following = off[pattern] + position * trips[pattern], off[pattern] + position + 1
        for trip in range(trips[pattern]):
            least = min(least, arrivals[following + trip * length] - departures[row + trip])
        found[i] = max(least, 0)
    return found


def make_buckets(graph):
    stops, entries = len(graph.first) - 1, len(graph.to) + len(graph.first)
    heads = np.full(max(graph.longest, LONGEST_WAY_S) + 1, -1, np.int32)
    return Buckets(heads, *(np.empty(entries, np.int32) for _ in range(2)), np.empty(stops, np.int32))


def fits(graph, buckets):
    return len(buckets.stops) >= len(graph.to) + len(graph.first) and len(buckets.heads) > graph.longest


@njit(cache=True, nogil=True)
def find_bounds(graph, egress, egress_s, buckets):
    """Fill `buckets.bounds`: seconds to the goal, INF where there is no way. `egress_s` are at most LONGEST_WAY_S."""
    heads, stops, following, bounds, count = buckets.heads, buckets.stops, buckets.following, buckets.bounds, len(buckets.heads)
    first, to, seconds = graph.first, graph.to, graph.seconds
    bounds[:] = INF
    used, waiting, now = 0, 0, 0
    for i in range(len(egress)):
        if egress_s[i] < bounds[egress[i]]:
            bounds[egress[i]] = egress_s[i]
            stops[used], following[used], heads[egress_s[i]] = egress[i], heads[egress_s[i]], used
            used, waiting = used + 1, waiting + 1
    while waiting:
        slot = now % count
        while heads[slot] >= 0:  # a ride of no seconds adds to the bucket that is being emptied
            entry = heads[slot]
            heads[slot], stop, waiting = following[entry], stops[entry], waiting - 1
            if bounds[stop] == now:
                for j in range(first[stop], first[stop + 1]):
                    other, reached = to[j], now + seconds[j]
                    if reached < bounds[other]:
                        bounds[other], bucket = reached, reached % count
                        stops[used], following[used], heads[bucket] = other, heads[bucket], used
                        used, waiting = used + 1, waiting + 1
        now += 1
