"""Public transport as open data: stops, lines, timetables and the departures of the day, of timetables that may be passed on."""

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from city import geo
from city.clock import TASHKENT
from city.database import db
from city.dataset_parts import day_begins, point, texts_of
from city.datasets import DataFile, Dataset
from city.districts import find_district
from city.errors import N_
from transit import dataset_texts as texts
from transit import given
from transit.calls import calls_of_day
from transit.models import Direction, Feed, Headsign, Route, Shape, Stop
from transit.timetable import begin_of

SHARED = {"theme": "TRAN", "licence": "ODbL-1.0", "source": texts.SOURCE}


def list_stops():
    feeds = given.list_keys()
    query = select(Stop, Feed.key).join(Feed, Feed.id == Stop.feed_id).where(Feed.key.in_(feeds)).order_by(Stop.id)
    stops = db.session.execute(query).all()
    parent_keys = {stop.id: stop.key for stop, _feed in stops}
    for stop, feed in stops:
        district = find_district(*geo.lon_lat(stop.place))
        yield {
            "id": stop.key,
            "gtfs_id": stop.gtfs_id,
            "timetable": feed,
            **texts_of(stop),
            "is_station": stop.is_station,
            "station": parent_keys.get(stop.parent_id),
            "approximate": stop.approximate,
            "district_computed": district.key if district else None,
            "geometry": point(geo.lon_lat(stop.place)),
        }


def list_lines():
    query = select(Route, Feed.key, Direction.direction, Headsign, geo.geojson(Shape.line))
    query = query.join_from(Route, Feed, Feed.id == Route.feed_id).join(Direction, Direction.route_id == Route.id)
    query = query.join(Headsign, Headsign.id == Direction.headsign_id).join(Shape, Shape.id == Direction.shape_id)
    query = query.where(Feed.key.in_(given.list_keys())).order_by(Route.sort_order, Route.id, Direction.direction)
    for route, feed, direction, headsign, line in db.session.execute(query):
        yield {
            "id": route.key,
            "gtfs_id": route.gtfs_id,
            "timetable": feed,
            "short_name": route.short_name or None,
            **texts_of(route),
            "route_type": route.type,
            "colour": route.colour,
            "direction": direction,
            **{name.replace("name", "headsign"): text for name, text in texts_of(headsign).items()},
            "geometry": line,
        }


def list_timetables():
    for feed in given.list_feeds():
        yield {
            "id": feed.key,
            **texts_of(feed),
            "publisher": feed.publisher,
            "version": feed.version,
            "timezone": feed.timezone,
            "first_day": feed.first_day,
            "last_day": feed.last_day,
            "illustrative_times": feed.illustrative,
            "imported_at": feed.imported_at,
        }


def list_files():
    return [
        DataFile(f"{feed.key}-gtfs.zip", N_("GTFS"), "application/zip", "transit_files.gtfs", {"key": feed.key}, "GTFS")
        for feed in given.list_feeds()
    ]


def list_departures(now):
    """Every departure of the service day that has the date of today in Tashkent, stop by stop, as they are read."""
    day = now().astimezone(TASHKENT).date()
    for feed in given.list_feeds():
        begin_s = int(begin_of(day, ZoneInfo(feed.timezone)).timestamp())
        stops, lines, signs = (_read_texts(model, feed.id) for model in (Stop, Route, Headsign))
        with closing(calls_of_day.list_calls(feed.id, day)) as found:  # a preview reads only the first rows
            for call in found:
                stop_key, stop_names = stops[call.stop_id]
                line_key, _names = lines[call.route_id]
                yield {
                    "stop": stop_key,
                    **{f"stop_{name}": text for name, text in stop_names.items()},
                    "line": line_key,
                    "direction": call.direction,
                    **{name.replace("name", "headsign"): text for name, text in signs[call.headsign_id][1].items()},
                    "departs_at": datetime.fromtimestamp(begin_s + call.departure_s, UTC),
                    "service_day": day,
                    "trip": call.trip,
                }


def _read_texts(model, feed_id):
    """{number: (key, texts)} of a feed's stops, lines or headsigns, which are few beside its departures."""
    rows = db.session.scalars(select(model).where(model.feed_id == feed_id))
    return {row.id: (getattr(row, "key", None), texts_of(row)) for row in rows}


def when_imported():
    return max((feed.imported_at for feed in given.list_feeds()), default=None)


def when_departures_changed(now):
    """The later of the import and of the beginning of today; None while there is no timetable."""
    imported_at = when_imported()
    return imported_at and max(imported_at, day_begins(now().astimezone(TASHKENT).date()))


def is_illustrative():
    return any(feed.illustrative for feed in given.list_feeds())


def describe(now):
    """The Datasets; `now` gives the moment at which somebody asks."""
    same = SHARED | {"illustrative": is_illustrative}  # the times; stations and lines are facts
    stops = Dataset(
        rows=list_stops, updated_at=when_imported, geometry="points", api="transit_api.stops", **texts.STOPS, **SHARED
    )
    lines = Dataset(
        rows=list_lines, updated_at=when_imported, geometry="lines", api="transit_api.routes", **texts.LINES, **SHARED
    )
    gtfs = Dataset(rows=list_timetables, updated_at=when_imported, files=list_files, **texts.GTFS, **same)
    changed = partial(when_departures_changed, now)
    departures = Dataset(rows=partial(list_departures, now), updated_at=changed, **texts.DEPARTURES, **same)
    return stops, lines, gtfs, departures
