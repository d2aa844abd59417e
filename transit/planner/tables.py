"""The table of one day: all rides of the day, of the night before and of the day after, laid out for the search.

Rides with the same stops are a pattern; patterns are split until no ride overtakes another, so that the first one that
can still be caught is found by halving. Departures lie stop by stop, so that those of one stop in a pattern are one sorted
run; arrivals trip by trip, since a trip that was caught is followed.

Rides of a pattern also come from and go on as others in the same way, as far as that is looked at: else the first one
that is caught might end where a later one goes on to the goal. Which goes on as which depends on the day, as blocks are of
several services.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from transit.planner.kernel import NONE, Table

MOST_CLASSES = 300  # patterns by what follows, beside twice as many as there are without: more would make searches slow


@dataclass(frozen=True)
class Rides:
    """All rides of all timetables. Calls of ride i are those from `first[i]` to `first[i + 1]`, times never going back.

    `stops` (numbers of the network), `arrivals`, `departures` (seconds of the service day), `flags` (BOARDS,
    ALIGHTS of calls.packing) for each call; `pattern` and `service` for each ride: rides of a pattern have the same stops, flags
    and line. Rides of a `block` are the same vehicle one after the other, NONE where nobody says; of `seats`, (ride, ride),
    one goes on as the other; of `apart` nobody stays seated.
    """

    first: np.ndarray
    stops: np.ndarray
    arrivals: np.ndarray
    departures: np.ndarray
    flags: np.ndarray
    pattern: np.ndarray
    service: np.ndarray
    block: np.ndarray
    seats: tuple
    apart: tuple

    @property
    def longest_s(self):
        return int(self.arrivals.max(initial=0))


def build_table(rides, stop_count, days):
    """A kernel.Table. `days`: [(seconds from the beginning of the table's day, does each service run on that day)]."""
    chosen, shifts = choose(rides, days)
    following = find_following(rides, chosen, shifts)
    classes = classify(rides.pattern[chosen], following, turn_round(following))
    begins = rides.departures[rides.first[chosen]] + shifts
    chosen, shifts, following, classes = in_order(np.lexsort((begins, classes)), chosen, shifts, following, classes)
    goings = (following, turn_round(following))
    part, parts = split(chosen, shifts, classes, *goings, rides.first, rides.arrivals, rides.departures)
    chosen, shifts, following, part = in_order(np.argsort(part, kind="stable"), chosen, shifts, following, part)
    return lay_out(rides, stop_count, chosen, shifts, following, part, parts)


def choose(rides, days):
    """(numbers of the rides that run, seconds by which each is shifted): those that end after the day begins."""
    chosen, shifts = [], []
    ends = rides.arrivals[rides.first[1:] - 1]
    for shift, runs in days:
        running = np.flatnonzero(runs[rides.service] & (ends + shift >= 0))
        chosen.append(running)
        shifts.append(np.full(len(running), shift, np.int32))
    return np.concatenate(chosen), np.concatenate(shifts)


def in_order(order, chosen, shifts, following, numbers):
    """All of them in an order; `following`, which are places among them, led along."""
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    moved = following[order]
    return chosen[order], shifts[order], np.where(moved == NONE, NONE, place[moved]).astype(np.int32), numbers[order]


def find_following(rides, chosen, shifts):
    """For each chosen ride the place of the one as which its vehicle goes on, NONE where there is none or nobody may stay."""
    following = np.full(len(chosen), NONE, np.int32)
    begins, ends = rides.departures[rides.first[chosen]], rides.arrivals[rides.first[chosen + 1] - 1]
    order = np.lexsort((begins, rides.block[chosen], shifts))
    one, other = order[:-1], order[1:]
    block = rides.block[chosen]
    same = (block[one] != NONE) & (block[one] == block[other]) & (shifts[one] == shifts[other]) & (ends[one] <= begins[other])
    same &= rides.stops[rides.first[chosen[one] + 1] - 1] == rides.stops[rides.first[chosen[other]]]
    following[one[same]] = other[same]
    for one, other in find_pairs(rides.apart, chosen, shifts):
        following[one] = NONE if following[one] == other else following[one]
    for one, other in find_pairs(rides.seats, chosen, shifts):
        if ends[one] <= begins[other] and begins[one] < begins[other]:  # never round in a circle
            following[one] = other
    return following


def find_pairs(pairs, chosen, shifts):
    """Places of pairs of rides that run on the same day of service."""
    if not len(pairs[0]):
        return []
    named = np.flatnonzero(np.isin(chosen, np.concatenate(pairs)))
    place = {(int(chosen[at]), int(shifts[at])): int(at) for at in named}
    days = sorted(set(shifts[named].tolist()))
    pairs = [((a, day), (b, day)) for a, b in zip(*(each.tolist() for each in pairs), strict=True) for day in days]
    return [(place[one], place[other]) for one, other in pairs if one in place and other in place]


def turn_round(following):
    """For each the one that is followed by it."""
    before = np.full(len(following), NONE, np.int32)
    one = np.flatnonzero(following != NONE)
    before[following[one]] = one
    return before


def classify(pattern, following, preceding):
    """For each ride a number that those share which have the same pattern and go on alike, as far as that gives few numbers."""
    classes, count = pattern, len(np.unique(pattern))
    most = MOST_CLASSES + 2 * count
    while (following != NONE).any():
        wide = np.int64(classes.max()) + 2
        before, after = (np.where(each == NONE, 0, classes[each] + 1) for each in (preceding, following))
        finer = np.unique((pattern * wide + before) * wide + after, return_inverse=True)[1].astype(np.int32)
        known, count = count, int(finer.max()) + 1
        if count > most or count == known:
            break
        classes = finer
    return classes


@njit(cache=True)
def split(chosen, shifts, classes, following, preceding, first, arrivals, departures):
    """For each ride, which are sorted by class and departure, the part that it belongs to, and how many parts there are.

    A ride joins the first part of its class whose last ride it nowhere overtakes, nor does what it goes on as or was before.
    """
    part = np.empty(len(chosen), np.int32)
    lasts = np.empty(len(chosen), np.int64)  # of each part, the last ride so far
    parts, opened = 0, 0  # parts in all, and the first one of this class
    for i in range(len(chosen)):
        if i == 0 or classes[i] != classes[i - 1]:
            opened = parts
        joined = parts
        for each in range(opened, parts):
            is_behind = True
            for direction in (following, preceding):
                one, other = lasts[each], i
                while is_behind and one >= 0 and other >= 0 and classes[one] == classes[other]:
                    is_behind = follows(first, arrivals, departures, chosen[one], shifts[one], chosen[other], shifts[other])
                    one, other = direction[one], direction[other]
            if is_behind:
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


def lay_out(rides, stop_count, chosen, shifts, following, part, parts):
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
        stop_first, patterns[order], positions[order].astype(np.int32), following,
    )  # fmt: skip


def gather(starts, lengths):
    """The numbers from each start on, as many as each length, one after the other."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)


@njit(cache=True)
def transpose(chosen, shifts, ride_first, off, first, arrivals, departures):
    """(arrivals of each pattern trip by trip, its departures stop by stop)."""
    laid_arrivals, laid_departures = np.empty(off[-1], np.int32), np.empty(off[-1], np.int32)
    for pattern in range(len(ride_first) - 1):
        trips = ride_first[pattern + 1] - ride_first[pattern]
        for trip in range(trips):
            ride = chosen[ride_first[pattern] + trip]
            shift, begin = shifts[ride_first[pattern] + trip], first[ride]
            length = first[ride + 1] - begin
            for position in range(length):
                laid_arrivals[off[pattern] + trip * length + position] = arrivals[begin + position] + shift
                laid_departures[off[pattern] + position * trips + trip] = departures[begin + position] + shift
    return laid_arrivals, laid_departures


def turn(table):
    """The table ridden backwards in time: what arrived at t leaves at -t. Patterns keep their numbers, trips turn round."""
    flags = turn_runs(table.flags, table.first)
    flags = ((flags & 1) << 1) | ((flags & 2) >> 1)
    lengths = np.diff(table.first)
    positions = lengths[table.stop_patterns] - 1 - table.stop_positions
    departures = lay_across(table.arrivals, table.off, lengths)
    arrivals = lay_across(table.departures, table.off, table.trips)
    return table._replace(
        stops=turn_runs(table.stops, table.first), flags=flags.astype(np.uint8), stop_positions=positions.astype(np.int32),
        arrivals=-turn_runs(arrivals, table.off), departures=-turn_runs(departures, table.off),
        rides=turn_runs(table.rides, table.ride_first), shifts=turn_runs(table.shifts, table.ride_first),
        goes_on=turn_following(table.goes_on, table.ride_first),
    )  # fmt: skip


def turn_following(goes_on, ride_first):
    """What goes on as what, backwards: of a ride the one before it."""
    turned = turn_runs(np.arange(len(goes_on), dtype=np.int32), ride_first)  # its own inverse
    before = turn_round(goes_on)
    return np.where(before == NONE, NONE, turned[before])[turned].astype(np.int32)


def turn_runs(values, first):
    """Each run of values from its last to its first."""
    at = np.arange(len(values))
    run = np.repeat(np.arange(len(first) - 1), np.diff(first))
    return values[first[run] + first[run + 1] - 1 - at]


@njit(cache=True)
def lay_across(values, off, widths):
    """Rows of each pattern, so wide, as columns."""
    laid = np.empty(len(values), np.int32)
    for pattern in range(len(widths)):
        width = widths[pattern]
        height = (off[pattern + 1] - off[pattern]) // width
        for row in range(height):
            for column in range(width):
                laid[off[pattern] + column * height + row] = values[off[pattern] + row * width + column]
    return laid
