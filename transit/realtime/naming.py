"""Names for what real time tells by keys: lines, where they go, stops."""

from sqlalchemy import select

from city.database import db
from transit.models import Direction, Feed, Headsign, Route, Stop
from transit.network import LINE, LINE_ORDER, read_line
from transit.words import Words, name_columns, words_of


def list_lines(keys):
    """{key: shown.Line} of some lines, in their order."""
    query = select(*LINE).where(Route.key.in_(list(keys))).order_by(Route.feed_id, *LINE_ORDER)
    return {line.key: line for line in map(read_line, db.session.execute(query))}


def find_lines(texts):
    """Lines of these keys or badges, in their order: people type 29, or M1."""
    wanted = {text.strip() for text in texts if text.strip()}
    badges = wanted | {text.upper() for text in wanted}
    query = select(*LINE).where(Route.key.in_(wanted) | Route.short_name.in_(badges)).order_by(Route.feed_id, *LINE_ORDER)
    return [read_line(row) for row in db.session.execute(query)]


def list_lines_of(feeds):
    """Every line of some feeds, in their order."""
    query = select(*LINE).join(Feed, Feed.id == Route.feed_id).where(Feed.key.in_(list(feeds)))
    return [read_line(row) for row in db.session.execute(query.order_by(Route.feed_id, *LINE_ORDER))]


def list_headsigns(keys):
    """{(key of a line, direction): Words} of some lines."""
    query = select(Route.key, Direction.direction, *name_columns(Headsign))
    query = query.join_from(Route, Direction, Direction.route_id == Route.id)
    query = query.join(Headsign, Headsign.id == Direction.headsign_id).where(Route.key.in_(list(keys)))
    return {(row.key, row.direction): words_of(row) for row in db.session.execute(query)}


def list_stops(keys):
    """{key: Words} of some stops."""
    query = select(Stop.key, *name_columns(Stop)).where(Stop.key.in_(list(keys)))
    return {row.key: words_of(row) for row in db.session.execute(query)}


def describe_added(trip):
    """(line, badge, colours, direction, headsign) of an AddedTrip as timetable.Departure begins; None without its line."""
    line = list_lines([trip.route]).get(trip.route)
    if not line:
        return None
    last, station = trip.calls[-1][:2]
    headsign = Words(trip.headsign, "", "", "") if trip.headsign else list_stops([station or last]).get(station or last)
    return (line.key, line.badge, line.colour, line.text_colour, trip.direction, headsign or line.words)
