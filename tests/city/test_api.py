"""The city's own JSON."""

import json

import pytest
from sqlalchemy import select, update

from city.database import db
from city.districts import District

KEYS = {"kind", "name", "names", "url", "lon", "lat", "score", "district", "date", "marks", "snippet", "snippet_marks"}
LANGUAGES = {"uz": "Sergeli tumani", "uz-Cyrl": "Сергели тумани", "ru": "Сергелийский район", "en": "Sergeli district"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_gives_names_and_addresses_in_the_language_asked_for(client, city_data, lang):
    found = client.get("/api/v1/search", query_string={"q": "sergeli", "lang": lang, "kind": "district"}).json["results"][0]
    assert set(found) == KEYS
    assert found["name"] == LANGUAGES[lang]
    assert found["names"] == LANGUAGES
    assert found["url"] == f"/{lang.lower()}/districts/sergeli"
    assert client.get(found["url"]).status_code == 200


def test_search_for_nothing_finds_nothing(client, city_data):
    for query in ("", "?q=", "?q=%20", "?q=qqqqqqqq", "?q=%F0%9F%8C%B3"):
        found = client.get(f"/api/v1/search{query}").json
        assert (found["results"], found["total"], found["next"]) == ([], 0, None)


def test_search_goes_on_by_cursor_and_says_what_was_meant(client, city_data):
    first = client.get("/api/v1/search?q=tuman&limit=5").json
    second = client.get(first["next"]).json
    assert {each["url"] for each in first["results"]}.isdisjoint(each["url"] for each in second["results"])
    assert client.get(f"{first['next']}x").status_code == 422
    meant = client.get("/api/v1/search?q=Chilomzor&lang=uz").json
    assert meant["did_you_mean"] == "Chilonzor"
    (start, end), *_rest = meant["results"][0]["marks"]
    assert meant["results"][0]["name"][start:end] == "Chilonzor"


@pytest.mark.parametrize("query", ["kind=unicorn", "district=brooklyn", "from=2026-02-30", "from=2026-02-02&to=2026-01-01"])
def test_a_filter_that_is_none_is_refused(client, city_data, query):
    answer = client.get(f"/api/v1/search?q=park&{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 422 and answer.json["detail"]


def test_search_gives_no_more_than_the_limit(client, city_data):
    assert len(client.get("/api/v1/search?q=tuman&limit=5").json["results"]) == 5


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "lang=de", "lang=../etc"])
def test_a_wrong_argument_is_a_problem_that_names_it(client, city_data, query):
    answer = client.get(f"/api/v1/search?q=a&{query}", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert f"“{query.split('=')[0]}”" in answer.json["detail"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_districts_are_geojson_with_names_and_addresses(client, city_data, lang):
    answer = client.get("/api/v1/districts", query_string={"lang": lang})
    assert answer.mimetype == "application/geo+json"
    collection = json.loads(answer.text)
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == 12
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "MultiPolygon"
        assert feature["properties"]["url"] == f"/{lang.lower()}/districts/{feature['properties']['id']}"
    assert LANGUAGES[lang] in {feature["properties"]["name"] for feature in collection["features"]}


def test_names_with_quotes_stay_valid_json(open_app, database_url, city_data):
    app = open_app(database_url)
    name = 'Ser"geli\\ <b> \u2028 tumani'
    with app.app_context():
        db.session.execute(update(District).where(District.key == "sergeli").values(name_uz=name))
        db.session.commit()
        assert db.session.scalar(select(District.name_uz).where(District.key == "sergeli")) == name
    features = json.loads(open_app(database_url).test_client().get("/api/v1/districts?lang=uz").text)["features"]
    assert name in {feature["properties"]["name"] for feature in features}


@pytest.mark.once
def test_the_description_for_people_lists_every_address(client):
    described = client.get("/api/v1/openapi.json").json["paths"]
    page = client.get("/api/", headers={"Accept-Language": "ru"}, follow_redirects=True)
    assert described
    assert all(f"GET {path}" in page.text for path in described)


@pytest.mark.once
def test_cyrillic_is_sent_as_itself(client, city_data):
    assert "Сергели" in client.get("/api/v1/search?q=sergeli").text
