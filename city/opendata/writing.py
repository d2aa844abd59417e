"""Files of a dataset, written row by row to an open file: CSV (RFC 4180), GeoJSON (RFC 7946), JSON.

Each writer takes (file, Table) and gives the number of rows; an error of the dataset goes through.
"""

import csv
import json
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper

from city.datasets import Column
from city.opendata import shapes, values


@dataclass(frozen=True)
class Table:
    """What is written: columns, rows as the dataset gives them, and a description for the files that have room for one."""

    columns: tuple[Column, ...]
    rows: Iterable
    geometry: str
    about: dict


def has_wkt(table):
    """Whether tables need a column for the geometry: not where points stand in columns of their own."""
    return bool(table.geometry) and not {"lon", "lat"} <= {column.name for column in table.columns}


def write_csv(file, table):
    """UTF-8 without a mark, CRLF, a line of names. Cells stay as they are: an apostrophe before '=' would be a wrong datum."""
    columns, wkt, count = values.names_and_kinds(table.columns), has_wkt(table), 0
    with _open_text(file) as text:
        lines = csv.writer(text)
        lines.writerow([name for name, _ in columns] + ["wkt"] * wkt)
        for row in table.rows:
            cells = values.read_cells(columns, row, values.AS_TEXT)
            lines.writerow(cells + [shapes.write_wkt(row["geometry"]) if row["geometry"] else None] if wkt else cells)
            count += 1
    return count


def write_geojson(file, table):
    """A FeatureCollection; what describes it stands before the features, as members of our own (section 6.1)."""

    def write(row, properties):
        shape = row["geometry"] and (shapes.turn_rings(row["geometry"]) if table.geometry == "areas" else row["geometry"])
        return f'{{"type":"Feature","geometry":{shape or "null"},"properties":{properties}}}'

    return _write_list(file, table, '{"type":"FeatureCollection","about":', "features", write)


def write_json(file, table):
    """The rows as objects, below a description of the columns."""
    return _write_list(file, table, '{"about":', "rows", lambda row, properties: properties)


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _write_list(file, table, head, name, write):
    columns, count = values.names_and_kinds(table.columns), 0
    names = [name for name, _ in columns]
    with _open_text(file) as text:
        text.write(f'{head}{dump(table.about)},"{name}":[')
        for row in table.rows:
            cells = values.read_cells(columns, row, values.AS_JSON)
            text.write((",\n" if count else "\n") + write(row, dump(dict(zip(names, cells, strict=True)))))
            count += 1
        text.write("\n]}\n")
    return count


@contextmanager
def _open_text(file):
    """The file for texts; it stays open afterwards."""
    text = TextIOWrapper(file, "utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()
