"""Whole days of service: what leaves a stop, and what the trips of a line do. Timetables read calls here and nowhere else."""

from functools import wraps
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from city.database import database_name, db
from transit.calls.leaving import ATTEMPTS, Replaced, read_names
from transit.calls.models import PackedStopCalls
from transit.calls.packing import StopCalls
from transit.calls.reading import line_calls
from transit.models import Feed, Headsign, Stop
from transit.words import Words, name_columns


class Leaving(NamedTuple):
    """A departure on every day of a service, in seconds of the service day."""

    line: str  # key
    direction: int
    service: int
    departure_s: int
    headsign: Words
    ride: int  # number of the trip
    sequence: int


class Run(NamedTuple):
    """A trip on every day of a service: its calls are (key of the stop or its station, arrival_s, departure_s)."""

    trip: int
    headsign: Words
    calls: tuple


def whole(read):
    """A reading that begins anew where the timetable was replaced in the middle of it; after some attempts it is empty."""

    @wraps(read)
    def read_whole(*values):
        for _attempt in range(ATTEMPTS):
            try:
                return read(*values)
            except Replaced:
                continue
        return []

    return read_whole


@whole
def list_leavings(key, line=None, direction=None):
    """Every Leaving from a stop, or from any platform of a station, soonest first; only those of one line or way if asked."""
    found = []
    for feed_id, imported_at, data in db.session.execute(_calls_at(key)):
        calls = StopCalls.unpack(data)
        groups = _read_groups(calls, *read_names(database_name(), feed_id, imported_at))
        wanted = [line in (None, group[0]) and direction in (None, group[1]) for group in groups]
        columns = (calls.departure_s, calls.group, calls.trip_id, calls.sequence)
        for second, number, trip, sequence in zip(*(column.tolist() for column in columns), strict=True):
            if wanted[number]:
                key_of_line, way, service, headsign = groups[number]
                found.append(Leaving(key_of_line, way, service, second, headsign, trip, sequence))
    return sorted(found, key=attrgetter("departure_s", "ride"))


def _calls_at(key):
    """The packed calls of a stop, or of all platforms of a station, with the feed that they are of."""
    stop_id = select(Stop.id).where(Stop.key == key).scalar_subquery()
    query = select(Stop.feed_id, Feed.imported_at, PackedStopCalls.data).join(Feed, Feed.id == Stop.feed_id)
    query = query.join(PackedStopCalls, PackedStopCalls.stop_id == Stop.id)
    return query.where(or_(Stop.id == stop_id, Stop.parent_id == stop_id))


def _read_groups(calls, lines, headsigns):
    """(key of the line, direction, service, headsign) of each group. Raises Replaced."""
    numbers = (calls.route_id, calls.direction, calls.service_id, calls.headsign_id)
    try:
        return [
            (lines[route][0], way, service, headsigns[sign])
            for route, way, service, sign in zip(*(column.tolist() for column in numbers), strict=True)
        ]
    except KeyError:
        raise Replaced from None


@whole
def list_runs(line, direction, services):
    """The Runs of a line one way on the days of some services (their numbers), by the moment at which they start."""
    calls = line_calls(line, direction)
    if calls is None:
        return []
    keys, headsigns = _read_keys(set(calls.stop_id.tolist())), _read_headsigns(set(calls.headsign_id.tolist()))
    stops, arrivals, departures = calls.stop_id.tolist(), calls.arrival_s.tolist(), calls.departure_s.tolist()
    first, trips = calls.first.tolist(), calls.trip_id.tolist()
    runs = zip(first, first[1:], trips, calls.headsign_id.tolist(), calls.service_id.tolist(), strict=False)
    return [
        Run(trip, headsigns[sign], tuple((keys[stops[at]], arrivals[at], departures[at]) for at in range(begin, end)))
        for begin, end, trip, sign, service in runs
        if service in services
    ]


def _read_keys(stop_ids):
    """{number of a stop: its key, or that of its station}. Raises Replaced."""
    station = aliased(Stop)
    query = select(Stop.id, func.coalesce(station.key, Stop.key)).outerjoin(station, station.id == Stop.parent_id)
    return _check(dict(db.session.execute(query.where(Stop.id.in_(stop_ids))).all()), stop_ids)


def _read_headsigns(numbers):
    query = select(Headsign.id, *name_columns(Headsign)).where(Headsign.id.in_(numbers))
    return _check({number: Words(*names) for number, *names in db.session.execute(query)}, numbers)


def _check(found, numbers):
    if len(found) < len(numbers):
        raise Replaced
    return found
