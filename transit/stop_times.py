"""stop_times.txt in columns: trips in the order of their ids, calls in their order, and a time at every stop."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transit import refusals

CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
FILE = "stop_times.txt"
FORBIDDEN = 1  # pickup_type and drop_off_type
NONE = -(2**31)  # stands for a time or number that is not given


@dataclass(frozen=True)
class StopTimes:
    """The calls of trips, each trip's in turn; those of trip n are the rows first[n] to first[n + 1].

    `stop` and `headsign` are places in the lists `stop_ids` and `headsigns` (-1 is no headsign of its own); times are
    seconds of the service day. A trip that calls at fewer than two stops takes nobody anywhere and is left out.
    """

    trip_ids: list
    first: np.ndarray
    stop: np.ndarray
    sequence: np.ndarray
    arrival_s: np.ndarray
    departure_s: np.ndarray
    boards: np.ndarray  # false at the last stop and where nobody may get on
    alights: np.ndarray
    headsign: np.ndarray
    stop_ids: list
    headsigns: list


@lru_cache(maxsize=200_000)
def read_time(text, file=FILE, column="departure_time"):
    """Seconds of the service day from H:MM:SS; past 24:00:00 is the next day. Raises WrongCell."""
    match = CLOCK.fullmatch(text)
    if not match:
        raise refusals.WrongCell(file=file, column=column, value=text[:40])
    hours, minutes, seconds = map(int, match.groups())
    return hours * 3600 + minutes * 60 + seconds


def read_stop_times(tables):
    """The StopTimes of a feed. Raises a WrongFile."""
    trip_ids, first, rows = _order(tables)
    sequence = tables.numbers("stop_times", "stop_sequence", NONE)[rows]
    _check_order(trip_ids, first, sequence)
    stop, stop_ids = tables.texts("stop_times", "stop_id")
    headsign, headsigns = tables.texts("stop_times", "stop_headsign")
    arrival_s, departure_s = fill_times(trip_ids, first, *_read_times(tables, rows))
    boards, alights = (tables.numbers("stop_times", name, 0)[rows] != FORBIDDEN for name in ("pickup_type", "drop_off_type"))
    boards[first[1:] - 1] = False
    return StopTimes(
        trip_ids, first, stop[rows], sequence, arrival_s, departure_s, boards, alights, headsign[rows], stop_ids, headsigns
    )


def _order(tables):
    """(trip ids, first, rows): which rows of the file are the calls of each trip, in order."""
    trip, trip_ids = tables.texts("stop_times", "trip_id")
    trip_ids = [*trip_ids, ""]  # the last one is that of rows without
    by_id = sorted(range(len(trip_ids) - 1), key=trip_ids.__getitem__) + [len(trip_ids) - 1]
    rank = np.empty(len(trip_ids), np.int64)
    rank[by_id] = np.arange(len(trip_ids))
    key = (rank[trip] << 33) + tables.numbers("stop_times", "stop_sequence", NONE)
    rows = np.argsort(key, kind="stable") if (key[1:] < key[:-1]).any() else np.arange(len(key))
    count = np.bincount(rank[trip], minlength=len(trip_ids))
    is_ride = count > 1
    first = np.concatenate([[0], np.cumsum(count[is_ride])])
    return [trip_ids[each] for each, kept in zip(by_id, is_ride, strict=True) if kept], first, rows[np.repeat(is_ride, count)]


def _check_order(trip_ids, first, sequence):
    if (sequence == NONE).any():
        raise refusals.WrongCell(file=FILE, column="stop_sequence", value="")
    same = sequence[1:] == sequence[:-1]
    same[first[1:-1] - 1] = False
    for at in np.flatnonzero(same)[:1]:
        raise refusals.DoubledId(file=FILE, value=f"{trip_ids[_trip_of(first, at)]}, {sequence[at]}")


def _trip_of(first, row):
    return int(np.searchsorted(first, row, side="right")) - 1


def _read_times(tables, rows):
    """(arrivals, departures) in seconds; where one is given it stands for both. NONE where neither is."""
    arrival, departure, texts = tables.paired_texts("stop_times", "arrival_time", "departure_time")
    arrival, departure = arrival[rows], departure[rows]
    used = np.zeros(len(texts) + 1, bool)
    used[arrival] = used[departure] = True
    seconds = [read_time(text) if is_used else NONE for text, is_used in zip(texts, used, strict=False)]
    seconds = np.array([*seconds, NONE])  # the last one is that of -1
    return seconds[np.where(arrival < 0, departure, arrival)], seconds[np.where(departure < 0, arrival, departure)]


def fill_times(trip_ids, first, arrival_s, departure_s):
    """Times for stops that have none, evenly between their neighbours. Raises TripWithoutTimes."""
    without = arrival_s == NONE
    for ends in np.flatnonzero(without[first[:-1]] | without[first[1:] - 1])[:1]:
        raise refusals.TripWithoutTimes(value=trip_ids[ends])
    gaps = np.flatnonzero(without)
    if len(gaps):
        known = np.flatnonzero(~without)
        after = np.searchsorted(known, gaps)
        left, right = known[after - 1], known[after]
        run_s = arrival_s[right] - departure_s[left]
        at = departure_s[left] + np.rint(run_s * (gaps - left) / (right - left)).astype(np.int64)
        arrival_s[gaps] = departure_s[gaps] = at
    return arrival_s, departure_s
