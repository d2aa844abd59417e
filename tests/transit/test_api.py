"""JSON of public transport."""

from datetime import datetime

import pytest

from tests.transit.test_views import coming_workday

STOPS, ROUTES = "/api/v1/transit/stops", "/api/v1/transit/routes"


def test_all_stations_are_points_with_name_address_lines_and_colour(client, city_data):
    answer = client.get(f"{STOPS}?lang=ru")
    assert answer.mimetype == "application/geo+json"
    features = answer.json["features"]
    found = {feature["properties"]["id"]: feature for feature in features}
    assert len(features) == 50
    assert found["metro:chorsu"]["properties"] == {
        "id": "metro:chorsu", "name": "Чорсу", "url": "/ru/transit/stops/metro:chorsu",
        "text": "M2", "colour": "#0057B8", "approximate": False,
    }  # fmt: skip
    assert [key for key, feature in found.items() if feature["properties"]["approximate"]] == ["metro:sirgali"]


def test_stations_inside_a_box_are_cut_off_at_the_limit_and_that_is_said(client, city_data):
    box = "69.23,41.31,69.26,41.33"
    found = client.get(f"{STOPS}?bbox={box}").json
    assert {feature["properties"]["id"] for feature in found["features"]} == {
        "metro:paxtakor", "metro:xalqlar-dostligi", "metro:chorsu",
        "metro:gafur-gulom", "metro:alisher-navoiy", "metro:ozbekiston",
    }  # fmt: skip
    assert "truncated" not in found
    cut = client.get(f"{STOPS}?bbox={box}&limit=2").json
    assert (len(cut["features"]), cut["truncated"]) == (2, True)


def test_stations_near_a_place_come_nearest_first_with_their_distance(client, city_data):
    found = client.get(f"{STOPS}?near=69.2433,41.3119&radius_m=1500").json["features"]
    distances = [feature["properties"]["distance_m"] for feature in found]
    assert found[0]["properties"]["id"] == "metro:xalqlar-dostligi"
    assert distances == sorted(distances)
    assert 1 < len(distances) < 10
    assert max(distances) <= 1500


def test_stations_of_one_line(client, city_data):
    assert len(client.get(f"{STOPS}?line=metro:M3").json["features"]) == 8


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "near=69",
        "near=0,51",
        "limit=0",
        "limit=9999",
        "near=69.2,41.3&radius_m=-1",
        "lang=fr",
    ],
)
def test_wrong_arguments_are_answered_with_a_problem(client, city_data, query):
    answer = client.get(f"{STOPS}?{query}")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_a_station_has_its_lines_ways_to_change_and_timetable(client, city_data):
    found = client.get(f"{STOPS}/metro:paxtakor?lang=en").json
    assert found["names"]["ru"] == "Пахтакор"
    assert found["district"] == "shayxontohur"
    assert [line["badge"] for line in found["lines"]] == ["M1"]
    assert [(change["id"], change["walk_s"]) for change in found["changes"]] == [("metro:alisher-navoiy", 210)]
    assert found["timetable"]["illustrative"] is True
    assert found["timetable"]["operator"] == "Tashkent Metro"


def test_departures_carry_the_offset_of_the_timetables_own_clock(client, city_data):
    at = f"{coming_workday()}T08:00"
    found = client.get(f"{STOPS}/metro:chorsu/departures?at={at}&limit=3&lang=en").json
    assert (len(found["departures"]), found["covered"], found["illustrative"]) == (3, True, True)
    first = found["departures"][0]
    assert set(first) == {"line", "badge", "direction", "headsign", "at", "wait_min", "live"}
    assert first["at"].endswith("+05:00")
    assert datetime.fromisoformat(first["at"]) >= datetime.fromisoformat(f"{at}+05:00")


def test_a_moment_may_be_given_with_an_offset_whose_plus_was_not_escaped(client, city_data):
    day = coming_workday()
    asked = (f"{day}T08:00", f"{day}T08:00+05:00", f"{day}T03:00Z", f"{day}T03:00%2B00:00")
    found = [client.get(f"{STOPS}/metro:chorsu/departures?at={at}").json for at in asked]
    assert found.count(found[0]) == len(asked)


def test_lines_are_drawn_on_the_ground_in_their_colours(client, city_data):
    for address in (ROUTES, "/api/v1/transit/rails"):
        found = client.get(f"{address}?lang=en").json["features"]
        assert [feature["properties"]["colour"] for feature in found] == [
            "#E4002B",
            "#0057B8",
            "#00843D",
            "#F2A900",
        ]
        assert [len(feature["geometry"]["coordinates"]) for feature in found] == [17, 11, 8, 14]
        assert found[0]["properties"]["url"] == "/en/transit/routes/metro:M1"


def test_lines_are_filtered_by_box_and_by_id(client, city_data):
    found = client.get(f"{ROUTES}?bbox=69.34,41.24,69.37,41.30").json["features"]
    assert [feature["properties"]["id"] for feature in found] == ["metro:M4"]
    assert len(client.get(f"{ROUTES}?line=metro:M1").json["features"]) == 2


def test_a_line_has_its_stops_in_both_directions(client, city_data):
    found = client.get(f"{ROUTES}/metro:M3?lang=en").json
    assert [direction["headsign"] for direction in found["directions"]] == ["Mingoʻrik", "Turkiston"]
    there, back = ([stop["id"] for stop in direction["stops"]] for direction in found["directions"])
    assert there == back[::-1]
    assert found["directions"][0]["stops"][0]["run_s"] == 0


@pytest.mark.parametrize("path", ["stops/metro:x", "stops/metro:x/departures", "routes/metro:x"])
def test_what_does_not_exist_is_a_problem_of_404(client, city_data, path):
    answer = client.get(f"/api/v1/transit/{path}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_every_address_is_described(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    assert {"/api/v1/transit/stops", "/api/v1/transit/stops/{key}", "/api/v1/transit/stops/{key}/departures",
            "/api/v1/transit/routes", "/api/v1/transit/routes/{key}"} <= set(paths)  # fmt: skip
