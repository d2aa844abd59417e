"""How far one gets in some minutes."""

import pytest
from bs4 import BeautifulSoup

from tests.transit.planner.town import make_town

REACH = "/api/v1/transit/reach"
LEAVES = "2026-11-24T07:58"


@pytest.fixture
def town(app, client, tmp_path):
    make_town(app, tmp_path)
    return client


def read(client, **asked):
    answer = client.get(REACH, query_string={"from": "stop:town:A", "depart_at": LEAVES, "lang": "en"} | asked)
    assert answer.mimetype == "application/geo+json"
    return {each["properties"]["minutes"]: each for each in answer.json["features"]}


def holds(area, lon, lat):
    """Whether a MultiPolygon holds a place."""
    inside = (all(crosses(ring, lon, lat) == (number == 0) for number, ring in enumerate(rings)) for rings in area["coordinates"])
    return any(inside)


def crosses(ring, lon, lat):
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_areas_grow_with_the_minutes_and_follow_the_lines(town):
    found = read(town, minutes="10,15,30")
    assert list(found) == [30, 15, 10]
    for minutes, at_b, at_c in ((10, False, False), (15, True, False), (30, True, True)):
        area = found[minutes]["geometry"]
        assert holds(area, 69.2405, 41.3)
        assert (holds(area, 69.27, 41.3005), holds(area, 69.30, 41.3005)) == (at_b, at_c), minutes
    assert [found[minutes]["properties"]["stops"] for minutes in (10, 15, 30)] == [1, 3, 4]


def test_a_place_on_the_map_is_set_out_from_on_foot(town):
    area = read(town, **{"from": "69.2430,41.3", "minutes": "10"})[10]["geometry"]
    assert holds(area, 69.2430, 41.3030) and not holds(area, 69.2430, 41.3080)


@pytest.mark.parametrize("minutes", ["0", "121", "x", "1,2,3,4,5,6,7", ""])
def test_wrong_minutes_are_refused(town, minutes):
    answer = town.get(REACH, query_string={"from": "stop:town:A", "minutes": minutes or ",", "lang": "en"})
    assert (answer.status_code, answer.json["field"]) == (422, "minutes")


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
def test_the_page_lists_stops_and_parks_that_are_reached(client, city_data, lang):
    asked = {"from": "stop:metro:chorsu", "depart_at": "2026-11-24T08:00"}
    page = BeautifulSoup(client.get(f"/{lang}/transit/reach", query_string=asked).text, "html.parser")
    assert page.select("main a[href*='/transit/stops/metro:gafur-gulom']")
    assert page.select("main a[href*='/green/spaces/']")
    assert client.get(f"/{lang}/transit/reach").status_code == 200


def test_an_unknown_place_is_said_on_the_page(client):
    answer = client.get("/en/transit/reach?from=qqqqqq")
    assert answer.status_code == 422 and "was not found" in answer.text
