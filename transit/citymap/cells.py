"""Stops for a box of the map: each by itself where they are few or near, else those that are close together as one cell."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, select

from city.database import db
from transit.facts import read_signature
from transit.mapping import HAS_OWN_PAGE, RAILS
from transit.models import Route, Stop, StopRoute

FEW = 150  # so many are drawn one by one at any zoom
ALONE = 2  # a cell of so many is drawn as the stops that it has
CELL_PX = 72
NEAR_ZOOM = 15  # from here on every stop is drawn
MOST_ALONE = 600
WORLD_PX = 256
LAT_SHARE = 0.75  # of a degree of longitude, in pixels, for one of latitude: at 41.3 N


@dataclass(frozen=True)
class Point:
    """A stop with a page of its own; `on_rails` where metro, trams or trains call."""

    id: int
    lon: float
    lat: float
    on_rails: bool


@dataclass(frozen=True)
class Cell:
    """So many stops around a place."""

    lon: float
    lat: float
    count: int


@lru_cache(maxsize=2)
def _list_points(_signature):
    rails = select(StopRoute.stop_id).join(Route, Route.id == StopRoute.route_id).where(Route.type.in_(RAILS))
    on_rails = set(db.session.scalars(rails))
    query = select(Stop.id, func.ST_X(Stop.place), func.ST_Y(Stop.place)).where(*HAS_OWN_PAGE).order_by(Stop.key)
    return [Point(number, lon, lat, number in on_rails) for number, lon, lat in db.session.execute(query)]


def list_cells(box, zoom):
    """([numbers of stops], [Cell]) of a box (geo.Box): stops on rails always by themselves."""
    inside = [point for point in _list_points(read_signature()) if box.holds(point.lon, point.lat)]
    if zoom >= NEAR_ZOOM or len(inside) <= FEW:
        alone, cells = inside, []
    else:
        groups = _group([point for point in inside if not point.on_rails], zoom)
        alone = [point for point in inside if point.on_rails]
        alone += [point for its in groups if len(its) <= ALONE for point in its]
        cells = [_make_cell(its) for its in groups if len(its) > ALONE]
    return [point.id for point in alone[:MOST_ALONE]], cells


def _group(points, zoom):
    """Lists of points that lie in one square of CELL_PX on the map, in a fixed order."""
    wide = 360 * CELL_PX / (WORLD_PX * 2**zoom)
    groups = defaultdict(list)
    for point in points:
        groups[int(point.lon // wide), int(point.lat // (wide * LAT_SHARE))].append(point)
    return [groups[square] for square in sorted(groups)]


def _make_cell(points):
    count = len(points)
    return Cell(sum(point.lon for point in points) / count, sum(point.lat for point in points) / count, count)
