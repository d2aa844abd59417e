"""An unchanged page is not sent twice."""

import time

import pytest

pytestmark = pytest.mark.once

KEPT = ["/uz/", "/ru/districts/", "/en/districts/sergeli", "/uz-cyrl/sitemap", "/ru/search?q=sergeli", "/api/v1/districts"]


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", KEPT)
def test_a_page_asked_for_again_is_answered_not_modified(client, city_data, path, coding):
    headers = {"Accept-Encoding": coding}
    first = client.get(path, headers=headers)
    again = client.get(path, headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_the_mark_of_a_packed_page_does_not_change_with_the_clock(client, city_data):
    headers = {"Accept-Encoding": "gzip"}
    first = client.get("/uz/sitemap", headers=headers).headers["ETag"]
    time.sleep(1.1)
    assert client.get("/uz/sitemap", headers=headers).headers["ETag"] == first


def test_each_language_is_a_page_of_its_own(client, city_data):
    marks = {client.get(f"/{lang}/districts/").headers["ETag"] for lang in ("uz", "uz-cyrl", "ru", "en")}
    assert len(marks) == 4


def test_the_mark_of_one_language_does_not_answer_for_another(client, city_data):
    mark = client.get("/uz/districts/").headers["ETag"]
    assert client.get("/ru/districts/", headers={"If-None-Match": mark}).status_code == 200


def test_json_in_another_language_is_sent_anew(client, city_data):
    first = client.get("/api/v1/search?q=sergeli", headers={"Accept-Language": "uz"})
    other = client.get("/api/v1/search?q=sergeli", headers={"Accept-Language": "ru", "If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert other.json["results"][0]["name"] != first.json["results"][0]["name"]


def test_a_page_is_kept_only_by_the_reader_and_asked_for_each_time(client, city_data):
    assert client.get("/uz/").headers["Cache-Control"] == "private, no-cache"


def test_a_page_says_that_it_differs_by_coding_and_cookie(client, city_data):
    varies = client.get("/uz/", headers={"Accept-Encoding": "gzip"}).headers["Vary"]
    assert "Accept-Encoding" in varies


def test_a_head_request_gets_the_mark_without_the_page(client, city_data):
    head = client.head("/uz/sitemap")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == client.get("/uz/sitemap").headers["ETag"]
