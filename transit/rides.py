"""The rides of a feed: its trips as they are run, one for each trip, or one for each departure of a frequency."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from transit import refusals
from transit.stop_times import StopTimes, read_stop_times, read_time

FILE = "frequencies.txt"
EXACT = 1  # exact_times: the departures are those of a timetable
MOST_STOP_TIMES = 20_000_000  # what frequencies may make of a small file


@dataclass(frozen=True)
class Rides(StopTimes):
    """The calls of rides, in the columns of StopTimes. Not `exact` are those that only run every so often."""

    exact: np.ndarray

    def __len__(self):
        return len(self.trip_ids)

    def ride_of_call(self):
        return np.repeat(np.arange(len(self)), np.diff(self.first))


def rows_of(first, rides):
    """(first, rows): the calls of some rides in turn, out of all calls whose beginnings are `first`."""
    count = np.diff(first)[rides]
    begins = np.concatenate([[0], np.cumsum(count)])
    return begins, np.arange(begins[-1]) + np.repeat(first[rides] - begins[:-1], count)


def read_rides(tables, progress):
    """The Rides of a feed. Raises a WrongFile."""
    trips = read_stop_times(tables)
    progress.advance(tables.count("stop_times"))
    frequencies = read_frequencies(tables)
    if not frequencies:
        return Rides(**vars(trips), exact=np.ones(len(trips.trip_ids), bool))
    check_count(trips, frequencies)
    return expand(trips, frequencies)


def read_frequencies(tables):
    """{trip_id: [(departures, whether they are exact)]} in seconds. Raises WrongCell."""
    found = defaultdict(list)
    columns = ("trip_id", "start_time", "end_time", "headway_secs", "exact_times")
    for trip_id, start, end, headway, exact in tables.rows("frequencies", *columns):
        if not headway or headway < 0:
            raise refusals.WrongCell(file=FILE, column="headway_secs", value=str(headway or ""))
        start, end = (read_time(text or "", FILE, "start_time") for text in (start, end))
        found[trip_id].append((range(start, end, headway), exact == EXACT))
    return found


def check_count(trips, frequencies):
    """Raise TooManyTrips before anything large is made."""
    lengths = np.diff(trips.first).tolist()
    times = (sum(len(each) for each, _exact in frequencies.get(trip_id, [([0], True)])) for trip_id in trips.trip_ids)
    if sum(length * many for length, many in zip(lengths, times, strict=True)) > MOST_STOP_TIMES:
        raise refusals.TooManyTrips(limit=MOST_STOP_TIMES)


def expand(trips, frequencies):
    """Each trip itself, or where a frequency repeats it, one ride for each departure."""
    begins = trips.departure_s[trips.first[:-1]].tolist()
    found = []  # (number of the trip, how much later it runs, whether that is exact)
    for number, trip_id in enumerate(trips.trip_ids):
        for departures, exact in frequencies.get(trip_id, [((begins[number],), True)]):
            found += [(number, departure - begins[number], exact) for departure in departures]
    numbers, shift_s, exact = (np.array(each, int) for each in (zip(*found, strict=True) if found else ((), (), ())))
    first, rows = rows_of(trips.first, numbers)
    calls = {name: getattr(trips, name)[rows] for name in ("stop", "sequence", "boards", "alights", "headsign")}
    shift_s = np.repeat(shift_s, np.diff(first))
    calls |= {name: getattr(trips, name)[rows] + shift_s for name in ("arrival_s", "departure_s")}
    trip_ids = [trips.trip_ids[number] for number in numbers.tolist()]
    return Rides(**vars(replace(trips, trip_ids=trip_ids, first=first, **calls)), exact=exact.astype(bool))
