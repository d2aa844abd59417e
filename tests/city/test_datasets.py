"""What every dataset of every service must keep: its rows are what its description says, and readers can tell whose they are."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest

from city.clock import now
from city.database import db
from city.datasets import Dataset
from city.opendata import labels
from city.opendata.licences import LICENCES
from tests.conftest import make_app

KEYS = {  # the columns that tell the rows of a dataset apart
    "districts": ("id",),
    "culture-points": ("id",),
    "wifi": ("id",),
    "parks": ("id",),
    "air-posts": ("post", "year"),
    "stops": ("id",),
    "lines": ("id", "direction"),
    "gtfs": ("id",),
    "departures": ("trip", "stop", "departs_at"),
    "line-service": ("line", "direction", "weekdays"),
    "line-hours": ("line", "direction", "weekdays", "hour"),
    "punctuality": ("day", "line", "hour"),
    "transit-access": ("district", "kind"),
    "transit-gaps": ("district",),
    "losi-results": ("assessment", "code"),
    "losi-catalogues": ("catalogue", "version", "code"),
    "losi-cities": ("edition", "name_en"),
    "road-map": ("measure", "step"),
}
SHAPES = {
    "points": {"Point", "MultiPoint"},
    "lines": {"LineString", "MultiLineString"},
    "areas": {"Polygon", "MultiPolygon"},
}
WEST, SOUTH, EAST, NORTH = 55, 37, 74, 46  # Uzbekistan lies within
SAME_IN_UZBEK = {"Portal"}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """A dataset as it was read with the demonstration data."""

    dataset: Dataset
    rows: list
    updated_at: datetime | None
    texts: list  # of each text that readers meet: it in the four languages


@pytest.fixture(scope="module")
def offered(databases, full_template):
    """{key: Read} of all that the services which are switched on offer."""
    url = databases.copy(full_template)
    app = make_app(url)
    with app.test_request_context("/en/"):
        yield {key: read(dataset) for key, (_feature, dataset) in app.extensions["datasets"].items()}
        db.session.remove()
        db.engine.dispose()
    app.extensions["streams"].stop()
    databases.drop(url)


@pytest.fixture(params=KEYS)
def found(request, offered):
    """The Read of one dataset after the other."""
    if request.param not in offered:
        pytest.skip("its service is switched off")
    return offered[request.param]


def read(dataset):
    words = [dataset.title, dataset.summary, dataset.source, dataset.how, *(each.label for each in dataset.columns)]
    texts = [labels.in_languages(each) for each in words]
    return Read(dataset, list(dataset.rows()), dataset.updated_at(), texts)


def is_text(value):
    return isinstance(value, str) and value == value.strip() != ""


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


FITS = {
    "text": is_text,
    "integer": is_integer,
    "number": lambda value: is_integer(value) or isinstance(value, float | Decimal),
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "moment": lambda value: isinstance(value, datetime) and value.tzinfo is not None,
    "address": lambda value: is_text(value) and value.startswith(("https://", "http://")),
}


def list_points(coordinates):
    """The points of a geometry, however deep they lie."""
    if coordinates and isinstance(coordinates[0], int | float):
        return [coordinates[:2]]
    return [point for part in coordinates for point in list_points(part)]


@pytest.mark.once
def test_every_dataset_that_is_offered_is_looked_at_here(offered):
    assert offered.keys() <= KEYS.keys(), "name the columns that tell its rows apart in KEYS"


EMPTY = {"punctuality"}  # in the demonstration, which has no real time


def test_rows_have_the_columns_that_are_described_and_no_others(found):
    assert found.rows or found.dataset.key in EMPTY
    wanted = {column.name for column in found.dataset.columns} | ({"geometry"} if found.dataset.geometry else set())
    assert {frozenset(row) for row in found.rows} <= {frozenset(wanted)}


def test_values_are_of_the_kind_that_is_described(found):
    wrong = [
        (column.name, column.kind, row[column.name])
        for row in found.rows
        for column in found.dataset.columns
        if row[column.name] is not None and not FITS[column.kind](row[column.name])
    ]
    assert wrong[:5] == []


def test_no_two_rows_are_of_the_same_thing(found):
    keys = [tuple(row[name] for name in KEYS[found.dataset.key]) for row in found.rows]
    assert None not in {value for key in keys for value in key}
    assert len(set(keys)) == len(keys)


def test_geometries_are_of_their_kind_and_lie_in_uzbekistan(found):
    if not found.dataset.geometry:
        return
    shapes = [json.loads(row["geometry"]) for row in found.rows if row["geometry"] is not None]
    assert shapes and {shape["type"] for shape in shapes} <= SHAPES[found.dataset.geometry]
    points = [point for shape in shapes for point in list_points(shape["coordinates"])]
    assert [each for each in points if not (WEST < each[0] < EAST and SOUTH < each[1] < NORTH)] == []


def test_readers_are_told_whose_data_these_are_and_how_old(found):
    dataset = found.dataset
    assert dataset.licence in LICENCES
    assert all(is_text(each) for each in (dataset.title, dataset.summary, dataset.source, dataset.how))
    if dataset.key in EMPTY:
        assert found.updated_at is None
    else:
        assert found.updated_at.tzinfo and found.updated_at <= now()


@pytest.mark.once
def test_every_text_is_there_in_four_languages(found):
    for said in found.texts:
        english = said["en"]
        assert said["uz"] != english or english in SAME_IN_UZBEK, f"nobody translated “{english}”"
        cyrillic = {language for language, text in said.items() if CYRILLIC.search(text)}
        assert cyrillic == {"uz-Cyrl", "ru"}, f"“{english}” is not in the script of its language"
