"""The table of one day: all rides of the day, of the night before and of the day after, laid out for the search.

Rides with the same stops are a pattern; patterns are split until no ride overtakes another, so that the first one that
can still be caught is found by halving. Times lie stop by stop: those of one stop in a pattern are one sorted run.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from transit.planner.kernel import Table


@dataclass(frozen=True)
class Rides:
    """All rides of all timetables. Calls of ride i are those from `first[i]` to `first[i + 1]`, times never going back.

    `stops` (numbers of the network), `arrivals`, `departures` (seconds of the service day), `flags` (BOARDS,
    ALIGHTS of calls.packing) for each call; `pattern` and `service` for each ride: rides of a pattern have the same stops, flags
    and line.
    """

    first: np.ndarray
    stops: np.ndarray
    arrivals: np.ndarray
    departures: np.ndarray
    flags: np.ndarray
    pattern: np.ndarray
    service: np.ndarray

    @property
    def longest_s(self):
        return int(self.arrivals.max(initial=0))


def build_table(rides, stop_count, days):
    """A kernel.Table. `days`: [(seconds from the beginning of the table's day, does each service run on that day)]."""
    chosen, shifts = choose(rides, days)
    begins = rides.departures[rides.first[chosen]] + shifts
    order = np.lexsort((begins, rides.pattern[chosen]))
    chosen, shifts = chosen[order], shifts[order]
    part, parts = split(chosen, shifts, rides.pattern, rides.first, rides.arrivals, rides.departures)
    order = np.argsort(part, kind="stable")
    return lay_out(rides, stop_count, chosen[order], shifts[order], part[order], parts)


def choose(rides, days):
    """(numbers of the rides that run, seconds by which each is shifted): those that end after the day begins."""
    chosen, shifts = [], []
    ends = rides.arrivals[rides.first[1:] - 1]
    for shift, runs in days:
        running = np.flatnonzero(runs[rides.service] & (ends + shift >= 0))
        chosen.append(running)
        shifts.append(np.full(len(running), shift, np.int32))
    return np.concatenate(chosen), np.concatenate(shifts)


@njit(cache=True)
def split(chosen, shifts, pattern, first, arrivals, departures):
    """For each ride, which are sorted by pattern and departure, the part that it belongs to, and how many parts there are.

    A ride joins the first part of its pattern whose last ride it nowhere overtakes.
    """
    part = np.empty(len(chosen), np.int32)
    lasts = np.empty(len(chosen), np.int64)  # of each part, the last ride so far
    parts, opened = 0, 0  # parts in all, and the first one of this pattern
    for i in range(len(chosen)):
        ride = chosen[i]
        if i == 0 or pattern[ride] != pattern[chosen[i - 1]]:
            opened = parts
        joined = parts
        for each in range(opened, parts):
            before = lasts[each]
            if follows(first, arrivals, departures, chosen[before], shifts[before], ride, shifts[i]):
                joined = each
                break
        if joined == parts:
            parts += 1
        part[i] = joined
        lasts[joined] = i
    return part, parts


@njit(cache=True)
def follows(first, arrivals, departures, one, one_shift, other, other_shift):
    """Whether a ride is nowhere earlier than another one of its pattern."""
    a, b = first[one], first[other]
    for i in range(first[one + 1] - a):
        if arrivals[b + i] + other_shift < arrivals[a + i] + one_shift:
            return False
        if departures[b + i] + other_shift < departures[a + i] + one_shift:
            return False
    return True


def lay_out(rides, stop_count, chosen, shifts, part, parts):
    """The Table of rides that are sorted by part and departure."""
    trips = np.bincount(part, minlength=parts).astype(np.int32)
    ride_first = np.concatenate(([0], np.cumsum(trips, dtype=np.int64)))
    heads = chosen[ride_first[:-1]] if parts else chosen
    lengths = rides.first[heads + 1] - rides.first[heads]
    first = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    off = np.concatenate(([0], np.cumsum(lengths * trips, dtype=np.int64)))
    at = gather(rides.first[heads], lengths)
    stops, flags = rides.stops[at].astype(np.int32), rides.flags[at]
    arrivals, departures = transpose(chosen, shifts, ride_first, off, rides.first, rides.arrivals, rides.departures)
    patterns, positions = np.repeat(np.arange(parts, dtype=np.int32), lengths), at - np.repeat(rides.first[heads], lengths)
    order = np.argsort(stops, kind="stable")
    stop_first = np.searchsorted(stops[order], np.arange(stop_count + 1)).astype(np.int32)
    return Table(
        first.astype(np.int32), off, trips, stops, flags, arrivals, departures, ride_first, chosen.astype(np.int32), shifts,
        stop_first, patterns[order], positions[order].astype(np.int32),
    )  # fmt: skip


def gather(starts, lengths):
    """The numbers from each start on, as many as each length, one after the other."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)


@njit(cache=True)
def transpose(chosen, shifts, ride_first, off, first, arrivals, departures):
    """Times of each pattern stop by stop."""
    laid_arrivals, laid_departures = np.empty(off[-1], np.int32), np.empty(off[-1], np.int32)
    for pattern in range(len(ride_first) - 1):
        trips = ride_first[pattern + 1] - ride_first[pattern]
        for trip in range(trips):
            ride = chosen[ride_first[pattern] + trip]
            shift, begin = shifts[ride_first[pattern] + trip], first[ride]
            for position in range(first[ride + 1] - begin):
                at = off[pattern] + position * trips + trip
                laid_arrivals[at] = arrivals[begin + position] + shift
                laid_departures[at] = departures[begin + position] + shift
    return laid_arrivals, laid_departures


def turn(table):
    """The table ridden backwards in time: what arrived at t leaves at -t. Patterns keep their numbers, trips turn round."""
    flags = turn_runs(table.flags, table.first)
    flags = ((flags & 1) << 1) | ((flags & 2) >> 1)
    lengths = np.diff(table.first)
    positions = lengths[table.stop_patterns] - 1 - table.stop_positions
    return table._replace(
        stops=turn_runs(table.stops, table.first), flags=flags.astype(np.uint8), stop_positions=positions.astype(np.int32),
        arrivals=-turn_runs(table.departures, table.off), departures=-turn_runs(table.arrivals, table.off),
        rides=turn_runs(table.rides, table.ride_first), shifts=turn_runs(table.shifts, table.ride_first),
    )  # fmt: skip


def turn_runs(values, first):
    """Each run of values from its last to its first."""
    at = np.arange(len(values))
    run = np.repeat(np.arange(len(first) - 1), np.diff(first))
    return values[first[run] + first[run + 1] - 1 - at]
