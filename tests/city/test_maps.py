"""Maps by folium, without what folium brings along: one script, no styles, nothing from other hosts."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from city.maps import find_layer

pytestmark = pytest.mark.once

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def script_of(page):
    (script,) = INLINE.findall(page.text)
    return script


def make_hash(script):
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_the_policy_admits_the_very_script_of_the_page(client, city_data):
    for path in ("/uz/", "/ru/districts/", "/en/districts/sergeli"):
        page = client.get(path)
        assert make_hash(script_of(page)) in page.headers["Content-Security-Policy"]


def test_a_page_with_a_map_brings_no_styles_no_handlers_and_no_other_host(client, city_data):
    tags = Tags(client.get("/uz/").text).found
    assert "style" not in {tag for tag, _ in tags}
    for tag, attributes in tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag in ("script", "link", "img", "iframe"):
            assert not (attributes.get("src") or attributes.get("href") or "/").startswith(("http", "//"))


def test_the_script_is_the_same_each_time(client, city_data):
    assert script_of(client.get("/uz/")) == script_of(client.get("/uz/"))


def test_the_script_speaks_the_language_of_the_page(client, city_data):
    assert len({script_of(client.get(f"/{lang}/")) for lang in ("uz", "uz-cyrl", "ru", "en")}) == 4


def test_features_are_fetched_and_not_written_into_the_page(client, city_data):
    script = script_of(client.get("/uz/"))
    assert "/api/v1/districts?lang=uz" in script
    assert "coordinates" not in script
    assert len(script) < 5_000


def test_the_map_of_a_district_looks_at_its_middle(client, city_data):
    script = script_of(client.get("/uz/districts/sergeli"))
    latitude, longitude = map(float, re.search(r'"centre": \[([\d.]+), ([\d.]+)\]', script).groups())
    assert 41.1 < latitude < 41.3
    assert 69.1 < longitude < 69.3


def test_without_tiles_the_map_has_none(open_app, database_url, city_data):
    bare = open_app(database_url, MAP_TILES_URL="").test_client().get("/uz/")
    assert "cityMap.tiles(" not in script_of(bare)
    tiled = open_app(database_url, MAP_TILES_URL="https://tiles.example/{z}/{x}/{y}.png").test_client().get("/uz/")
    assert 'cityMap.tiles(city_map, {"url": "https://tiles.example/{z}/{x}/{y}.png"})' in script_of(tiled)


def test_the_credit_of_the_tiles_is_handed_to_the_map(open_app, database_url, city_data):
    page = open_app(database_url, MAP_TILES_ATTRIBUTION="© Yer </script> tuzuvchilari").test_client().get("/uz/")
    script = script_of(page)
    assert "Yer" in script and "</script>" not in script


def test_the_map_has_a_name_and_a_list_beside_it(client, city_data):
    page = client.get("/ru/districts/")
    (holder,) = [attributes for tag, attributes in Tags(page.text).found if attributes.get("id") == "map"]
    assert holder["role"] == "region" and holder["aria-label"]
    assert page.text.count("/ru/districts/") >= 12


def test_a_layer_of_a_service_is_found_by_its_name(app):
    with app.app_context():
        for feature in app.extensions["features"]:
            for layer in feature.layers:
                assert find_layer(layer.name) is layer
        assert find_layer("no such layer") is None


def test_every_layer_answers_geojson_to_its_map(app, client, city_data):
    for feature in app.extensions["features"]:
        for layer in feature.layers:
            (rule,) = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == layer.endpoint]
            answer = client.get(rule, query_string={"bbox": "69.1,41.1,69.5,41.5"})
            assert answer.mimetype == "application/geo+json", layer.name
            assert answer.get_json(force=True)["type"] == "FeatureCollection"
