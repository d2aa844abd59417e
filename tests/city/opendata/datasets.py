"""Datasets made for tests: every kind of column, texts that are hard to write, shapes of every sort."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from city.datasets import Column, DataFile, Dataset

UPDATED = datetime(2026, 11, 20, 4, 5, 6, tzinfo=UTC)
HARD = 'a "quoted", cell;\r\nwith lines\nand =1+1 and ʻ ў қ ғ ҳ'
POINT = '{"type":"Point","coordinates":[69.2401,41.3111]}'
CLOCKWISE = {"type": "Polygon", "coordinates": [[[69.2, 41.3], [69.2, 41.4], [69.3, 41.4], [69.3, 41.3], [69.2, 41.3]]]}
COLUMNS = (
    Column("id", "integer", "Number"),
    Column("name", "text", "Name"),
    Column("area_ha", "number", "Area in hectares"),
    Column("is_open", "boolean", "Whether it is open"),
    Column("opened_on", "date", "Day of opening"),
    Column("seen_at", "moment", "Seen"),
    Column("page", "address", "Page"),
    Column("lon", "number", "Longitude"),
    Column("lat", "number", "Latitude"),
)
ROW = {
    "id": 7,
    "name": HARD,
    "area_ha": -1.5,
    "is_open": True,
    "opened_on": date(2026, 5, 1),
    "seen_at": datetime(2026, 11, 24, 14, 5, tzinfo=UTC),
    "page": "https://example.uz/?a=1&b=2",
    "lon": 69.2401,
    "lat": Decimal("41.3111"),
    "geometry": POINT,
}
EMPTY = dict.fromkeys(ROW) | {"id": 8, "name": "=cmd|' /C calc'!A0", "area_ha": 0.0000001}
AREA = {"id": 1, "name": "Square", "geometry": json.dumps(CLOCKWISE)}


def make_dataset(key="kiosks", **values):
    """A Dataset of two kiosks, or with other values."""
    rows = values.pop("rows", lambda: iter([ROW, EMPTY]))
    given = {
        "title": "Kiosks of Tashkent",
        "summary": "Where newspapers are sold.",
        "theme": "ECON",
        "keywords": ("kiosk", "newspaper"),
        "columns": COLUMNS,
        "updated_at": lambda: UPDATED,
        "licence": "ODbL-1.0",
        "source": "Counted by us in the street.",
        "frequency": "IRREG",
        "geometry": "points",
        "how": "We walked.",
        "source_url": "https://example.uz/kiosks",
    }
    return Dataset(key=key, rows=rows, **given | values)


def make_areas(key="squares", **values):
    columns = (Column("id", "integer", "Number"), Column("name", "text", "Name"))
    return make_dataset(key, **{"columns": columns, "geometry": "areas", "rows": lambda: [AREA]} | values)


def make_further_file():
    return DataFile("sitemap.html", "The site map", "text/html", "city.sitemap", {"lang_path": "en"}, "HTML", 1234)


def offer(app, *datasets):
    """Let an application offer these datasets beside its own."""
    app.extensions["datasets"] |= {each.key: ("test", each) for each in datasets}
    return app


def make_large(count):
    """A dataset of so many rows, made one by one."""
    rows = lambda: (ROW | {"id": number, "name": f"Kiosk {number} of all"} for number in range(count))  # noqa: E731
    return make_dataset("many", rows=rows)
