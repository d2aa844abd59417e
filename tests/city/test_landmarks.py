"""Landmarks: loaded once, found by search, each with a page."""

import pytest

from city import landmarks, search
from city.database import unit_of_work
from city.errors import NotFound
from city.geo import TASHKENT


@pytest.fixture
def context(app, city_data):
    with app.app_context() as opened:
        yield opened


def test_every_landmark_lies_in_the_city_and_has_a_name_and_a_kind(context):
    entries = list(landmarks.list_entries())
    assert len(entries) == 333
    assert all(TASHKENT.holds(each.lon, each.lat) and each.names for each in entries)
    assert landmarks.get_landmark("r1553869").kind in landmarks.KINDS


def test_they_are_loaded_once(context):
    with unit_of_work():
        landmarks.load_landmarks()
    assert len(list(landmarks.list_entries())) == 333


def test_a_landmark_that_is_not_there_is_not_found(context):
    with pytest.raises(NotFound):
        landmarks.get_landmark("n0")


@pytest.mark.parametrize("typed", ["Baroqxon", "Барак Хан", "barakhan"])
def test_a_landmark_is_found_in_each_of_its_languages(context, typed):
    assert "r1553869" in [hit.values["key"] for hit in search.find(typed, "landmark")]


def test_those_inside_a_box_are_drawn(client, city_data):
    drawn = client.get("/api/v1/landmarks?bbox=69.2,41.3,69.25,41.35&lang=ru").json["features"]
    assert any(each["properties"]["name"] == "Медресе Барак Хан" for each in drawn)
    assert all(69.2 <= each["geometry"]["coordinates"][0] <= 69.25 for each in drawn)
    assert len(client.get("/api/v1/landmarks").json["features"]) == 337
    assert client.get("/api/v1/landmarks?bbox=1,2").status_code == 422


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
def test_its_page_tells_what_is_near(client, city_data, lang):
    answer = client.get(f"/{lang}/landmarks/r1553869")
    assert answer.status_code == 200 and "/districts/" in answer.text and "/transit/stops/" in answer.text
    assert client.get(f"/{lang}/landmarks/n0").status_code == 404
