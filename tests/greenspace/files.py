"""Files of green areas for the tests, right ones and wrong ones."""

import csv
import json

from greenspace.rows import COLUMNS

PLACE = {"lon": "69.24", "lat": "41.31", "place_certainty": "exact"}


def make_row(**changed):
    """A row that is right, with some cells changed; None leaves a cell empty."""
    row = dict.fromkeys(COLUMNS, "") | {
        "id": "sinov-bogi",
        "name_uz": "Sinov bogʻi",
        "kind": "park",
        "status": "open",
    }
    return row | PLACE | changed


def write_csv(path, rows, columns=COLUMNS, encoding="utf-8"):
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_geojson(path, rows):
    features = [make_feature(row) for row in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def make_feature(row):
    place = [float(row["lon"]), float(row["lat"])] if row["lon"] else None
    properties = {name: value for name, value in row.items() if name not in ("lon", "lat")}
    return {
        "type": "Feature",
        "geometry": place and {"type": "Point", "coordinates": place},
        "properties": properties,
    }
