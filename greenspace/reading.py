"""Reading a file of green areas: CSV and GeoJSON become the same rows of text; no cell is checked yet."""

import csv
import io
import json
from dataclasses import dataclass

from greenspace.refusals import (
    EmptyFile,
    FileTooLarge,
    MissingColumns,
    NotAFeature,
    NotAPoint,
    NotCsv,
    NotGeoJson,
    NotUtf8,
    SameColumn,
    UnevenRow,
    UnknownFormat,
)

LARGEST_MB = 50
NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")
NEEDED = ("id", "kind")
UNREADABLE = "\x00"  # refused in a column that we read; lists and objects in other programs' columns are passed over


@dataclass(frozen=True)
class Row:
    """Cells by column; `number` counts as a spreadsheet does, in GeoJSON as features stand in the file."""

    number: int
    cells: dict[str, str]


def read_file(path):
    """All rows of a .csv or .geojson file. Raises Refused, or OSError where it cannot be opened."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".geojson", ".json"):
        raise UnknownFormat()
    text = read_text(path)
    rows = list(read_csv(text) if suffix == ".csv" else read_geojson(text))
    if not rows:
        raise EmptyFile()
    return rows


def read_text(path):
    """The file's text, with or without a byte order mark; no more than the limit is ever read."""
    with path.open("rb") as file:
        data = file.read(LARGEST_MB * 1_000_000 + 1)
    if len(data) > LARGEST_MB * 1_000_000:
        raise FileTooLarge(limit=LARGEST_MB)
    if not data.strip():
        raise EmptyFile()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8() from None


def read_csv(text):
    """Rows of a CSV with a line of column names; some spreadsheets write semicolons in place of commas."""
    head = text.lstrip().partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
    columns, number = None, 0
    try:
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _check_columns([cell.strip() for cell in cells])
            elif len(cells) != len(columns):
                raise UnevenRow(row=number, found=len(cells), wanted=len(columns))
            else:
                yield Row(number, dict(zip(columns, cells, strict=True)))
    except csv.Error:
        raise NotCsv(row=number) from None


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


def _check_columns(names):
    missing = [name for name in NEEDED if name not in names]
    if not any(name in names for name in NAMES):
        missing.append(" / ".join(NAMES))
    if missing:
        raise MissingColumns(names=", ".join(missing))
    for name in filter(str.isidentifier, names):
        if names.count(name) > 1:
            raise SameColumn(name=name)
    return names


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
