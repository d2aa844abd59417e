"""What alerts ask of the timetables: the one place of this package that reads their tables. Keys in, plain values out."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from city.database import db
from transit.models import Feed, LineStop, Route, Stop
from transit.network import LINE, LINE_ORDER, read_line
from transit.words import words_of

SOME = 500  # keys asked for at once


def find_lines(keys):
    """{key: shown.Line} of the lines that there are now."""
    return {line.key: line for line in map(read_line, _in_parts(select(*LINE), Route.key, keys))}


def find_stops(keys):
    """{key: Words} of the stops that there are now."""
    query = select(Stop.key, Stop.name_uz, Stop.name_uz_cyrl, Stop.name_ru, Stop.name_en)
    return {row.key: words_of(row) for row in _in_parts(query, Stop.key, keys)}


def find_feeds():
    """{key: Words} of the timetables, named by their operators."""
    rows = db.session.execute(select(Feed.key, Feed.name_uz, Feed.name_uz_cyrl, Feed.name_ru, Feed.name_en).order_by(Feed.key))
    return {row.key: words_of(row) for row in rows}


def list_few_lines(most):
    """The lines of all timetables where they are `most` or fewer, else none: more are looked for by name."""
    rows = db.session.execute(select(*LINE).order_by(*LINE_ORDER).limit(most + 1)).all()
    return [read_line(row) for row in rows] if len(rows) <= most else []


def with_kin(stops):
    """The keys of stops with those of their stations and platforms."""
    stops = set(stops)
    if not stops:
        return stops
    station = aliased(Stop)
    pairs = select(Stop.key, station.key).join(station, station.id == Stop.parent_id)
    rows = [*_in_parts(pairs, Stop.key, stops), *_in_parts(pairs, station.key, stops)]
    return stops.union(*rows)


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


def split_key(key):
    """(key of the timetable, id in it) of a public key."""
    feed, _, gtfs_id = key.partition(":")
    return feed, gtfs_id


def _in_parts(query, column, keys):
    keys = sorted(keys)
    for at in range(0, len(keys), SOME):
        yield from db.session.execute(query.where(column.in_(keys[at : at + SOME])))
