"""What alerts ask of the timetables: the one place of this package that reads their tables. Keys in, plain values out."""

from functools import cache

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.orm import aliased

from city.database import db
from transit.models import Feed, LineStop, Route, Stop, Trip
from transit.network import LINE, LINE_ORDER, read_line
from transit.words import Words, name_columns

SOME = 500  # keys asked for at once


def find_lines(keys):
    """{key: shown.Line} of the lines that there are now."""
    return {line.key: line for line in map(read_line, _in_parts(_lines_query(), keys))}


def find_stops(keys):
    """{key: Words} of the stops that there are now."""
    return {key: Words(*names) for key, *names in _in_parts(_stops_query(), keys)}


def find_feeds():
    """{key: Words} of the timetables, named by their operators."""
    return {key: Words(*names) for key, *names in db.session.execute(_feeds_query())}


def list_few_lines(most):
    """The lines of all timetables where they are `most` or fewer, else none: more are looked for by name."""
    rows = db.session.execute(select(*LINE).order_by(*LINE_ORDER).limit(most + 1)).all()
    return [read_line(row) for row in rows] if len(rows) <= most else []


def with_kin(stops):
    """The keys of stops with those of their stations and platforms."""
    return set(stops).union(*_in_parts(_kin_query(), set(stops)))


def list_stops_of(line):
    """The keys of the stops that a line calls at, either way."""
    query = select(Stop.key).distinct().join(LineStop, LineStop.stop_id == Stop.id).join(Route, Route.id == LineStop.route_id)
    return set(db.session.scalars(query.where(Route.key == line)))


def list_types(feed=None):
    """{key of a timetable: the route_types that it has}, of one or of all."""
    query = select(Feed.key, Route.type).distinct().join(Feed, Feed.id == Route.feed_id).order_by(Feed.key, Route.type)
    found = {}
    for key, kind in db.session.execute(query.where(Feed.key == feed) if feed else query):
        found.setdefault(key, []).append(kind)
    return found


def has_feed(key):
    return db.session.scalar(select(Feed.id).where(Feed.key == key)) is not None


def find_lines_of_trips(feed, trips):
    """{trip_id: key of its line} of trips of one timetable."""
    query = select(Trip.gtfs_id, Route.key).distinct().join(Route, Route.id == Trip.route_id).join(Feed, Feed.id == Route.feed_id)
    return dict(map(tuple, _in_parts(query.where(Feed.key == feed, Trip.gtfs_id.in_(KEYS)), trips)))


def split_key(key):
    """(key of the timetable, id in it) of a public key."""
    feed, _, gtfs_id = key.partition(":")
    return feed, gtfs_id


def _in_parts(query, keys):
    keys = sorted(keys)
    for at in range(0, len(keys), SOME):
        yield from db.session.execute(query, {"keys": keys[at : at + SOME]})


KEYS = bindparam("keys", expanding=True)


@cache
def _lines_query():
    return select(*LINE).where(Route.key.in_(KEYS))


@cache
def _stops_query():
    return select(Stop.key, *name_columns(Stop)).where(Stop.key.in_(KEYS))


@cache
def _feeds_query():
    return select(Feed.key, *name_columns(Feed)).order_by(Feed.key)


@cache
def _kin_query():
    """Pairs of platform and station, of which one is asked for."""
    station = aliased(Stop)
    pairs = select(Stop.key, station.key).join(station, station.id == Stop.parent_id)
    return union_all(pairs.where(Stop.key.in_(KEYS)), pairs.where(station.key.in_(KEYS)))
