"""The first rows of a dataset: as cells of a table and as a small map, read once for each version in each process."""

from dataclasses import dataclass
from itertools import islice

from flask import current_app

from city.opendata import offered, values, versions
from city.opendata.writing import dump

SHOWN, DRAWN = 20, 500  # rows of the table, things on the map
LONGEST = 300  # letters of a cell on the page


@dataclass(frozen=True)
class Preview:
    """`cells` are texts as in the CSV file; `features` a FeatureCollection; `is_all` that there are no more rows than shown."""

    names: tuple
    cells: tuple
    features: str
    count: int
    is_all: bool


def of(dataset, about):
    """The Preview of a dataset."""
    kept, mark = current_app.extensions["previews"], versions.mark_of(about)
    if dataset.key not in kept or kept[dataset.key][0] != mark:
        kept[dataset.key] = mark, _read(dataset, about)
    return kept[dataset.key][1]


def draw(dataset, about):
    """The first things of a dataset as GeoJSON, each with the name that the map shows."""
    return of(dataset, about).features


def _read(dataset, about):
    wanted, given = DRAWN if dataset.geometry else SHOWN, iter(dataset.rows())
    rows = list(islice(given, wanted + 1))
    if hasattr(given, "close"):
        given.close()  # it may hold a cursor open
    columns = values.names_and_kinds(offered.table_of(dataset, about, rows).columns)
    cells = [values.read_cells(columns, row, values.AS_TEXT) for row in rows[:SHOWN]]
    features = [_feature(row, columns) for row in rows[:wanted] if row.get("geometry")]
    collection = f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'
    shown = tuple(tuple(_shorten(cell) for cell in line) for line in cells)
    return Preview(tuple(name for name, _ in columns), shown, collection, len(features), len(rows) <= SHOWN)


def _shorten(cell):
    return "" if cell is None else cell if len(cell) <= LONGEST else cell[:LONGEST] + "…"


def _feature(row, columns):
    names = [name for name, kind in columns if kind == "text" and name in row]
    named = sorted(names, key=lambda name: (not name.startswith(("name", "title")), names.index(name)))
    name = next((str(row[each]) for each in named if row[each]), "")
    return f'{{"type":"Feature","geometry":{row["geometry"]},"properties":{dump({"name": name})}}}'
