"""Who lives near public transport: the share of each district within reach of a stop, and what lies beyond (SDG 11.2.1).

The indicator's metadata call transport convenient that is reached in 500 m on foot where it is of low capacity (bus, tram)
and in 1,000 m where it is of high capacity (rail, metro, ferry): UN-Habitat, metadata of SDG indicator 11.2.1,
https://unstats.un.org/sdgs/metadata/files/Metadata-11-02-01.pdf. They measure along streets; we have no streets and measure
as the crow flies, which makes more people near than there are. People are counted by district and taken to live evenly
spread over it, for want of a grid.
"""

import json
from dataclasses import dataclass

from sqlalchemy import func, select, true

from city import geo
from city.database import db
from city.districts import District
from transit.models import Route, Stop, StopRoute

BUS, RAIL, ANY = KINDS = ("bus", "rail", "any")  # a stop of low capacity, of high capacity, of either
REACH_M = {BUS: 500, RAIL: 1000}
# route_type of high capacity: metro, railway, ferry, monorail, and the same among the extended types
HIGH = (1, 2, 4, 12, *range(100, 118), *range(400, 406), *range(1000, 1022), 1200)
SIMPLER_BY_M = 5  # a gap is drawn this exactly; its area is worked out before


@dataclass(frozen=True)
class Reach:
    """Of a district: its area and what of it is near a stop of `kind`, in square metres, and the people that makes."""

    district: str
    kind: str
    area_m2: float
    reached_m2: float
    people: int
    people_reached: int
    gap: str | None  # GeoJSON geometry; of the kind 'any' only


def list_reaches():
    """A Reach for every district and kind."""
    rows = db.session.execute(select(District.key, District.population, geo.geojson(District.outline)).order_by(District.id))
    for key, people, outline in rows.all():
        box = box_of(json.loads(outline)["coordinates"])
        for kind in KINDS:
            yield _measure(key, kind, people, outline, near(kind, box))


def _measure(key, kind, people, outline, reach):
    area_m2, reached_m2, gap = db.session.execute(_measuring(key, reach)).one()
    reached_m2 = min(reached_m2 or 0, area_m2)
    left = gap if reached_m2 else outline
    gap = as_multipolygon(left) if kind == ANY and area_m2 - reached_m2 >= 1 else None
    return Reach(key, kind, area_m2, reached_m2, people, round(people * reached_m2 / area_m2), gap)


def as_multipolygon(text):
    """The text of a GeoJSON Polygon or MultiPolygon as that of a MultiPolygon."""
    shape = json.loads(text)
    coordinates = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return json.dumps({"type": "MultiPolygon", "coordinates": coordinates}, separators=(",", ":"))


def near(kind, box):
    """Subquery: all that lies near stops of a kind in a box, as one shape in metres; null where there are none."""
    kinds = (kind,) if kind in REACH_M else tuple(REACH_M)
    rounds = [select(geo.around(Stop.place, REACH_M[each]).label("shape")).where(*_stops(each, box)) for each in kinds]
    parts = rounds[0].union_all(*rounds[1:]).subquery()
    return select(func.ST_Union(parts.c.shape).label("shape")).subquery()


def _stops(kind, box):
    """Clauses: stations, and stops that are no platforms of one, where lines of a kind call."""
    is_high = Route.type.in_(HIGH)
    served = select(StopRoute.stop_id).join(Route, Route.id == StopRoute.route_id).where(is_high if kind == RAIL else ~is_high)
    return Stop.parent_id.is_(None), Stop.id.in_(served), geo.in_box(Stop.place, box)


def _measuring(key, reach):
    """Query: area of a district, how much of it lies in `reach`, and the rest as GeoJSON."""
    area = geo.in_metres(District.outline)
    rest = func.ST_SimplifyPreserveTopology(func.ST_Difference(area, reach.c.shape), SIMPLER_BY_M)
    near = func.ST_Area(func.ST_Intersection(area, reach.c.shape))
    query = select(func.ST_Area(area), near, geo.geojson(func.ST_Transform(rest, geo.DEGREES)))
    return query.join_from(District, reach, true()).where(District.key == key)


def count_stops():
    """{kind: how many stops and stations there are within the districts' box}, of low and of high capacity."""
    count = {kind: select(func.count(Stop.id)).where(*_stops(kind, geo.TASHKENT)) for kind in REACH_M}
    return {kind: db.session.scalar(query) for kind, query in count.items()}


def box_of(coordinates):
    """The Box of MultiPolygon coordinates, wide enough for every stop that reaches into it."""
    points = [point for polygon in coordinates for point in polygon[0]]
    lons, lats = zip(*points, strict=True)
    low, high = (geo.box_around(lon, lat, max(REACH_M.values())) for lon, lat in ((min(lons), min(lats)), (max(lons), max(lats))))
    return geo.Box(low.west, low.south, high.east, high.north)
