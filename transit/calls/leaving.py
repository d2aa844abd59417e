"""What leaves a stop within some time: searched in the sorted columns of its calls, day of service by day of service."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sqlalchemy import bindparam, or_, select

from city.database import db
from transit.calls.models import PackedStopCalls
from transit.calls.packing import StopCalls
from transit.models import Feed, Headsign, Route, Service, ServiceDay, Stop
from transit.words import Words, name_columns

ATTEMPTS = 3


class Replaced(Exception):
    """The timetable was replaced between two questions to the database."""


@dataclass(frozen=True)
class Leaving:
    """A call: at what second of Unix time, of which line (key, badge, colours), where to."""

    at_s: int
    line: list
    direction: int
    headsign: Words


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
    stops = db.session.execute(_stop_query(), {"key": key}).all()
    found = []
    for feed_id, imported_at, data in stops:
        calls = StopCalls.unpack(data)
        for day, begins_s in days:
            running = running_services(db.engine.url, feed_id, imported_at, day)
            for at in _find(calls, running, now_s - begins_s, ahead_s, limit):
                found.append((int(calls.departure_s[at]) + begins_s, int(calls.trip_id[at]), at, calls))
    found.sort(key=lambda each: each[:2])
    groups = [(at_s, _group_of(calls, at)) for at_s, _trip, at, calls in found[:limit]]
    lines, headsigns = read_names({group for _at, group in groups})
    return [Leaving(at_s, lines[route], direction, headsigns[sign]) for at_s, (route, direction, sign) in groups]


@lru_cache
def _stop_query():
    """The calls of a stop, or of all platforms of a station. By key, so that a new feed is seen whole."""
    stop_id = select(Stop.id).where(Stop.key == bindparam("key")).scalar_subquery()
    query = select(Stop.feed_id, Feed.imported_at, PackedStopCalls.data).join(Feed, Feed.id == Stop.feed_id)
    query = query.join(PackedStopCalls, PackedStopCalls.stop_id == Stop.id)
    return query.where(or_(Stop.id == stop_id, Stop.parent_id == stop_id))


def _find(calls, running, after_s, ahead_s, limit):
    """Places among the calls of the first ones that run and leave from after_s on."""
    begin, end = np.searchsorted(calls.departure_s, (after_s, after_s + ahead_s)).tolist()
    if begin == end:
        return []
    runs = np.array([service in running for service in calls.service_id.tolist()])
    return (begin + np.flatnonzero(runs[calls.group[begin:end]])[:limit]).tolist()


def _group_of(calls, at):
    group = calls.group[at]
    return int(calls.route_id[group]), int(calls.direction[group]), int(calls.headsign_id[group])


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


def read_names(groups):
    """({number of a line: its key, badge and colours}, {number of a headsign: its Words}) for (line, direction, headsign)."""
    lines = _read(_lines_query(), {line for line, _direction, _headsign in groups})
    headsigns = _read(_headsigns_query(), {headsign for _line, _direction, headsign in groups})
    return lines, {number: Words(*names) for number, names in headsigns.items()}


def _read(query, numbers):
    """{number: the other columns}. Raises Replaced where one is not there any more."""
    rows = db.session.execute(query, {"numbers": list(numbers)}).all() if numbers else []
    if len(rows) < len(numbers):
        raise Replaced
    return {number: values for number, *values in rows}


@lru_cache
def _lines_query():
    query = select(Route.id, Route.key, Route.short_name, Route.colour, Route.text_colour)
    return query.where(Route.id.in_(bindparam("numbers", expanding=True)))


@lru_cache
def _headsigns_query():
    return select(Headsign.id, *name_columns(Headsign)).where(Headsign.id.in_(bindparam("numbers", expanding=True)))
