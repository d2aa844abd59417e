"""Where things are: the only file that knows how SpatiaLite and PostGIS differ in measuring and in index use.

Places are stored in degrees (EPSG:4326) and measured in metres in UTM zone 42N (EPSG:32642).
"""

import json
import struct
from dataclasses import dataclass
from functools import lru_cache

from geoalchemy2 import Geometry
from sqlalchemy import Float, Integer, and_, bindparam, column, func, select, table, type_coerce
from sqlalchemy.orm import defer
from sqlalchemy.types import UserDefinedType

from city.database import db
from city.errors import OutsideTashkent, WrongBox, WrongValue

DEGREES = 4326
METRES = 32642
METRES_A_DEGREE = 111_320  # of latitude; of longitude it is 0.75 of that in Tashkent
FIRST_BOX_M = 1_000


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon, lat):
        return self.west <= lon <= self.east and self.south <= lat <= self.north


TASHKENT = Box(69.0, 41.05, 69.65, 41.55)  # the city, and the edge it is growing into


def read_box(text):
    """`west,south,east,north` in degrees. Raises WrongBox, a WrongValue."""
    try:
        box = Box(*_read_numbers(text, 4, "bbox"))
    except WrongValue:
        raise WrongBox(name="bbox") from None
    if not (-180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90):
        raise WrongBox(name="bbox")
    return box


def read_place(text, name="near"):
    """`lon,lat` in degrees, in Tashkent. Raises WrongValue or OutsideTashkent."""
    lon, lat = _read_numbers(text, 2, name)
    if not TASHKENT.holds(lon, lat):
        raise OutsideTashkent()
    return lon, lat


def _read_numbers(text, count, name):
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise WrongValue(name=name) from None
    if len(numbers) != count or any(number != number or abs(number) > 180 for number in numbers):
        raise WrongValue(name=name)
    return numbers


def point_text(lon, lat):
    """A point as GeoAlchemy2 takes it into a geometry column."""
    return f"SRID={DEGREES};POINT({lon!r} {lat!r})"


def line_text(points):
    """A line through (lon, lat) pairs, as GeoAlchemy2 takes it."""
    return f"SRID={DEGREES};LINESTRING({','.join(f'{lon!r} {lat!r}' for lon, lat in points)})"


def multipolygon_text(coordinates):
    """GeoJSON MultiPolygon coordinates, as GeoAlchemy2 takes them."""
    polygons = ",".join(f"({','.join(_ring_text(ring) for ring in polygon)})" for polygon in coordinates)
    return f"SRID={DEGREES};MULTIPOLYGON({polygons})"


def _ring_text(ring):
    return f"({','.join(f'{lon!r} {lat!r}' for lon, lat in ring)})"


def lon_lat(element):
    """(lon, lat) of a point read from the database; None for a missing one."""
    if element is None:
        return None
    data = bytes.fromhex(element.desc)
    order = "<" if data[0] else ">"
    has_srid = struct.unpack_from(f"{order}I", data, 1)[0] & 0x20000000
    return struct.unpack_from(f"{order}dd", data, 9 if has_srid else 5)


def in_box(geometry, box):
    """Clause: the geometry's own box meets `box`, by the spatial index."""
    if _on_spatialite():
        index = _rtree(geometry)
        hits = select(index.c.pkid).where(
            index.c.xmin <= box.east, index.c.xmax >= box.west, index.c.ymin <= box.north, index.c.ymax >= box.south
        )
        return geometry.class_.id.in_(hits)
    return _plain(geometry).op("&&")(func.ST_MakeEnvelope(box.west, box.south, box.east, box.north, DEGREES))


def distance_m(geometry, lon, lat):
    """Expression: true distance in metres from a point."""
    return func.ST_Distance(in_metres(_plain(geometry)), in_metres(_point(lon, lat)))


def within_metres(geometry, lon, lat, metres):
    """Clause: not farther than `metres`, by the spatial index and then by true distance."""
    if _on_spatialite():
        return and_(in_box(geometry, box_around(lon, lat, metres)), distance_m(geometry, lon, lat) <= metres)
    return func.ST_DWithin(in_metres(_plain(geometry)), in_metres(_point(lon, lat)), metres)


def nearest(geometry, lon, lat, limit, radius_m=20_000, where=()):
    """The `limit` rows nearest to a point within `radius_m`: [(row, metres)], nearest first.

    SpatiaLite widens a box until the last of them lies inside it. A `where` that is the same tuple each time
    keeps its statement, which is dearer to build than to run.
    """
    statement = nearest_statement(geometry, tuple(where), _on_spatialite())
    reach = FIRST_BOX_M if _on_spatialite() and radius_m > 2 * FIRST_BOX_M else radius_m
    while True:
        box = box_around(lon, lat, reach)
        values = {"lon": lon, "lat": lat, "metres": reach, "most": limit, **vars(box)}
        rows = [(row, metres) for row, metres in db.session.execute(statement, values)]
        if len(rows) == limit or reach >= radius_m:
            return rows
        reach = min(reach * 3, radius_m)


