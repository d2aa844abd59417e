"""Reading a file of green areas: CSV and GeoJSON become the same rows of text; no cell is checked yet."""

import json

from city.csv_file import EmptyFile, Row, read_rows, read_text
from greenspace.refusals import NotAFeature, NotAPoint, NotGeoJson, UnknownFormat

LARGEST_MB = 50
NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")
NEEDED = ("id", "kind")
UNREADABLE = "\x00"  # refused in a column that we read; lists and objects in other programs' columns are passed over


def read_file(path):
    """All rows of a .csv or .geojson file. Raises Refused, or OSError where it cannot be opened."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".geojson", ".json"):
        raise UnknownFormat()
    text = read_text(path, LARGEST_MB)
    rows = list(read_rows(text, NEEDED, NAMES) if suffix == ".csv" else read_geojson(text))
    if not rows:
        raise EmptyFile()
    return rows


def read_geojson(text):
    """Rows of a FeatureCollection; a point's coordinates become the cells `lon` and `lat`."""
    try:
        features = json.loads(text)["features"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NotGeoJson() from None
    if not isinstance(features, list):
        raise NotGeoJson()
    for number, feature in enumerate(features, start=1):
        yield _read_feature(number, feature)


def _read_feature(number, feature):
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise NotAFeature(row=number)
    place = _read_point(number, feature.get("geometry"))
    return Row(number, {name: _cell(value) for name, value in {**properties, **place}.items()})


def _read_point(number, geometry):
    if geometry is None:
        return {}
    point = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if not (isinstance(point, list) and len(point) in (2, 3)):
        raise NotAPoint(row=number)
    return {"lon": point[0], "lat": point[1]}


def _cell(value):
    """A JSON value as a CSV would have it: 2001.0 is 2001."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return UNREADABLE
    return f"{value:.15g}" if isinstance(value, float) else str(value)
