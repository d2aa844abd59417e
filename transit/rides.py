"""The trips of a feed with their calls: times read, those between timepoints worked out, frequencies turned into trips."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from transit import refusals

CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
NO_PICKUP = 1
MOST_STOP_TIMES = 20_000_000  # what frequencies may make of a small file


@dataclass(frozen=True)
class Call:
    """A stop on the way, with times in seconds of the service day."""

    sequence: int
    stop_id: str
    arrival_s: int
    departure_s: int
    boards: bool
    headsign: str | None


@dataclass(frozen=True)
class Ride:
    """A trip as it is run: one for each trip, or one for each departure of a frequency."""

    trip_id: str
    calls: tuple

    @property
    def stop_ids(self):
        return tuple(call.stop_id for call in self.calls)


@lru_cache(maxsize=200_000)
def read_time(text, file="stop_times.txt", column="departure_time"):
    """Seconds of the service day from H:MM:SS; past 24:00:00 is the next day. Raises WrongCell."""
    match = CLOCK.fullmatch(text)
    if not match:
        raise refusals.WrongCell(file=file, column=column, value=text[:40])
    hours, minutes, seconds = map(int, match.groups())
    return hours * 3600 + minutes * 60 + seconds


def list_rides(tables, progress):
    """Every Ride of the feed, trip by trip; a trip that calls at fewer than two stops takes nobody anywhere and is left out."""
    frequencies = read_frequencies(tables)
    made = 0
    for trip_id, rows in groupby(_stop_time_rows(tables), key=lambda row: row[0]):
        rows = list(rows)
        progress.advance(len(rows))
        if len(rows) < 2:
            continue
        for ride in expand(Ride(trip_id, read_calls(trip_id, rows)), frequencies.get(trip_id)):
            made += len(rows)
            if made > MOST_STOP_TIMES and frequencies:
                raise refusals.TooManyTrips(limit=MOST_STOP_TIMES)
            yield ride


def _stop_time_rows(tables):
    columns = (
        "trip_id",
        "stop_sequence",
        "stop_id",
        "arrival_time",
        "departure_time",
        "pickup_type",
        "stop_headsign",
    )
    return tables.rows("stop_times", *columns, sort=("trip_id", "stop_sequence"))


def read_calls(trip_id, rows):
    """The calls of one trip from its rows of stop_times.txt, in order. Raises a WrongFile."""
    sequences = [row[1] for row in rows]
    if None in sequences:
        raise refusals.WrongCell(file="stop_times.txt", column="stop_sequence", value="")
    if len(set(sequences)) < len(sequences):
        raise refusals.DoubledId(file="stop_times.txt", value=f"{trip_id}, {max(sequences, key=sequences.count)}")
    times = fill_times(trip_id, [_read_times(row[3], row[4]) for row in rows])
    last = len(rows) - 1
    return tuple(
        Call(sequence, stop_id, *times[i], i < last and pickup != NO_PICKUP, headsign)
        for i, (_trip, sequence, stop_id, _arrival, _departure, pickup, headsign) in enumerate(rows)
    )


def _read_times(arrival, departure):
    """(arrival, departure) in seconds; where one is given it stands for both. None where neither is."""
    if not (arrival or departure):
        return None
    return read_time(arrival or departure), read_time(departure or arrival)


def fill_times(trip_id, times):
    """Times for stops that have none, evenly between their neighbours. Raises TripWithoutTimes."""
    if times[0] is None or times[-1] is None:
        raise refusals.TripWithoutTimes(value=trip_id)
    filled, known = list(times), 0
    for i, time in enumerate(times):
        if time is None:
            continue
        left, gap = filled[known][1], i - known
        for j in range(known + 1, i):
            at = left + round((time[0] - left) * (j - known) / gap)
            filled[j] = (at, at)
        known = i
    return filled


def read_frequencies(tables):
    """{trip_id: [(first departure, end, headway)]} in seconds. Raises WrongCell."""
    found = defaultdict(list)
    for trip_id, start, end, headway in tables.rows("frequencies", "trip_id", "start_time", "end_time", "headway_secs"):
        if not headway or headway < 0:
            raise refusals.WrongCell(file="frequencies.txt", column="headway_secs", value=str(headway or ""))
        start, end = (read_time(text or "", "frequencies.txt", "start_time") for text in (start, end))
        found[trip_id].append((start, end, headway))
    return found


def expand(ride, periods):
    """The ride itself, or where a frequency repeats it, one for each departure."""
    if not periods:
        yield ride
        return
    begins = ride.calls[0].departure_s
    for start, end, headway in periods:
        for departure in range(start, end, headway):
            yield Ride(ride.trip_id, tuple(_shift(call, departure - begins) for call in ride.calls))


def _shift(call, seconds):
    times = (call.arrival_s + seconds, call.departure_s + seconds)
    return Call(call.sequence, call.stop_id, *times, call.boards, call.headsign)
