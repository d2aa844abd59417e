"""What the planner asks the database: names of stops, lines, headsigns and rides by the numbers that its arrays hold."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from city import geo
from city.database import db
from city.search import Entry
from transit.models import Feed, Headsign, Route, Shape, Stop, Trip
from transit.network import LINE, read_line
from transit.shown import Line
from transit.words import Worded, Words, name_columns, words_of


@dataclass(frozen=True)
class StopName(Worded):
    """A stop: by a station's name where it is one of its platforms, and `platform` is then its own. `track` stands on it."""

    key: str
    lon_lat: tuple
    platform: Words | None = None
    track: str = ""


@dataclass(frozen=True)
class RiddenLine:
    """A line with what is to be said of its timetable."""

    line: Line
    illustrative: bool


def name_stops(numbers):
    """{number of a stop: StopName}."""
    station = aliased(Stop)
    own = (Stop.id, Stop.key, Stop.place, Stop.platform, station.id, *name_columns(Stop), *name_columns(station))
    query = select(*own).outerjoin(station, station.id == Stop.parent_id).where(Stop.id.in_(numbers))
    return {row[0]: _name_stop(*row[1:5], Words(*row[5:9]), row[9:]) for row in db.session.execute(query)}


def _name_stop(key, place, track, station, own, others):
    shown = Words(*others) if station else own
    return StopName(shown, key, geo.lon_lat(place), own if station and own != shown else None, track)


def name_lines(numbers):
    """{number of a line: RiddenLine}."""
    query = select(Route.id, Feed.illustrative, *LINE).join(Feed, Feed.id == Route.feed_id).where(Route.id.in_(numbers))
    return {row[0]: RiddenLine(read_line(row[2:]), row[1]) for row in db.session.execute(query)}


def name_headsigns(numbers):
    rows = db.session.execute(select(Headsign.id, *name_columns(Headsign)).where(Headsign.id.in_(numbers)))
    return {row.id: words_of(row) for row in rows}


@dataclass(frozen=True)
class RiddenTrip:
    """A trip by what others call it: its feed, its id there, and when it starts (seconds of the day of service)."""

    feed: str
    trip: str
    start_s: int


def name_trips(numbers):
    """{number of a trip: RiddenTrip}."""
    query = select(Trip.id, Feed.key, Trip.gtfs_id, Trip.start_s)
    query = query.join(Route, Route.id == Trip.route_id).join(Feed, Feed.id == Route.feed_id)
    return {row[0]: RiddenTrip(*row[1:]) for row in db.session.execute(query.where(Trip.id.in_(numbers)))}


def read_shapes(trip_numbers):
    """{number of a trip: GeoJSON of the way that it takes}; those without one are left out."""
    query = select(Trip.id, geo.geojson(Shape.line)).join(Shape, Shape.id == Trip.shape_id)
    return dict(db.session.execute(query.where(Trip.id.in_(trip_numbers))).all())


def find_stops(keys):
    """{key: (number, StopName)} of stops and stations."""
    rows = db.session.execute(select(Stop.id, Stop.key, Stop.place, *name_columns(Stop)).where(Stop.key.in_(keys)))
    return {row.key: (row.id, StopName(words_of(row), row.key, geo.lon_lat(row.place))) for row in rows}


def find_lines(keys):
    """{key: number of the line}."""
    return dict(db.session.execute(select(Route.key, Route.id).where(Route.key.in_(keys))).all())


def find_entry(kind, ref):
    """The search's Entry of a thing that has a place; None where there is none."""
    query = select(Entry).where(Entry.kind == kind, Entry.ref == ref, Entry.lon.is_not(None))
    return db.session.scalar(query)


def list_entries(kind):
    """Entries of a kind that have a place."""
    return db.session.scalars(select(Entry).where(Entry.kind == kind, Entry.lon.is_not(None))).all()


def read_period():
    """(first, last) day that any timetable covers; (None, None) where there is no timetable."""
    return tuple(db.session.execute(select(func.min(Feed.first_day), func.max(Feed.last_day))).one())
