"""GeoJSON that the city's map draws: stops in cells, lines for a zoom. Of the same blueprint as the rest of the JSON."""

from city import geo
from city.errors import N_
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from transit import mapping
from transit.api import bp, draw_line, draw_stop
from transit.citymap import cells, forms, ways
from transit.citymap.replies import MapStopCollection
from transit.replies import LineCollection

MOST_OF_A_LINE = 500


@bp.get("/map/stops")
@operation(
    N_("Stops for a map: one by one, or from afar gathered in cells"),
    query=forms.MapStopsQuery,
    returns=MapStopCollection,
    media=GEOJSON,
    example={"bbox": "69.2,41.3,69.22,41.32", "zoom": 12, "lang": "en"},
)
def map_stops(query):
    if query.line:
        found, gathered = mapping.list_stops(MOST_OF_A_LINE, query.box(), query.line), []
    else:
        numbers, gathered = cells.list_cells(query.box(), query.zoom)
        found = mapping.read_stops(numbers)
    return geo.collection([*(draw_cell(cell) for cell in gathered), *(draw_stop(*each) for each in found)])


@bp.get("/map/lines")
@operation(
    N_("Lines for a map, with no more bends than its zoom can show"),
    query=forms.MapQuery,
    returns=LineCollection,
    media=GEOJSON,
    example={"bbox": "69.2,41.3,69.22,41.32", "zoom": 12, "lang": "en"},
)
def map_lines(query):
    return geo.collection(draw_line(way.line, way.geometry) for way in ways.list_ways(query.box(), query.zoom))


def draw_cell(cell):
    """(GeoJSON geometry, properties) of a cell."""
    return f'{{"type":"Point","coordinates":[{cell.lon:.5f},{cell.lat:.5f}]}}', {"count": cell.count}
