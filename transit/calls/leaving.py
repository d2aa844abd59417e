"""What leaves a stop within some time: searched in the sorted columns of its calls, day of service by day of service."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from sqlalchemy import bindparam, or_, select

from city.database import database_name, db
from transit.calls.models import PackedStopCalls
from transit.calls.packing import StopCalls
from transit.models import Feed, Headsign, Route, Service, ServiceDay, Stop, Trip
from transit.words import Words, name_columns

ATTEMPTS = 3


class Replaced(Exception):
    """The timetable was replaced between two questions to the database."""


@dataclass(frozen=True)
class Leaving:
    """A call: at what second of Unix time, of which line (key, badge, colours), where to; the number of its ride, on which
    day of service, and which of its calls this is (stop_sequence)."""

    at_s: int
    line: tuple
    direction: int
    headsign: Words
    ride: int
    day: date
    sequence: int


def list_leaving(key, now_s, ahead_s, days, limit):
    """The next `limit` Leavings from the stop called `key`, from now_s on, less than ahead_s later, soonest first.

    `days` are days of service with the second of Unix time at which each begins.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _list_leaving(key, now_s, ahead_s, days, limit)
        except Replaced:
            continue
    return []


def _list_leaving(key, now_s, ahead_s, days, limit):
    found = []
    for feed_id, imported_at, data in db.session.execute(_stop_query(), {"key": key}).all():
        feed = (database_name(), feed_id, imported_at)
        calls = StopCalls.unpack(data)
        for day, begins_s in days:
            for at in _find(calls, running_services(*feed, day), now_s - begins_s, ahead_s, limit):
                found.append((int(calls.departure_s[at]) + begins_s, int(calls.trip_id[at]), at, day, calls, feed))
    found.sort(key=lambda each: each[:2])
    return [_read(at_s, calls, at, day, *read_names(*feed)) for at_s, _trip, at, day, calls, feed in found[:limit]]


def _read(at_s, calls, at, day, lines, headsigns):
    group = calls.group[at]
    line, headsign = lines.get(calls.route_id[group]), headsigns.get(calls.headsign_id[group])
    if line is None or headsign is None:
        raise Replaced
    call = (int(calls.trip_id[at]), day, int(calls.sequence[at]))
    return Leaving(at_s, line, int(calls.direction[group]), headsign, *call)


def read_trips(rides):
    """{number of a ride: (its id in GTFS, the second of the service day at which it starts)} of those that there are."""
    query = select(Trip.id, Trip.gtfs_id, Trip.start_s).where(Trip.id.in_(rides))
    return {number: (trip, start_s) for number, trip, start_s in db.session.execute(query)} if rides else {}


@lru_cache
def _stop_query():
    """The calls of a stop, or of all platforms of a station. By key, so that a new feed is seen whole."""
    feed, stop, calls = (model.__table__ for model in (Feed, Stop, PackedStopCalls))
    stop_id = select(stop.c.id).where(stop.c.key == bindparam("key")).scalar_subquery()
    query = select(stop.c.feed_id, feed.c.imported_at, calls.c.data).join_from(stop, feed, feed.c.id == stop.c.feed_id)
    query = query.join(calls, calls.c.stop_id == stop.c.id)
    return query.where(or_(stop.c.id == stop_id, stop.c.parent_id == stop_id))


def _find(calls, running, after_s, ahead_s, limit):
    """Places among the calls of the first ones that run and leave from after_s on."""
    begin, end = np.searchsorted(calls.departure_s, (after_s, after_s + ahead_s)).tolist()
    if begin == end:
        return []
    runs = np.array([service in running for service in calls.service_id.tolist()])
    return (begin + np.flatnonzero(runs[calls.group[begin:end]])[:limit]).tolist()


@lru_cache(maxsize=512)
def running_services(database, feed_id, imported_at, day):
    """The services of a feed that run on a day. `imported_at` tells apart feeds that had one number after another.

    `database` is that of the session; it is named so that what is remembered of one is not said of another.
    """
    runs = (ServiceDay.service_id == Service.id) & (ServiceDay.day == bindparam("day"))
    query = select(ServiceDay.service_id).select_from(Feed).outerjoin(Service, Service.feed_id == Feed.id)
    query = query.outerjoin(ServiceDay, runs).where(Feed.id == bindparam("feed"))
    found = db.session.scalars(query, {"feed": feed_id, "day": day}).all()
    if not found:
        raise Replaced
    return frozenset(found) - {None}


@lru_cache(maxsize=32)
def read_names(database, feed_id, imported_at):
    """({number of a line: its key, badge and colours}, {number of a headsign: its Words}) of a feed, as above."""
    lines = select(Route.id, Route.key, Route.short_name, Route.colour, Route.text_colour)
    headsigns = select(Headsign.id, *name_columns(Headsign))
    return (
        {number: tuple(line) for number, *line in db.session.execute(lines.where(Route.feed_id == feed_id))},
        {number: Words(*names) for number, *names in db.session.execute(headsigns.where(Headsign.feed_id == feed_id))},
    )
