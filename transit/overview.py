"""All lines on one page: those of small feeds with their stops in order and the first and last train of today."""

from collections import defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select

from city.database import db
from transit.models import Feed, LineStop, Route, ServiceDay, Stop, Trip
from transit.network import LINE, LINE_ORDER, TIMETABLE, read_line, read_timetable
from transit.shown import LineSummary
from transit.timetable import begin_of
from transit.words import words_of

MOST_LISTED = 200  # of a feed with more stops than this, the lines alone are listed


def list_feeds(now):
    """[(Timetable, [LineSummary])], one for each feed."""
    query = select(*TIMETABLE, Feed.id, func.count(Stop.id)).outerjoin(Stop, Stop.feed_id == Feed.id)
    rows = db.session.execute(query.group_by(Feed.id).order_by(Feed.key))
    return [_read_feed(read_timetable(row[:-2]), *row[-2:], now) for row in rows]


def _read_feed(timetable, feed_id, stop_count, now):
    stops, hours = {}, {}
    if stop_count <= MOST_LISTED:
        stops, hours = _list_stops(feed_id), _list_hours(feed_id, timetable, now)
    counts = dict(db.session.execute(_count_stops(feed_id)).all())
    rows = db.session.execute(select(Route.id, *LINE).where(Route.feed_id == feed_id).order_by(*LINE_ORDER))
    return timetable, [
        LineSummary(
            read_line(line),
            timetable,
            counts.get(number, 0),
            stops.get(number, []),
            *hours.get(number, (None, None)),
        )
        for number, *line in rows
    ]


def _count_stops(feed_id):
    query = select(LineStop.route_id, func.count(LineStop.stop_id.distinct())).join(Route, Route.id == LineStop.route_id)
    return query.where(Route.feed_id == feed_id).group_by(LineStop.route_id)


def _list_stops(feed_id):
    """{number of a route: its stops as (key, Words), ridden in its first direction}."""
    first = select(LineStop.route_id, func.min(LineStop.direction).label("direction")).group_by(LineStop.route_id).subquery()
    same = and_(LineStop.route_id == first.c.route_id, LineStop.direction == first.c.direction)
    query = select(LineStop.route_id, Stop).join(first, same).join(Stop, Stop.id == LineStop.stop_id)
    query = query.where(Stop.feed_id == feed_id).order_by(LineStop.route_id, LineStop.sequence)
    found = defaultdict(list)
    for route_id, stop in db.session.execute(query):
        found[route_id].append((stop.key, words_of(stop)))
    return found


def _list_hours(feed_id, timetable, now):
    """{number of a route: moments at which today's first and last trains start}."""
    zone = ZoneInfo(timetable.timezone)
    today = now.astimezone(zone).date()
    query = (
        select(Trip.route_id, func.min(Trip.start_s), func.max(Trip.start_s))
        .join(ServiceDay, and_(ServiceDay.service_id == Trip.service_id, ServiceDay.day == today))
        .join(Route, Route.id == Trip.route_id)
        .where(Route.feed_id == feed_id)
        .group_by(Trip.route_id)
    )
    begins = begin_of(today, zone)
    return {
        number: tuple((begins + timedelta(seconds=seconds)).astimezone(zone) for seconds in hours)
        for number, *hours in db.session.execute(query)
    }
