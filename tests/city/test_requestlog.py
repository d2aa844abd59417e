"""One line a request, with an id, and nothing in it of what people look for or who they are."""

import json
import logging

import pytest

pytestmark = pytest.mark.once

PERSONAL = {
    "/ru/search?q=Navoiy+Alisher": ("Navoiy", "Alisher"),
    "/ru/districts/sergeli": ("sergeli",),
    "/ru/districts/atlantis": ("atlantis",),
    "/api/v1/search?q=sergeli&near=69.28,41.31": ("sergeli", "69.28"),
    "/uz/998901234567": ("998901234567",),
    "/api/v1/person@example.org": ("person",),
    "/static/person.css": ("person",),
}


@pytest.fixture
def lines(open_app, database_url, city_data, caplog):
    """lines(path, ...): the log lines, read, that the requests left behind."""
    caplog.set_level(logging.DEBUG)
    client = open_app(database_url, LOG_LEVEL="INFO").test_client()

    def ask(path, method="GET", **values):
        caplog.clear()
        answer = client.open(path, method=method, environ_base={"REMOTE_ADDR": "192.0.2.77"}, **values)
        return answer, [json.loads(each.getMessage()) for each in caplog.records if each.name == "city.requests"], caplog.text

    return ask


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/uz/", "GET", 200),
        ("/uz/", "HEAD", 200),
        ("/", "GET", 302),
        ("/uz/nothing", "GET", 404),
        ("/uz/sitemap", "POST", 405),
        ("/uz/search?q=%ff", "GET", 400),
        ("/api/v1/search?limit=x", "GET", 422),
        ("/health/ready", "GET", 200),
    ],
)
def test_each_request_leaves_one_line(lines, path, method, status):
    answer, (line,), _ = lines(path, method)
    assert answer.status_code == status
    assert (line["method"], line["status"]) == (method, status)
    assert line["ms"] >= 0


def test_the_line_and_the_answer_carry_the_same_id_and_each_request_its_own(lines):
    first, (line,), _ = lines("/uz/sitemap")
    second, _, _ = lines("/uz/sitemap")
    assert first.headers["X-Request-ID"] == line["id"]
    assert len(line["id"]) == 32
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


@pytest.mark.parametrize("path", PERSONAL)
def test_the_line_names_the_route_and_nothing_that_was_typed(lines, path):
    _, (line,), text = lines(path, headers={"User-Agent": "Mozilla of Alisher", "Referer": "https://person.example/"})
    assert set(line) == {"id", "method", "route", "status", "ms"}
    for word in (*PERSONAL[path], "192.0.2.77", "Mozilla", "person.example"):
        assert word not in text


def test_the_route_stands_for_the_address(lines):
    assert lines("/ru/districts/sergeli")[1][0]["route"] == "/<lang:lang_path>/districts/<key>"
    assert lines("/uz/nothing")[1][0]["route"] is None


def test_the_id_of_the_client_is_not_taken_over(lines):
    answer, (line,), _ = lines("/uz/sitemap", headers={"X-Request-ID": "mine"})
    assert "mine" not in (line["id"], answer.headers["X-Request-ID"])


def test_a_fault_is_logged_with_the_id_of_its_request(open_app, database_url, caplog):
    app = open_app(database_url, LOG_LEVEL="INFO")
    app.add_url_rule("/uz/fault", view_func=lambda: 1 / 0)
    answer = app.test_client().get("/uz/fault")
    fault = next(each for each in caplog.records if each.name == "city.problems")
    assert answer.headers["X-Request-ID"] in fault.getMessage()
    assert "ZeroDivisionError" in caplog.text


def test_a_quiet_log_has_no_lines(open_app, database_url, caplog):
    open_app(database_url, LOG_LEVEL="WARNING").test_client().get("/uz/nothing")
    assert not [each for each in caplog.records if each.name == "city.requests"]
