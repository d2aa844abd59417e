"""The JSON of the green areas."""

import pytest

SPACES = "/api/v1/greenspace/spaces"


def ids(client, query=""):
    return [feature["properties"]["id"] for feature in client.get(SPACES + query).get_json(force=True)["features"]]


def test_without_a_box_all_come_and_those_without_a_place_have_no_geometry(client, city_data):
    features = client.get(SPACES).get_json(force=True)["features"]
    assert len(features) == 67
    assert sum(feature["geometry"] is None for feature in features) == 32


def test_a_box_gives_what_lies_in_it(client, city_data):
    assert "botanika-bogi" in ids(client, "?bbox=69.31,41.34,69.33,41.36")
    assert ids(client, "?bbox=-0.2,51.4,0,51.6") == []


def test_near_gives_the_nearest_within_the_radius_with_its_distance(client, city_data):
    found = client.get(f"{SPACES}?near=69.24,41.304&radius_m=500").get_json(force=True)["features"]
    metres = [feature["properties"]["distance_m"] for feature in found]
    assert metres == sorted(metres)
    assert metres[-1] <= 500
    assert found[0]["properties"]["id"] in ("milliy-bog", "adiblar-xiyoboni")


@pytest.mark.parametrize("q", ["Navoiy", "навои", "navoi", "Ўзбекистон миллий"])
def test_a_name_is_found_in_any_script(client, city_data, q):
    assert "milliy-bog" in ids(client, f"?q={q}")


def test_more_than_the_limit_is_said_to_be_cut(client, city_data):
    answer = client.get(f"{SPACES}?limit=5").get_json(force=True)
    assert answer["truncated"] is True
    assert len(answer["features"]) == 5


def test_names_follow_the_language_asked_for(client, city_data):
    assert client.get(f"{SPACES}/milliy-bog?lang=ru").json["name"].startswith("Национальный парк")
    assert client.get(f"{SPACES}/milliy-bog?lang=uz-Cyrl").json["names"]["uz-Cyrl"]


def test_one_place_says_how_sure_its_point_is(client, city_data):
    known = client.get(f"{SPACES}/magic-city").json
    assert known["place_certainty"] == "approximate"
    assert known["area_ha"] == 21


@pytest.mark.parametrize("query", ["?near=-0.12,51.5", "?bbox=1,2,3", "?bbox=a,b,c,d", "?limit=0", "?kind=x", "/none"])
def test_a_wrong_question_gets_problem_details(client, city_data, query):
    answer = client.get(SPACES + query)
    assert answer.status_code in (404, 422)
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"]
