"""Geometries of GeoJSON (RFC 7946): written as WKT for files that are tables, and areas turned the right way round."""

import json

WKT = {
    "Point": "POINT",
    "MultiPoint": "MULTIPOINT",
    "LineString": "LINESTRING",
    "MultiLineString": "MULTILINESTRING",
    "Polygon": "POLYGON",
    "MultiPolygon": "MULTIPOLYGON",
}


def write_wkt(text):
    """The text of a GeoJSON geometry as well-known text, in degrees, longitude first; its digits are kept as they are."""
    return _write(json.loads(text, parse_float=str, parse_int=str))


def turn_rings(text):
    """The text of a geometry whose areas go against the clock and their holes with it (RFC 7946, section 3.1.6)."""
    shape = json.loads(text)
    polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}.get(shape["type"], [])
    turned = [[ring if _is_right(ring, number) else ring[::-1] for number, ring in enumerate(rings)] for rings in polygons]
    if not turned:
        return text
    shape["coordinates"] = turned[0] if shape["type"] == "Polygon" else turned
    return json.dumps(shape, separators=(",", ":"))


def _write(shape):
    if shape["type"] == "GeometryCollection":
        return f"GEOMETRYCOLLECTION ({', '.join(map(_write, shape['geometries']))})"
    return f"{WKT[shape['type']]} {_write_part(shape['coordinates'], outermost=True)}"


def _write_part(part, outermost=False):
    if part and isinstance(part[0], str):
        point = " ".join(part[:2])
        return f"({point})" if outermost else point
    return f"({', '.join(map(_write_part, part))})" if part else "EMPTY"


def _is_right(ring, number):
    """Whether an outer ring (the first) has a positive area, an inner one a negative."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))
    return area == 0 or (area > 0) == (number == 0)
