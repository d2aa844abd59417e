"""What the analysis reads of the timetables: calls of every line with its kinds of day and how far each ride goes."""

from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import select

from city import geo
from city.database import db
from transit import hours
from transit.calls.packing import LineCalls
from transit.calls.reading import list_line_calls
from transit.models import Feed, Route, Service, Shape, Stop, Trip
from transit.network import TIMETABLE, read_timetable

EARTH_M = 6_371_008.8  # mean radius


@dataclass(frozen=True)
class RunLine:
    """A line one way: its calls, {weekdays: services} of its kinds of day, metres of each ride, {number of a stop: key}."""

    key: str
    calls: LineCalls
    kinds: dict
    lengths_m: np.ndarray
    stops: dict


def list_timetables():
    """The Timetables in use, by their keys."""
    return [read_timetable(row) for row in db.session.execute(select(*TIMETABLE).order_by(Feed.key))]


def list_lines(now):
    """A RunLine for every line and direction of every feed, as they are read."""
    for number, *values in db.session.execute(select(Feed.id, *TIMETABLE).order_by(Feed.key)).all():
        timetable = read_timetable(values)
        today = now.astimezone(ZoneInfo(timetable.timezone)).date()
        days, lengths = _read_days(number, timetable, today), _Lengths(number)
        keys = dict(db.session.execute(select(Route.id, Route.key).where(Route.feed_id == number)).all())
        for calls in list_line_calls([number]):
            yield RunLine(keys[calls.route_id], calls, _list_kinds(calls, days), lengths.of(calls), lengths.stops)


def _read_days(feed_id, timetable, today):
    services = db.session.scalars(select(Service.id).where(Service.feed_id == feed_id)).all()
    return hours.read_days(services, *hours.window(timetable, today))


def _list_kinds(calls, days):
    """{weekdays: services of the line}, without the days that are an exception."""
    own = frozenset(calls.service_id.tolist())
    kinds = hours.list_kinds({day: its & own for day, its in days.items()}, today=None)
    return {weekdays: services for weekdays, services in kinds if services}


class _Lengths:
    """How far the rides of a feed go: along their shape, or straight from stop to stop where they have none."""

    def __init__(self, feed_id):
        rides = select(Trip.id, Trip.shape_id).join(Route, Route.id == Trip.route_id).where(Route.feed_id == feed_id)
        shapes = dict(db.session.execute(select(Shape.id, geo.length_m(Shape.line)).where(Shape.feed_id == feed_id)).all())
        self._by_ride = defaultdict(float, {ride: shapes.get(shape) or 0 for ride, shape in db.session.execute(rides)})
        rows = db.session.execute(select(Stop.id, Stop.key, Stop.place).where(Stop.feed_id == feed_id)).all()
        self.stops = {number: key for number, key, _place in rows}
        self._places = {number: geo.lon_lat(place) for number, _key, place in rows}

    def of(self, calls):
        """Metres of each ride of packing.LineCalls."""
        along = np.array([self._by_ride[ride] for ride in calls.trip_id.tolist()], float)
        return np.where(along > 0, along, self._straight(calls)) if (along == 0).any() else along

    def _straight(self, calls):
        lon, lat = np.radians([self._places[stop] for stop in calls.stop_id.tolist()]).T
        step = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
        way = np.concatenate([[0], np.cumsum(2 * EARTH_M * np.arcsin(np.sqrt(step)))])
        return way[calls.first[1:] - 1] - way[calls.first[:-1]]
