"""Lines for a box of the map, with no more bends than the zoom can show; simplified once for each zoom and timetable."""

import json
from dataclasses import dataclass
from functools import lru_cache

from city import geo
from city.geo import Box
from transit import mapping
from transit.citymap.cells import WORLD_PX
from transit.facts import read_signature
from transit.shown import Line

CLOSEST = 16  # from here on nothing more can be seen
MOST = 400  # of one answer


@dataclass(frozen=True)
class Way:
    """A line as it is drawn: its box, and its GeoJSON geometry as text."""

    line: Line
    box: Box
    geometry: str

    def meets(self, box):
        mine = self.box
        return mine.west <= box.east and mine.east >= box.west and mine.south <= box.north and mine.north >= box.south


def list_ways(box, zoom):
    """The Ways that meet a box, those on rails last, so that they lie above the others."""
    return [way for way in _list_all(read_signature(), min(zoom, CLOSEST)) if way.meets(box)][-MOST:]


@lru_cache(maxsize=24)
def _list_all(_signature, zoom):
    pixel_deg = 360 / (WORLD_PX * 2**zoom)
    digits = 5 if zoom >= 14 else 4
    found = mapping.list_shapes(simplify_deg=pixel_deg, digits=digits)
    ways = [Way(line, _box_of(geometry), geometry) for line, _key, geometry in found if geometry]
    return sorted(ways, key=lambda way: way.line.type in mapping.RAILS)


def _box_of(geometry):
    lons, lats = zip(*(pair[:2] for pair in json.loads(geometry)["coordinates"]), strict=True)
    return geo.Box(min(lons), min(lats), max(lons), max(lats))
