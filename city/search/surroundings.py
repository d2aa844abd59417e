"""In which district a point lies, for many points: the outlines are cut into strips, so that few edges are looked at."""

import json

from sqlalchemy import select

from city import geo
from city.database import db
from city.districts import District

STRIPS = 200


class Surroundings:
    """The districts as they are now, read when the first point is asked for."""

    def __init__(self):
        self._shapes = None

    def find_district(self, lon, lat):
        """The key of the district that holds a point; None where it is not known."""
        if lon is None or lat is None:
            return None
        if self._shapes is None:
            rows = db.session.execute(select(District.key, geo.geojson(District.outline, 7)).order_by(District.id))
            self._shapes = [(key, Shape(json.loads(outline)["coordinates"])) for key, outline in rows]
        return next((key for key, shape in self._shapes if shape.holds(lon, lat)), None)


class Shape:
    """The rings of a multipolygon; edges are kept by the strips of latitude that they cross."""

    def __init__(self, polygons):
        rings = [ring for polygon in polygons for ring in polygon]
        lats = [lat for ring in rings for _, lat in ring]
        self.south, self.north = min(lats), max(lats)
        self.strips = [[] for _ in range(STRIPS + 1)]
        for ring in rings:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
                for strip in range(self._strip(min(y1, y2)), self._strip(max(y1, y2)) + 1):
                    self.strips[strip].append((x1, y1, x2, y2))

    def holds(self, lon, lat):
        """Whether a line from the point to the east crosses the edges an odd number of times."""
        if not self.south <= lat <= self.north:
            return False
        inside = False
        for x1, y1, x2, y2 in self.strips[self._strip(lat)]:
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    def _strip(self, lat):
        return int((lat - self.south) / (self.north - self.south or 1) * STRIPS)
