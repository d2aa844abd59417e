"""Departures around a place, and names of stops and lines to look for."""

import pytest
from bs4 import BeautifulSoup

from tests.transit.test_views import LANGUAGES, coming_workday


def read_page(client, path, lang="en"):
    return BeautifulSoup(client.get(f"/{lang}/transit/{path}").text, "html.parser")


def stops_of(page):
    return [section.h2.a.get_text(strip=True) for section in page.select("section.around")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["departures", "departures?near=69.2433,41.3119&radius_m=1000", "departures?q=chorsu", "?q=chorsu"]
)
def test_the_pages_are_whole_in_every_language(client, city_data, lang, path):
    assert client.get(f"/{lang}/transit/{path}").status_code == 200


def test_stops_around_a_place_come_nearest_first(client, city_data):
    page = read_page(client, "departures?near=69.2433,41.3119&radius_m=1000")
    assert stops_of(page)[0] == "Xalqlar doʻstligi"
    metres = [section.h2.select_one(".count").get_text() for section in page.select("section.around")]
    assert metres[0] == "20\u00a0m"


@pytest.mark.parametrize("typed", ["Чорсу", "chorsu", "Chorsu"])
def test_a_place_is_found_by_its_name_in_any_script(client, city_data, typed):
    assert stops_of(read_page(client, f"departures?q={typed}"))[0] == "Chorsu"


def test_other_places_of_that_name_are_links(client, city_data):
    chips = [chip.get_text(strip=True) for chip in read_page(client, "departures?q=chorsu").select("a.chip")]
    assert "Chorsu bazaar" in chips


def test_what_is_not_found_is_said(client, city_data):
    assert "No place called “qqqqqq” was found." in client.get("/en/transit/departures?q=qqqqqq").text


def test_a_place_without_stops_gets_a_wider_circle_to_choose(client, city_data):
    assert "There are no stops within 300\u00a0m." in client.get("/en/transit/departures?near=69.05,41.1&radius_m=300").text


def test_a_place_in_london_is_refused(client, city_data):
    assert client.get("/en/transit/departures?near=-0.12,51.5").status_code == 422


@pytest.mark.parametrize(("typed", "kind"), [("Чиланзар", "Stations and stops"), ("M3", "Lines")])
def test_stops_and_lines_are_found_by_name(client, city_data, typed, kind):
    page = read_page(client, f"?q={typed}")
    assert kind in [heading.get_text(strip=True) for heading in page.select("h3")]


def ask(client, **query):
    return client.get("/api/v1/transit/departures", query_string={"lang": "en"} | query)


def test_json_of_stops_around_a_place(client, city_data):
    found = ask(client, near="69.2433,41.3119", radius_m=1000, limit=3, at=f"{coming_workday()}T08:00").json["stops"]
    assert found[0]["id"] == "metro:xalqlar-dostligi"
    assert len(found[0]["departures"]) == 3
    assert [stop["distance_m"] for stop in found] == sorted(stop["distance_m"] for stop in found)


def test_json_of_stops_that_are_kept_comes_in_their_order_and_without_those_that_are_gone(client, city_data):
    kept = "metro:paxtakor;metro:gone;metro:chorsu|metro:M2|1;metro%3Achorsu"
    found = ask(client, stops=kept, at=f"{coming_workday()}T08:00").json["stops"]
    assert [(stop["id"], stop["line"], stop["direction"]) for stop in found] == [
        ("metro:paxtakor", None, None),
        ("metro:chorsu", "metro:M2", 1),
        ("metro:chorsu", None, None),
    ]
    assert {each["headsign"] for each in found[1]["departures"]} == {"Beruniy"}
    assert found[1]["url"].endswith("?line=metro:M2&direction=1")


@pytest.mark.parametrize("query", [{}, {"stops": "a|b|x"}, {"near": "here"}, {"stops": " ; "}])
def test_a_question_without_stops_or_place_is_refused(client, city_data, query):
    assert ask(client, **query).status_code == 422
