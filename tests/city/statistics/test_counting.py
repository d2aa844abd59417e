"""Pages are counted as people open them: right over two processes, and never in a page's way."""

import http.client
import threading
import time
from collections import Counter

import pytest
from sqlalchemy import select, text

from city.clock import now
from city.database import db, unit_of_work
from city.feedback.working_days import day_of
from city.statistics import counter, visits
from city.statistics.models import Visit
from tests.city.live import served

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READER = {"User-Agent": FIREFOX}
PROGRAMS = (
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; YandexBot/3.0)",
    "curl/8.5.0",
    "python-requests/2.34",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0",
    "TelegramBot (like TwitterBot)",
)


@pytest.fixture
def counted(app):
    """What this process has counted; no thread writes it."""
    app.extensions["visits"]._thread = threading.current_thread()
    return app.extensions["visits"]


def read_counts(app):
    with app.app_context():
        return {(each.route, each.language, each.service): each.count for each in db.session.scalars(select(Visit))}


def test_a_page_is_counted_by_its_pattern_language_and_service(app, client, counted, city_data):
    for path in ("/uz/", "/ru/districts/sergeli", "/ru/districts/yunusobod", "/uz-cyrl/green/", "/uz/search?q=secret"):
        assert client.get(path, headers=READER).status_code == 200
    counted.flush()
    assert read_counts(app) == {
        ("/", "uz", "city"): 1,
        ("/districts/<key>", "ru", "city"): 2,
        ("/green/", "uz-Cyrl", "greenspace"): 1,
        ("/search", "uz", "city"): 1,
    }


def test_a_page_that_the_reader_had_already_was_opened_again(app, client, counted):
    mark = client.get("/uz/sitemap", headers=READER).headers["ETag"]
    assert client.get("/uz/sitemap", headers=READER | {"If-None-Match": mark}).status_code == 304
    counted.flush()
    assert read_counts(app) == {("/sitemap", "uz", "city"): 2}


@pytest.mark.parametrize("agent", PROGRAMS)
def test_programs_do_not_count(app, client, counted, agent):
    client.get("/uz/sitemap", headers={"User-Agent": agent})
    assert not counted._counts


def test_what_is_no_page_of_readers_does_not_count(app, client, counted, city_data):
    for path in (
        "/uz/nowhere",
        "/api/v1/districts",
        "/uz/khokimiyat/news.rss",
        "/staff/sign-in",
        "/health/live",
        "/",
        "/uz/districts/x",
    ):
        client.get(path, headers=READER)
    client.head("/uz/sitemap", headers=READER)
    for more in ({"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Dest": "empty"}):
        client.get("/uz/sitemap", headers=READER | more)
    assert not counted._counts


def test_counting_sets_no_cookie(client, counted):
    assert "Set-Cookie" not in client.get("/uz/sitemap", headers=READER).headers


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("/<lang:lang_path>/", "/"),
        ("/<lang:lang_path>/transit/stops/<path:key>", "/transit/stops/<key>"),
        ("/<lang:lang_path>/losi/assessments/<int(max=9):number>", "/losi/assessments/<number>"),
    ],
)
@pytest.mark.once
def test_a_pattern_has_neither_language_nor_converters(rule, name):
    assert counter.name_route(rule) == name


def test_counts_of_two_are_added_up(app):
    opened = visits.Opened(day_of(now()), "/", "uz", "city")
    for _ in range(2):
        with app.app_context(), unit_of_work():
            visits.add(Counter({opened: 3}))
    assert read_counts(app) == {("/", "uz", "city"): 6}


def test_a_database_that_is_locked_or_full_keeps_no_reader_from_a_page_and_nothing_is_lost(app, client, counted, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def fail(counts):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr(visits, "add", fail)
        assert client.get("/uz/sitemap", headers=READER).status_code == 200
        counted.flush()
        assert client.get("/uz/sitemap", headers=READER).status_code == 200
        counted.flush()
    assert read_counts(app) == {}
    counted.flush()
    assert read_counts(app) == {("/sitemap", "uz", "city"): 2}


def test_while_another_writes_pages_do_not_wait(app, client, open_app, database_url):
    """The writer's lock is held by somebody else; the thread that counts waits for it, and pages do not."""
    counts = app.extensions["visits"]
    counts._every_s = 0.05
    other = open_app(database_url)
    with other.app_context(), unit_of_work():
        db.session.execute(text("UPDATE city_district SET key = key"))
        db.session.execute(text("INSERT INTO city_visit VALUES ('2026-01-01', '/', 'uz', 'city', 1)"))
        begun = time.monotonic()
        for _ in range(10):
            assert client.get("/uz/sitemap", headers=READER).status_code == 200
            time.sleep(0.02)
        assert time.monotonic() - begun < 3
    deadline = time.monotonic() + 15
    while read_counts(app).get(("/sitemap", "uz", "city")) != 10 and time.monotonic() < deadline:
        time.sleep(0.1)
    counts._stop.set()
    assert read_counts(app)[("/sitemap", "uz", "city")] == 10


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=READER | {"Connection": "close"})
    assert connection.getresponse().read()
    connection.close()


def test_two_processes_count_right_and_lose_nothing_when_they_stop(app, database_url):
    with served(database_url) as server:
        threads = [threading.Thread(target=lambda: [ask(server.port, "/uz/sitemap") for _ in range(20)]) for _ in range(4)]
        threads += [threading.Thread(target=lambda: [ask(server.port, "/ru/statistics") for _ in range(20)])]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(server.look()) == 2
    assert read_counts(app) == {("/sitemap", "uz", "city"): 80, ("/statistics", "ru", "city"): 20}
