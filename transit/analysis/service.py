"""How well a line is served on a kind of day: trips, span, intervals and speed, worked out from its packed calls.

Intervals are those at the stop where most trips call (the first such stop on the way), so that branches and short turns do
not count as service that nobody sees. The mean is the usual "headway"; the expected wait of somebody who comes at any
moment is the sum of the squared intervals over twice their sum (Osuna and Newell, 1972), which uneven intervals lengthen.
"""

from dataclasses import dataclass

import numpy as np

from transit.calls.packing import BOARDS

HOUR_S = 3600
DAYTIME_S = (7 * HOUR_S, 19 * HOUR_S)


@dataclass(frozen=True)
class Intervals:
    """Between departures, in seconds: mean, shortest, longest, and the expected wait; all None where there are none."""

    headway_s: float | None = None
    shortest_s: int | None = None
    longest_s: int | None = None
    wait_s: float | None = None


@dataclass(frozen=True)
class Hour:
    """Departures from the stop in an hour, the mean of the intervals that end in it, and what trips that begin in it ride."""

    hour: int
    departures: int
    headway_s: float | None
    distance_m: float
    duration_s: int


@dataclass(frozen=True)
class Service:
    """A line one way on one kind of day. `intervals` are of the daytime, at the stop with the number `stop_id`.

    `first_s` and `last_s` are when the first and the last trip begin; distance and duration add up all trips whose
    length is known.
    """

    trips: int
    first_s: int
    last_s: int
    stop_id: int
    intervals: Intervals
    distance_m: float
    duration_s: int
    hours: list


def measure(calls, service_ids, lengths_m):
    """The Service of packing.LineCalls on days of these services; None where nothing runs.

    `lengths_m` is how far each ride goes, 0 where that is not known.
    """
    running = np.isin(calls.service_id, list(service_ids)) & (np.diff(calls.first) > 1)
    rides = np.flatnonzero(running)
    if not len(rides):
        return None
    starts, ends = calls.departure_s[calls.first[rides]], calls.arrival_s[calls.first[rides + 1] - 1]
    taken_s = np.where(lengths_m[rides] > 0, ends - starts, 0)
    stop_id, departures = find_main_stop(calls, rides)
    return Service(
        trips=len(rides),
        first_s=int(starts.min()),
        last_s=int(starts.max()),
        stop_id=stop_id,
        intervals=measure_intervals(departures[(departures >= DAYTIME_S[0]) & (departures <= DAYTIME_S[1])]),
        distance_m=float(lengths_m[rides].sum()),
        duration_s=int(taken_s.sum()),
        hours=list_hours(departures, starts, lengths_m[rides], taken_s),
    )


def find_main_stop(calls, rides):
    """(number of the stop where most of the rides leave, its sorted departures); the one that comes first where some tie."""
    ride_of_call = np.repeat(np.arange(len(calls.trip_id)), np.diff(calls.first))
    leaves = np.isin(ride_of_call, rides)
    leaves[calls.first[1:] - 1] = False  # nothing leaves the last stop of a ride
    boards = leaves & ((calls.flags & BOARDS) > 0)
    at = np.flatnonzero(boards if boards.any() else leaves)
    pairs = np.stack([ride_of_call[at], calls.stop_id[at]])
    at = at[np.unique(pairs, axis=1, return_index=True)[1]]  # a stop that is passed twice counts once
    stops, which, count = np.unique(calls.stop_id[at], return_inverse=True, return_counts=True)
    places = np.bincount(which, at - calls.first[ride_of_call[at]]) / count
    main = min(np.flatnonzero(count == count.max()).tolist(), key=lambda each: places[each])
    return int(stops[main]), np.sort(calls.departure_s[at[which == main]])


def measure_intervals(departures):
    """The Intervals between sorted departures."""
    gaps = np.diff(departures).astype(float)
    if not len(gaps) or not gaps.sum():
        return Intervals()
    wait_s = float((gaps**2).sum() / gaps.sum() / 2)
    return Intervals(float(gaps.mean()), int(gaps.min()), int(gaps.max()), wait_s)


def list_hours(departures, starts, lengths_m, taken_s):
    """An Hour for every hour in which something leaves the main stop or begins."""
    gaps, ends_in = np.diff(departures), departures[1:] // HOUR_S
    found = []
    for hour in np.union1d(departures // HOUR_S, starts // HOUR_S).tolist():
        begun, between = starts // HOUR_S == hour, gaps[ends_in == hour]
        headway_s = float(between.mean()) if len(between) else None
        count = int((departures // HOUR_S == hour).sum())
        found.append(Hour(hour, count, headway_s, float(lengths_m[begun].sum()), int(taken_s[begun].sum())))
    return found
