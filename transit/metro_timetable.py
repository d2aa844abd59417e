"""When metro trains run: an illustrative timetable made from distances and headways.

Hours and intervals of the metro are known from the press, the times of its trains are not. So we assume:

- Trains leave both ends of every line from 05:00 until shortly before 24:00, every few minutes. The intervals
  follow what the operator told the press: M1 3-4 min, M2 4-5, M3 7-8 (sputniknews.uz, 15 August 2022),
  M4 7 (sputniknews.uz, 1 November 2025). When in the day which interval holds is our assumption.
- Between stations a train cruises along the straight line, with one fixed loss for starting and braking. The
  three numbers make Texnopark-Qoʻyliq last 19 minutes, as in the press (sputniknews.uz, 6 September 2020).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG 1980

CRUISE_KMH = 45
START_AND_BRAKE_S = 25
DWELL_S = 25
RUN_STEP_S = 5

# The straight line at 1 m/s: people walk faster, but passages bend.
WALK_M_PER_S = 1.0
STAIRS_S = 60
TRANSFER_STEP_S = 30
MIN_TRANSFER_S = 120

# service_id: runs on Monday .. Sunday, as in calendar.txt
SERVICES = {
    "weekday": (1, 1, 1, 1, 1, 0, 0),
    "saturday": (0, 0, 0, 0, 0, 1, 0),
    "sunday": (0, 0, 0, 0, 0, 0, 1),
}

# Days off with a fixed date (Labour Code, article 208). Ramazon hayit and Qurbon hayit move: not known here.
HOLIDAYS = ((1, 1), (3, 8), (3, 21), (5, 9), (9, 1), (10, 1), (12, 8))  # month, day
HOLIDAY_SERVICE = "sunday"

# Minutes between trains, by line and service, in periods that start at these hours and end at CLOSING_HOUR.
PERIOD_STARTS = (5, 7, 10, 16, 19, 21)
CLOSING_HOUR = 24
FREQUENCIES = {
    ("M1", "weekday"): (6, 3, 4, 3, 5, 10),
    ("M1", "saturday"): (8, 4, 5, 5, 6, 10),
    ("M1", "sunday"): (8, 6, 6, 6, 8, 10),
    ("M2", "weekday"): (8, 4, 5, 4, 6, 10),
    ("M2", "saturday"): (8, 6, 6, 6, 8, 10),
    ("M2", "sunday"): (10, 7, 7, 7, 8, 12),
    ("M3", "weekday"): (10, 7, 8, 7, 8, 10),
    ("M3", "saturday"): (10, 8, 8, 8, 10, 12),
    ("M3", "sunday"): (12, 10, 10, 10, 12, 12),
    ("M4", "weekday"): (12, 7, 8, 7, 10, 12),
    ("M4", "saturday"): (12, 8, 8, 8, 10, 12),
    ("M4", "sunday"): (12, 10, 10, 10, 12, 15),
}


@dataclass(frozen=True)
class Direction:
    """A line ridden one way, with its stations in riding order."""

    line: dict
    direction_id: int
    stations: list

    @property
    def shape_id(self):
        return f"{self.line['line']}-{self.direction_id}"

    @property
    def terminus(self):
        return self.stations[-1]

    @cached_property
    def distances_m(self):
        return distances_along_m([place(station) for station in self.stations])

    @cached_property
    def offsets_s(self):
        return calls_s(self.distances_m)


def directions(line, stations):
    """Both directions of a line: 0 in the order of our data file, 1 back."""
    there = [station for station in stations if station["line"] == line["line"]]
    return [Direction(line, 0, there), Direction(line, 1, there[::-1])]


def runs(all_directions):
    """(direction, service_id, minute after midnight) of every train that leaves."""
    for direction in all_directions:
        for service_id in SERVICES:
            for minute in departures_min(direction.line["line"], service_id):
                yield direction, service_id, minute


def place(station):
    """(lat, lon) of a station, in degrees."""
    return float(station["lat"]), float(station["lon"])


def distance_m(a, b):
    """Metres along the great circle between two (lat, lon) pairs in degrees (haversine formula)."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(half))


def distances_along_m(places):
    """Whole metres from the first of the (lat, lon) pairs to each of them, along straight segments."""
    steps = (distance_m(a, b) for a, b in pairwise(places))
    return [round(metres) for metres in accumulate(steps, initial=0)]


def run_time_s(metres):
    """Seconds from standing at one station to standing at the next, in steps of RUN_STEP_S."""
    seconds = metres / (CRUISE_KMH / 3.6) + START_AND_BRAKE_S
    return RUN_STEP_S * round(seconds / RUN_STEP_S)


def calls_s(distances_m):
    """(arrival, departure) at each station, in seconds after the train leaves the first one.

    Trains stand DWELL_S at every station but the two ends.
    """
    runs = [run_time_s(b - a) for a, b in pairwise(distances_m)]
    arrivals = [run + DWELL_S * i for i, run in enumerate(accumulate(runs))]
    return [(0, 0), *((at, at + DWELL_S) for at in arrivals[:-1]), (arrivals[-1], arrivals[-1])]


def transfer_time_s(metres):
    """Seconds to change trains between two stations `metres` apart: GTFS min_transfer_time."""
    walk = metres / WALK_M_PER_S + STAIRS_S
    return max(MIN_TRANSFER_S, TRANSFER_STEP_S * ceil(walk / TRANSFER_STEP_S))


def departures_min(line, service_id):
    """Minutes after midnight at which trains leave either end of the line."""
    headways = dict(zip(PERIOD_STARTS, FREQUENCIES[line, service_id], strict=True))
    minute = PERIOD_STARTS[0] * 60
    while minute < CLOSING_HOUR * 60:
        yield minute
        minute += headways[max(hour for hour in PERIOD_STARTS if hour * 60 <= minute)]


def gtfs_time(seconds):
    """HH:MM:SS after midnight of the service day; 24 and more hours are the small hours of the next day."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def holidays(first_day, last_day):
    """Public holidays with a fixed date from first_day to last_day, both included."""
    years = range(first_day.year, last_day.year + 1)
    days = (date(year, month, day) for year in years for month, day in HOLIDAYS)
    return [day for day in days if first_day <= day <= last_day]


def regular_service(day):
    """The service_id of that day of the week, holidays apart."""
    return next(service_id for service_id, week in SERVICES.items() if week[day.weekday()])
