"""The network as GeoJSON: stops as points, lines as they lie on the ground."""

from itertools import groupby
from math import log2

from sqlalchemy import func, select, tuple_

from city import geo
from city.database import db
from transit.models import Direction, LineStop, Route, Shape, Stop, StopRoute
from transit.network import LINE, read_line
from transit.words import words_of

HAS_OWN_PAGE = (Stop.parent_id.is_(None),)  # stations, and stops that are no platforms of one; one tuple, as geo.nearest asks
WORLD_DEG, TILE_PX, MAP_PX = 360, 256, 500
FARTHEST_ZOOM, CLOSEST_ZOOM = 9, 15
RAILS = (0, 1, 2, 5, 7, 12)  # route_type: tram, metro, railway, cable tram, funicular, monorail


def list_stops(limit, box=None, line=None, near=None, radius_m=None, after=None):
    """[(Stop, [Line], metres or None)] to draw: stations, and stops that are no platforms; nearest first with `near`.

    By their keys otherwise, which outlive the timetable that they came with. `after` is the key of the last one that was
    given, or with `near` what geo.nearest_after goes on from.
    """
    where = (*HAS_OWN_PAGE, *_narrow(box, line))
    if near:
        found = geo.nearest_after(Stop.place, *near, limit, radius_m, where, after, key_of_stop)
    else:
        where += (Stop.key > after[0],) if after else ()
        found = [(stop, None) for stop in db.session.scalars(select(Stop).where(*where).order_by(Stop.key).limit(limit))]
    lines = list_lines_by_stop([stop.id for stop, _metres in found])
    return [(stop, lines.get(stop.id, []), metres) for stop, metres in found]


def read_stops(numbers):
    """[(Stop, [Line], None)] of some stops by their numbers, by key."""
    stops = db.session.scalars(select(Stop).where(Stop.id.in_(numbers)).order_by(Stop.key)).all()
    lines = list_lines_by_stop(numbers)
    return [(stop, lines.get(stop.id, []), None) for stop in stops]


def key_of_stop(stop):
    return stop.key


def _narrow(box, line):
    if box:
        yield geo.in_box(Stop.place, box)
    if line:
        calls = select(LineStop.stop_id).join(Route, Route.id == LineStop.route_id).where(Route.key == line)
        yield Stop.id.in_(calls)


def list_lines_by_stop(stop_ids):
    """{number of a stop: its Lines}."""
    query = select(StopRoute.stop_id, *LINE).join(Route, Route.id == StopRoute.route_id)
    query = query.where(StopRoute.stop_id.in_(stop_ids)).order_by(StopRoute.stop_id, Route.sort_order, Route.short_name)
    rows = groupby(db.session.execute(query), key=lambda row: row[0])
    return {stop_id: [read_line(row[1:]) for row in its] for stop_id, its in rows}


def list_shapes(box=None, key=None, types=None, limit=None, after=None, simplify_deg=0, digits=5):
    """[(Line, (sort key), GeoJSON geometry)]: every line as its first direction lies; both directions of the line `key`.

    At most `limit`, those that come after a sort key. `simplify_deg` is how far a drawn line may be from the true one.
    """
    order = (Route.feed_id, Route.sort_order, Route.key, Direction.direction)
    query = select(*LINE, *order, geo.geojson(geo.simplified(Shape.line, simplify_deg), digits)).join_from(
        Route, Direction, Direction.route_id == Route.id
    )
    query = query.join(Shape, Shape.id == Direction.shape_id)
    first = select(func.min(Direction.direction)).where(Direction.route_id == Route.id).correlate(Route).scalar_subquery()
    query = query.where(Route.key == key) if key else query.where(Direction.direction == first)
    query = query.where(Route.type.in_(types)) if types else query
    query = query.where(geo.in_box(Shape.line, box)) if box else query
    query = query.where(tuple_(*order) > tuple_(*after)) if after else query
    rows = db.session.execute(query.order_by(*order).limit(limit))
    return [(read_line(row[: len(LINE)]), tuple(row[len(LINE) : -1]), row[-1]) for row in rows]


def describe_stop(stop, lines, metres, lang):
    """Properties of a stop on the map for a reader of `lang`."""
    return {
        "id": stop.key,
        "name": str(words_of(stop).name(lang)),
        "text": " · ".join(line.badge or str(line.name(lang)) for line in lines),
        "colour": lines[0].colour if lines else None,
        "approximate": stop.approximate,
        **({"distance_m": round(metres)} if metres is not None else {}),
    }


def describe_line(line, lang):
    """Properties of a line on the map."""
    return {
        "id": line.key,
        "name": str(line.name(lang)),
        "text": line.badge,
        "colour": line.colour,
        "approximate": False,
    }


def find_view(places):
    """((lon, lat), zoom) of a map that shows all of some (lon, lat) pairs."""
    lons, lats = zip(*places, strict=True)
    span = max(max(lons) - min(lons), (max(lats) - min(lats)) / 0.75, 0.005)  # a degree north is longer than one east
    zoom = int(min(CLOSEST_ZOOM, max(FARTHEST_ZOOM, log2(MAP_PX / TILE_PX * WORLD_DEG / span))))
    return ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2), zoom
