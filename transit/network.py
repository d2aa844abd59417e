"""Reading the network for pages: a stop with its lines and ways to change, a line with its stops."""

from collections import defaultdict
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from city import geo
from city.database import db
from transit.models import Direction, Feed, Headsign, LineStop, Route, Stop, StopRoute, Transfer
from transit.refusals import NoSuchLine, NoSuchStop
from transit.shown import Change, Line, LineCall, LinePage, StopFacts, StopPage, Timetable
from transit.words import Words, name_columns, words_of

LINE = (*name_columns(Route), Route.key, Route.short_name, Route.colour, Route.text_colour, Route.type)
TIMETABLE = (
    *(*name_columns(Feed), Feed.key, Feed.timezone, Feed.version, Feed.first_day, Feed.last_day),
    *(Feed.longest_s, Feed.illustrative, Feed.imported_at),
)
LINE_ORDER = (Route.sort_order, Route.short_name, Route.id)


def read_line(values):
    """The Line of the columns LINE."""
    return Line(Words(*values[:4]), *values[4:])


def read_timetable(values):
    """The Timetable of the columns TIMETABLE."""
    return Timetable(Words(*values[:4]), *values[4:])


def get_stop(key):
    """The StopPage called `key`. Raises NoSuchStop."""
    row = db.session.execute(_stop_query(), {"key": key}).first()
    if not row:
        raise NoSuchStop()
    return _read_stop(key, row)


def find_stops(keys):
    """{key: StopPage} of those stops of `keys` that are there."""
    query = _stop_columns(Stop.key).where(Stop.key.in_(keys))
    return {key: _read_stop(key, row) for *row, key in db.session.execute(query)}


def _read_stop(key, row):
    timetable, facts = row[8 : 8 + len(TIMETABLE)], row[8 + len(TIMETABLE) :]
    return StopPage(Words(*row[:4]), key, geo.lon_lat(row[4]), *row[5:8], read_timetable(timetable), StopFacts(*facts))


def _stop_columns(*more):
    station = aliased(Stop)
    own = (*name_columns(Stop), Stop.place, Stop.is_station, Stop.approximate, station.key)
    facts = (Stop.code, Stop.platform, Stop.level, Stop.wheelchair, Stop.description, Stop.url)
    query = select(*own, *TIMETABLE, *facts, *more).join(Feed, Feed.id == Stop.feed_id)
    return query.outerjoin(station, station.id == Stop.parent_id)


@cache
def _stop_query():
    return _stop_columns().where(Stop.key == bindparam("key"))


def list_lines_at(key):
    """The lines that call at a stop."""
    return [read_line(row) for row in db.session.execute(_lines_at_query(), {"key": key})]


@cache
def _lines_at_query():
    query = select(*LINE).join(StopRoute, StopRoute.route_id == Route.id)
    return query.join(Stop, Stop.id == StopRoute.stop_id).where(Stop.key == bindparam("key")).order_by(*LINE_ORDER)


def list_names(keys):
    """{key: Words} of some stops."""
    query = select(Stop.key, *name_columns(Stop)).where(Stop.key.in_(keys))
    return {key: Words(*names) for key, *names in db.session.execute(query)}


def list_changes(keys):
    """{key: [Change]}: where one can change to on foot from each of some stops."""
    found = defaultdict(dict)
    for here, there, walk_s, *values in db.session.execute(_changes_query(), {"keys": list(keys)}):
        change = found[here].setdefault(there, Change(Words(*values[:4]), there, walk_s, []))
        change.lines.append(read_line(values[4:]))
    return {here: list(changes.values()) for here, changes in found.items()}


@cache
def _changes_query():
    here = aliased(Stop)
    return (
        select(here.key, Stop.key, Transfer.walk_s, *name_columns(Stop), *LINE)
        .join_from(here, Transfer, Transfer.from_stop_id == here.id)
        .join(Stop, Stop.id == Transfer.to_stop_id)
        .join(StopRoute, StopRoute.stop_id == Stop.id)
        .join(Route, Route.id == StopRoute.route_id)
        .where(here.key.in_(bindparam("keys", expanding=True)))
        .order_by(Transfer.walk_s, Stop.id, *LINE_ORDER)
    )


def get_line(key):
    """The LinePage called `key`. Raises NoSuchLine."""
    query = select(*LINE, *TIMETABLE).join(Feed, Feed.id == Route.feed_id).where(Route.key == key)
    row = db.session.execute(query).first()
    if not row:
        raise NoSuchLine()
    line = read_line(row[: len(LINE)])
    return LinePage(line.words, line, read_timetable(row[len(LINE) :]), list_directions(key))


def list_directions(key):
    """{number: headsign} of the ways of a line."""
    query = select(Direction.direction, *name_columns(Headsign)).join(Headsign, Headsign.id == Direction.headsign_id)
    query = query.join(Route, Route.id == Direction.route_id).where(Route.key == key).order_by(Direction.direction)
    return {row.direction: words_of(row) for row in db.session.execute(query)}


def list_calls(key, direction):
    """The LineCalls of a line ridden one way."""
    query = select(*name_columns(Stop), Stop.key, Stop.place, LineStop.run_s).join(LineStop, LineStop.stop_id == Stop.id)
    query = query.join(Route, Route.id == LineStop.route_id).where(Route.key == key, LineStop.direction == direction)
    rows = db.session.execute(query.order_by(LineStop.sequence)).all()
    changes = list_changes(row.key for row in rows)
    return [LineCall(words_of(row), row.key, geo.lon_lat(row.place), row.run_s, changes.get(row.key, [])) for row in rows]
