"""Departures: which trains leave a stop next, on whose clock, and which day of service they belong to.

A moment is looked for in the services of the days around it, each on its own scale: seconds after noon minus 12 hours
in the feed's time zone (GTFS Schedule reference, "Time"). So a train of 24:10 belongs to yesterday's service.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from transit.calls import leaving
from transit.words import Words

DAY_S = 86_400
AHEAD_S = DAY_S  # later departures are no longer "next"
MOST = 200
MOST_GROUPS = 4


@dataclass(frozen=True)
class Departure:
    """A train that leaves: `at` is on the feed's clock, `wait_s` counts from the moment asked about.

    Real time finds it by the number of its trip, the service day and the stop_sequence; what it tells is `live`, a
    realtime.departures.Live.
    """

    route: str  # key of the line
    badge: str
    colour: str
    text_colour: str
    direction: int
    headsign: Words
    at: datetime
    wait_s: int
    trip_id: int | None = None
    day: date | None = None
    sequence: int = 0
    live: object = None

    @property
    def leaves_at(self):
        """When it will leave, as far as anything is known of that."""
        return self.live.at if self.live and self.live.leaves else self.at

    @property
    def wait_min(self):
        return self.wait_s // 60


def list_departures(stop, at, limit):
    """The next `limit` Departures from a stop (a shown.StopPage) after the moment `at`, within a day, soonest first."""
    zone, now_s = ZoneInfo(stop.timetable.timezone), int(at.timestamp())
    days = service_days(at.astimezone(zone).date(), stop.timetable.longest_s)
    found = leaving.list_leaving(stop.key, now_s, AHEAD_S, [(day, _begins_s(day, zone)) for day in days], min(limit, MOST))
    return [_read(each, now_s, zone) for each in found]


def group_by_direction(departures, each):
    """Lists of at most `each` Departures, one for every line and way it goes; all in one where those are many."""
    groups = defaultdict(list)
    for departure in departures:
        groups[departure.route, departure.direction].append(departure)
    if len(groups) > MOST_GROUPS:
        return [departures[: each * 2]]
    return [group[:each] for _line, group in sorted(groups.items())]


def service_days(today, longest_s):
    """The days whose services may have a train within AHEAD_S of a moment of `today`: tomorrow, today, and those before."""
    back = max(1, longest_s // DAY_S)
    return [today + timedelta(days=1 - slot) for slot in range(back + 2)]


@lru_cache(maxsize=4096)
def begin_of(day, zone):
    """The moment from which a service day counts its seconds: noon minus 12 hours."""
    return datetime.combine(day, time(12), zone).astimezone(UTC) - timedelta(hours=12)


def _begins_s(day, zone):
    return int(begin_of(day, zone).timestamp())


def _read(found, now_s, zone):
    line, moment = found.line, datetime.fromtimestamp(found.at_s, zone)
    wait_s = max(0, found.at_s - now_s)
    return Departure(*line[:4], found.direction, found.headsign, moment, wait_s, found.trip_id, found.day, found.sequence)
