"""Security headers stand on every kind of answer, and nothing that cannot be read gets in."""

import re

import pytest

from city.security import HEADERS, policy

pytestmark = pytest.mark.once

SECRET = "a-secret-of-more-than-thirty-two-characters"
ANSWERS = {
    "page": "/uz/accessibility",
    "map": "/uz/districts/",
    "redirection": "/",
    "json": "/api/v1/search?q=sergeli",
    "geojson": "/api/v1/districts",
    "description": "/api/v1/openapi.json",
    "problem": "/api/v1/nothing",
    "not found": "/uz/nothing",
    "unknown language": "/xx/",
    "broken text": "/uz/search?q=%ff",
    "wrong value": "/uz/search?limit=x",
    "style": "/static/css/city.css",
    "script": "/static/js/map.js",
    "no such file": "/static/nothing.css",
    "alive": "/health/live",
    "ready": "/health/ready",
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_the_headers(client, city_data, kind):
    with client.get(ANSWERS[kind]) as answer:
        headers = answer.headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_refused_form_and_an_unchanged_page_carry_them_too(client, city_data):
    unchanged = client.get("/uz/sitemap", headers={"If-None-Match": client.get("/uz/sitemap").headers["ETag"]})
    refused = client.post("/uz/search", data={"note": "x" * 3_000_000})
    assert (unchanged.status_code, refused.status_code) == (304, 413)
    for answer in (unchanged, refused):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_only_the_script_of_the_map_is_admitted_by_its_hash(client, city_data):
    hashes = re.compile(r"script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}';")
    assert hashes.search(client.get("/uz/districts/").headers["Content-Security-Policy"])
    assert "script-src 'self';" in client.get("/uz/sitemap").headers["Content-Security-Policy"]


def test_tiles_alone_may_come_from_elsewhere(open_app, database_url):
    tiled = open_app(database_url, MAP_TILES_URL="https://{s}.tiles.example/{z}/{x}/{y}.png")
    bare = open_app(database_url, MAP_TILES_URL="")
    assert "img-src 'self' data: https://*.tiles.example;" in tiled.test_client().get("/uz/x").headers["Content-Security-Policy"]
    assert "https://" not in bare.test_client().get("/uz/x").headers["Content-Security-Policy"]


def test_the_policy_names_no_other_host():
    assert "http" not in policy("", "")


@pytest.mark.parametrize(
    "path", ["/api/v1/search?q=a&lang=ru", "/api/v1/districts?lang=ru", "/api/v1/openapi.json", "/health/live"]
)
def test_json_sets_no_cookie(client, city_data, path):
    assert "Set-Cookie" not in client.get(path, headers={"Accept-Language": "ru"}).headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, city_data):
    cookie = client.get("/ru/sitemap").headers["Set-Cookie"]
    assert cookie.startswith("city=")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_in_production_the_cookie_and_the_connection_are_secure(open_app, database_url):
    client = open_app(database_url, CITY_ENV="production", SECRET_KEY=SECRET).test_client()
    answer = client.get("/ru/accessibility", base_url="https://city.example")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize(("size", "status"), [(1_999_000, 405), (2_000_100, 413)])
def test_a_body_is_read_up_to_two_megabytes(client, size, status):
    assert client.post("/uz/sitemap", data=b"x" * size).status_code == status


def test_the_word_of_a_proxy_is_taken_only_where_the_settings_name_one(open_app, database_url):
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "city.example", "X-Forwarded-For": "192.0.2.1"}
    trusting, alone = (open_app(database_url, PROXY_COUNT=count).test_client() for count in ("1", "0"))
    assert trusting.get("/uz", headers=forwarded).location == "https://city.example/uz/"
    assert alone.get("/uz", headers=forwarded).location == "http://localhost/uz/"
