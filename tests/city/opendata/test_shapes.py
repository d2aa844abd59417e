"""Geometries as text: every kind of GeoJSON, its digits kept, its rings turned."""

import json

import pytest

from city.opendata.shapes import turn_rings, write_wkt

pytestmark = pytest.mark.once
SQUARE, HOLE = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ('{"type":"Point","coordinates":[69.240100,41.3]}', "POINT (69.240100 41.3)"),
        ('{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}', "MULTIPOINT (1 2, 3 4)"),
        ('{"type":"LineString","coordinates":[[1,2,7],[3,4,7]]}', "LINESTRING (1 2, 3 4)"),
        ('{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}', "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))"),
        ('{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}', "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        ('{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}', "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
        ('{"type":"Polygon","coordinates":[]}', "POLYGON EMPTY"),
        (
            '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}',
            "GEOMETRYCOLLECTION (POINT (1 2))",
        ),
    ],
)
def test_well_known_text(shape, text):
    assert write_wkt(shape) == text


def test_outer_rings_go_against_the_clock_and_holes_with_it():
    wrong = {"type": "MultiPolygon", "coordinates": [[SQUARE[::-1], HOLE[::-1]]]}
    assert json.loads(turn_rings(json.dumps(wrong)))["coordinates"] == [[SQUARE, HOLE]]
    right = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
    assert json.loads(turn_rings(json.dumps(right))) == right


def test_what_is_no_area_is_left_as_it_is():
    point = '{"type": "Point", "coordinates": [1.50, 2]}'
    assert turn_rings(point) == point
