"""All that real time asks of the timetable, as plain values. The one module here that reads trips and their calls."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import aliased

from city import geo
from city.database import database_name, db
from transit.calls.packing import LineCalls
from transit.calls.reading import line_calls
from transit.models import Feed, Route, Service, ServiceDay, Shape, Stop, Trip

AT_ONCE = 500


@dataclass(frozen=True)
class FeedFacts:
    """What real time needs to know of a timetable."""

    key: str
    zone: ZoneInfo
    longest_s: int
    imported_at: datetime
    language: str


@dataclass(frozen=True)
class Ride:
    """A trip of the timetable; `number` finds its calls, `service` its days. Of a frequency there are many of one `trip`."""

    number: int
    trip: str
    route: str  # key
    direction: int
    service: int
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class Call:
    """A stop of a ride; `stop` is its id in GTFS, `key` ours, `station` that of the station where it is a platform."""

    sequence: int
    stop: str
    key: str
    station: str | None
    lon: float
    lat: float
    arrival_s: int
    departure_s: int


def find_feed(key):
    """The FeedFacts of the timetable called `key`, or None."""
    query = select(Feed.key, Feed.timezone, Feed.longest_s, Feed.imported_at, Feed.language).where(Feed.key == key)
    row = db.session.execute(query).first()
    return FeedFacts(row[0], ZoneInfo(row[1]), *row[2:]) if row else None


RIDE = (Trip.id, Trip.gtfs_id, Route.key, Trip.direction, Trip.service_id, Trip.start_s, Trip.end_s)


def _rides(feed):
    return select(*RIDE).join(Route, Route.id == Trip.route_id).join(Feed, Feed.id == Route.feed_id).where(Feed.key == feed)


def find_rides(feed, trips):
    """{id of a trip in GTFS: [Ride]} of those of `trips` that there are."""
    found, trips = defaultdict(list), list(trips)
    for at in range(0, len(trips), AT_ONCE):
        for row in db.session.execute(_rides(feed).where(Trip.gtfs_id.in_(trips[at : at + AT_ONCE]))):
            found[row.gtfs_id].append(Ride(*row))
    return found


def find_rides_of_route(feed, route, start_s):
    """Rides of a route, by its id in GTFS, that begin at a time of day."""
    query = _rides(feed).where(Route.gtfs_id == route, Trip.start_s == start_s)
    return [Ride(*row) for row in db.session.execute(query)]


def list_running(feed, day, from_s, to_s):
    """Rides of a service day that are on their way at some time between two times of that day."""
    services = select(ServiceDay.service_id).where(ServiceDay.day == day)
    query = _rides(feed).where(Trip.service_id.in_(services), Trip.start_s <= to_s, Trip.end_s >= from_s)
    return [Ride(*row) for row in db.session.execute(query.order_by(Trip.start_s, Trip.id))]


def list_services(feed, day):
    """Numbers of the services that run on a day."""
    query = select(ServiceDay.service_id).join(Service, Service.id == ServiceDay.service_id)
    query = query.join(Feed, Feed.id == Service.feed_id).where(Feed.key == feed, ServiceDay.day == day)
    return set(db.session.scalars(query))


def read_calls(rides):
    """{number of a Ride: its Calls, in order}."""
    found, by_line = defaultdict(list), defaultdict(list)
    for ride in rides:
        by_line[ride.route, ride.direction].append(ride.number)
    imports = _read_imports({route for route, _direction in by_line})
    for (route, direction), numbers in by_line.items():
        if route in imports:
            line = _read_line(database_name(), *imports[route], route, direction)
            found |= {number: line.calls_of(number) for number in numbers if number in line.places}
    return found


def _read_imports(routes):
    """{key of a line: (number of its feed, its import)}."""
    query, found, routes = select(Route.key, Feed.id, Feed.imported_at).join(Feed, Feed.id == Route.feed_id), {}, list(routes)
    for at in range(0, len(routes), AT_ONCE):
        rows = db.session.execute(query.where(Route.key.in_(routes[at : at + AT_ONCE])))
        found |= {key: (feed_id, imported_at) for key, feed_id, imported_at in rows}
    return found


@dataclass(frozen=True)
class LineRides:
    """The rides of a line one way, as they lie packed; `places` finds a ride by its number, `stops` what Calls say of a stop."""

    calls: LineCalls | None
    places: dict
    stops: dict

    def calls_of(self, number):
        """The Calls of a ride; none where the timetable was replaced while it was read."""
        begin, end = self.calls.first[self.places[number] : self.places[number] + 2].tolist()
        columns = (self.calls.sequence, self.calls.stop_id, self.calls.arrival_s, self.calls.departure_s)
        rows = list(zip(*(column[begin:end].tolist() for column in columns), strict=True))
        if any(stop not in self.stops for _sequence, stop, *_times in rows):
            return []
        return [Call(sequence, *self.stops[stop], *times) for sequence, stop, *times in rows]


@lru_cache(maxsize=256)
def _read_line(database, feed_id, imported_at, route, direction):
    """The LineRides of a line. `database`, feed and import are named so that what is remembered of one is not said of another."""
    calls = line_calls(route, direction)
    if calls is None:
        return LineRides(None, {}, {})
    places = {number: place for place, number in enumerate(calls.trip_id.tolist())}
    return LineRides(calls, places, _read_stops(set(calls.stop_id.tolist())))


STATION = aliased(Stop)
STOP = (Stop.gtfs_id, Stop.key, STATION.key, Stop.place)


def _read_stops(numbers):
    query = select(Stop.id, *STOP).outerjoin(STATION, STATION.id == Stop.parent_id)
    found, numbers = {}, list(numbers)
    for at in range(0, len(numbers), AT_ONCE):
        for row in db.session.execute(query.where(Stop.id.in_(numbers[at : at + AT_ONCE]))):
            found[row[0]] = (*row[1:4], *geo.lon_lat(row[4]))
    return found


def find_stops(feed, stops):
    """{id of a stop in GTFS: (key, key of its station or None)}."""
    query = select(*STOP[:3]).join(Feed, Feed.id == Stop.feed_id).outerjoin(STATION, STATION.id == Stop.parent_id)
    rows = db.session.execute(query.where(Feed.key == feed, Stop.gtfs_id.in_(list(stops))))
    return {row[0]: tuple(row[1:]) for row in rows}


def list_routes(feed):
    """{id of a route in GTFS: key}."""
    query = select(Route.gtfs_id, Route.key).join(Feed, Feed.id == Route.feed_id).where(Feed.key == feed)
    return dict(map(tuple, db.session.execute(query)))


def read_shapes(rides):
    """{number of a Ride: [(lon, lat)] of the way that it takes} of those that have one."""
    numbers = [ride.number for ride in rides]
    query = select(Trip.id, Trip.shape_id).where(Trip.id.in_(numbers), Trip.shape_id.is_not(None))
    shapes = dict(map(tuple, db.session.execute(query)))
    wanted = select(Shape.id, geo.geojson(Shape.line)).where(Shape.id.in_(set(shapes.values())))
    lines = {number: json.loads(text)["coordinates"] for number, text in db.session.execute(wanted)}
    return {number: lines[shape] for number, shape in shapes.items()}


def days_around(day, longest_s):
    """Service days that may have a trip on its way at a moment of `day`: it, those before that reach into it, the next."""
    return [day, *(day - timedelta(days=back + 1) for back in range(max(1, longest_s // 86_400))), day + timedelta(days=1)]
