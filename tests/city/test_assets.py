"""Static files have an address with a mark of their content, and may be kept for long."""

import re

import pytest

from city.config import ROOT

pytestmark = pytest.mark.once


def list_assets(page):
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)


def test_every_file_that_a_page_names_is_there(client, city_data):
    addresses = list_assets(client.get("/uz/districts/"))
    assert len(addresses) > 5
    for address in addresses:
        with client.get(address) as answer:
            assert answer.status_code == 200, f"{address}: run `make setup`"


def test_every_address_carries_a_mark_of_the_content(client, city_data):
    for address in list_assets(client.get("/uz/districts/")):
        assert re.search(r"\?v=[0-9a-f]{10}$", address), address


def test_a_file_that_is_not_there_is_marked_as_missing(app):
    with app.test_request_context():
        assert app.jinja_env.globals["asset"]("css/no-such.css").endswith("?v=missing")


def test_a_static_file_may_be_kept_for_a_week(client):
    with client.get("/static/css/city.css") as answer:
        assert answer.headers["Cache-Control"] == "max-age=604800, public"


@pytest.mark.parametrize("path", ["/static/../wsgi.py", "/static/%2e%2e/wsgi.py", "/static/..%2fwsgi.py", "/static//etc/passwd"])
def test_nothing_outside_the_folder_is_served(client, path):
    with client.get(path) as answer:
        assert answer.status_code in (404, 308)


def test_nothing_comes_from_another_host(client, city_data):
    page = client.get("/uz/").text
    assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//', page)


def test_the_styles_load_nothing_from_another_host():
    for sheet in (ROOT / "static" / "css").glob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//|@import", sheet.read_text()), sheet