def nearest_after(geometry, lon, lat, limit, radius_m, where=(), after=None, key_of=None):
    """`nearest`, going on after a row that was given before: `after` is [its metres, its key, rows given up to it].

    Rows that came or went meanwhile are neither given twice nor left out, since distance and key decide.
    """
    if not after:
        return nearest(geometry, lon, lat, limit, radius_m, where)
    metres, key, given = after
    most = given + limit
    while True:
        rows = nearest(geometry, lon, lat, most, radius_m, where)
        left = [row for row in rows if (row[1], key_of(row[0])) > (metres, key)]
        if len(left) >= limit or len(rows) < most:
            return sorted(left, key=lambda row: (row[1], key_of(row[0])))[:limit]
        most *= 2


@lru_cache(maxsize=64)
def nearest_statement(geometry, where, on_spatialite):
    """The query behind `nearest`: rows and metres around (lon, lat), within `metres`, at most `most`."""
    lon, lat, metres = (bindparam(name, type_=Float) for name in ("lon", "lat", "metres"))
    away = distance_m(geometry, lon, lat)
    query = select(geometry.class_, away).where(geometry.is_not(None), *where).limit(bindparam("most", type_=Integer))
    if on_spatialite:
        box = Box(*(bindparam(name, type_=Float) for name in ("west", "south", "east", "north")))
        return query.where(in_box(geometry, box), away <= metres).order_by(away, _tie(geometry))
    place, here = in_metres(_plain(geometry)), in_metres(_point(lon, lat))
    return query.where(func.ST_DWithin(place, here, metres)).order_by(place.op("<->")(here), _tie(geometry))


def _tie(geometry):
    """What decides between rows that are equally far: the key where there is one, letter by letter, else the number."""
    key = getattr(geometry.class_, "key", None)
    if key is None:
        return geometry.class_.id
    return key if _on_spatialite() else key.collate("C")


def find_holding(geometry, lon, lat):
    """The row whose area holds the point, its outline left behind; None where there is none."""
    return db.session.scalar(_holding_statement(geometry, _on_spatialite()), {"lon": lon, "lat": lat})


@lru_cache(maxsize=64)
def _holding_statement(geometry, on_spatialite):
    lon, lat = bindparam("lon", type_=Float), bindparam("lat", type_=Float)
    return select(geometry.class_).options(defer(geometry)).where(holding(geometry, lon, lat)).limit(1)


def holding(geometry, lon, lat):
    """Clause: an area that holds the point."""
    box = Box(lon, lat, lon, lat)
    return and_(in_box(geometry, box), func.ST_Contains(_plain(geometry), _point(lon, lat)))


def area_m2(geometry):
    """Expression: the area in square metres."""
    return func.ST_Area(in_metres(_plain(geometry)))


def length_m(geometry):
    """Expression: the length in metres on the ellipsoid, right anywhere on the globe."""
    if _on_spatialite():
        return func.GeodesicLength(_plain(geometry))
    return func.ST_Length(func.geography(_plain(geometry)))


def around(geometry, metres):
    """Expression: what lies within `metres` of any of the rows, as one shape in EPSG:32642; a circle has 64 corners."""
    return func.ST_Union(func.ST_Buffer(in_metres(_plain(geometry)), metres, 16, type_=_Geometry()), type_=_Geometry())


def middle(geometry):
    """Expression: a point that surely lies on the area."""
    return func.ST_PointOnSurface(_plain(geometry), type_=Geometry("POINT", srid=DEGREES))


def simplified(geometry, degrees):
    """Expression: a line with no more bends than it needs to stay within so many degrees of itself; 0 leaves it as it is."""
    return func.ST_Simplify(_plain(geometry), degrees, type_=_Geometry()) if degrees else geometry


def geojson(geometry, digits=5):
    """Expression: the geometry as GeoJSON text, to `digits` decimals of a degree (5: about a metre)."""
    function = func.AsGeoJSON if _on_spatialite() else func.ST_AsGeoJSON
    return function(_plain(geometry), digits)


def in_metres(geometry):
    """Expression: the geometry in EPSG:32642; PostGIS has an index on exactly this."""
    return func.ST_Transform(geometry, METRES, type_=_Geometry())


def box_around(lon, lat, metres):
    """A box that holds the circle of `metres` around a point of Tashkent."""
    high = metres / METRES_A_DEGREE * 1.01
    wide = high / 0.74
    return Box(lon - wide, lat - high, lon + wide, lat + high)


def collection(features, next_page=None):
    """GeoJSON text of a FeatureCollection from (geometry text, properties) pairs; it says so, and where, if there are more."""
    parts = (
        f'{{"type":"Feature","geometry":{geometry or "null"},"properties":{json.dumps(properties, ensure_ascii=False)}}}'
        for geometry, properties in features
    )
    mark = f',"truncated":true,"next":{json.dumps(next_page)}' if next_page else ""
    return f'{{"type":"FeatureCollection","features":[{",".join(parts)}]{mark}}}'


class _Geometry(UserDefinedType):
    """A geometry inside an expression, which GeoAlchemy2 is not to wrap."""

    cache_ok = True

    def get_col_spec(self):
        return "geometry"


def _plain(geometry):
    return type_coerce(geometry, _Geometry())


def _point(lon, lat):
    if _on_spatialite():
        return func.MakePoint(lon, lat, DEGREES, type_=_Geometry())
    return func.ST_SetSRID(func.ST_MakePoint(lon, lat), DEGREES, type_=_Geometry())


def _rtree(geometry):
    name = f"idx_{geometry.class_.__tablename__}_{geometry.key}"
    return table(name, *(column(each) for each in ("pkid", "xmin", "xmax", "ymin", "ymax")))


def _on_spatialite():
    return db.engine.dialect.name == "sqlite"
