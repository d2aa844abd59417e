"""Departures: which trains leave a stop next, on whose clock, and which day of service they belong to.

A moment is looked for in the services of the days around it, each on its own scale: seconds after noon minus 12 hours
in the feed's time zone (GTFS Schedule reference, "Time"). So a train of 24:10 belongs to yesterday's service.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Integer, and_, bindparam, func, literal, or_, select, union_all

from city.database import db
from transit.models import Headsign, Route, ServiceDay, Stop, StopTime, Trip
from transit.words import Words, name_columns, words_of

DAY_S = 86_400
AHEAD_S = DAY_S  # later departures are no longer "next"
MOST = 200
MOST_GROUPS = 4


@dataclass(frozen=True)
class Departure:
    """A train that leaves: `at` is on the feed's clock, `wait_s` counts from the moment asked about.

    Real time finds it by its trip (`feed`, the id in GTFS, the service day and the start) and the stop_sequence; what it
    tells is `live`, a realtime.departures.Live.
    """

    route: str  # key of the line
    badge: str
    colour: str
    text_colour: str
    direction: int
    headsign: Words
    at: datetime
    wait_s: int
    feed: str = ""
    trip: str = ""
    day: date | None = None
    start_s: int = 0
    sequence: int = 0
    live: object = None

    @property
    def wait_min(self):
        return self.wait_s // 60


def list_departures(stop, at, limit):
    """The next `limit` Departures from a stop (a shown.StopPage) after the moment `at`, within a day, soonest first."""
    zone, limit = ZoneInfo(stop.timetable.timezone), min(limit, MOST)
    tomorrow, *days = service_days(at.astimezone(zone).date(), stop.timetable.longest_s)
    found = sorted(_find(stop, days, zone, at, limit), key=_by_time)
    if len(found) < limit or found[limit - 1][0] >= _begins_s(tomorrow, zone):
        found = sorted([*found, *_find(stop, [tomorrow], zone, at, limit)], key=_by_time)
    return [_read(row, leaves, at, zone, stop.timetable.key) for leaves, _trip, row in found[:limit]]


def _find(stop, days, zone, at, limit):
    """[(seconds of Unix time, number of the trip, row)] of the services of some days."""
    begins = [_begins_s(day, zone) for day in days]
    values = {"key": stop.key, "most": limit}
    for slot, (day, begin) in enumerate(zip(days, begins, strict=True)):
        values |= {f"day{slot}": day, f"after{slot}": int(at.timestamp()) - begin}
    rows = db.session.execute(_query(len(days), stop.is_station), values)
    return [(begins[row.slot] + row.departure_s, row.trip_id, row) for row in rows]


def _by_time(found):
    return found[:2]


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


TRIP = (Trip.gtfs_id, Trip.start_s, StopTime.sequence)  # by which real time knows it


@lru_cache(maxsize=16)
def _query(slots, is_station):
    """Departures of several service days at once; each day's are few, found in order by the index."""
    nearest = union_all(*(select(_of_day(slot, is_station)) for slot in range(slots))).subquery()
    line = (Route.key, Route.short_name, Route.colour, Route.text_colour)
    return (
        select(
            nearest.c.slot,
            nearest.c.departure_s,
            nearest.c.trip_id,
            nearest.c.direction,
            nearest.c.gtfs_id,
            nearest.c.start_s,
            nearest.c.sequence,
            *line,
            *name_columns(Headsign),
        )
        .join(Route, Route.id == nearest.c.route_id)
        .join(Headsign, Headsign.id == nearest.c.headsign_id)
    )


def _of_day(slot, is_station):
    after = bindparam(f"after{slot}", type_=Integer)
    runs = and_(ServiceDay.service_id == Trip.service_id, ServiceDay.day == bindparam(f"day{slot}", type_=Date))
    headsign = func.coalesce(StopTime.headsign_id, Trip.headsign_id).label("headsign_id")
    number = literal(slot, Integer, literal_execute=True).label("slot")
    return (
        select(number, StopTime.departure_s, StopTime.trip_id, Trip.route_id, Trip.direction, headsign, *TRIP)
        .join(Trip, Trip.id == StopTime.trip_id)
        .join(ServiceDay, runs)
        .where(_at_stop(is_station), StopTime.boards)
        .where(StopTime.departure_s >= after, StopTime.departure_s < after + AHEAD_S)
        .order_by(StopTime.departure_s)
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )


def _at_stop(is_station):
    """Clause: calls at the stop asked for, or at any platform of the station. By key, so that a new feed is seen whole."""
    stop_id = select(Stop.id).where(Stop.key == bindparam("key")).scalar_subquery()
    if not is_station:
        return StopTime.stop_id == stop_id
    return StopTime.stop_id.in_(select(Stop.id).where(or_(Stop.id == stop_id, Stop.parent_id == stop_id)))


def _read(row, leaves, at, zone, feed):
    wait_s = max(0, leaves - int(at.timestamp()))
    moment = datetime.fromtimestamp(leaves, zone)
    day = (moment - timedelta(seconds=row.departure_s - 12 * 3600)).date()
    line = (row.key, row.short_name, row.colour, row.text_colour)
    trip = (feed, row.gtfs_id, day, row.start_s, row.sequence)
    return Departure(*line, row.direction, words_of(row), moment, wait_s, *trip)
