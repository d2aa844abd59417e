"""Streams over two real web processes: told in one, heard in the other, whatever breaks in between."""

import os
import signal
import time

import pytest

from city.database import db, unit_of_work
from city.events import publish
from tests.city.live import Browser, bp, served, wait_until
from tests.city.test_events import add_old, cut_listeners, tell
from tests.conftest import make_app


@pytest.fixture(scope="module")
def live_url(databases, empty_template):
    url = databases.copy(empty_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def site(live_url):
    """Two web processes that serve all tests of this module which harm neither."""
    with served(live_url) as server:
        yield server


@pytest.fixture
def here(live_url):
    """An application in this process, on the database of `site`: a third process that publishes."""
    app = make_app(live_url)
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browse():
    """browse(port, ...): a Browser that leaves when the test ends."""
    browsers = []

    def open_one(port, *values, **options):
        browsers.append(Browser(port, *values, **options))
        return browsers[-1]

    yield open_one
    for browser in browsers:
        browser.leave()


def numbers(browser):
    return [each.data["n"] for each in browser.heard]


def test_what_another_process_tells_is_heard_within_a_second(site, here, browse):
    browser = browse(site.port).wait_for_hello()
    begun = time.time()
    tell(1)
    assert browser.wait_for(1)[0].at - begun < 1
    assert numbers(browser) == [1]


def test_what_one_web_process_tells_is_heard_in_both_within_a_second(site, browse):
    browsers = [browse(site.port) for _ in range(8)]
    for browser in browsers:
        browser.wait_for_hello()
    tellers = {site.tell(number) for number in range(20)}
    for browser in browsers:
        heard = browser.wait_for(20)
        assert numbers(browser) == list(range(20))
        assert max(each.at - each.data["sent"] for each in heard) < 1
    assert len(tellers) == 2
    assert all("events" in threads for threads in site.look().values())


def test_a_browser_that_comes_back_hears_exactly_what_it_missed_in_order(site, here, browse):
    first = browse(site.port).wait_for_hello()
    tell(1)
    first.wait_for(1)
    first.leave()
    tell(2, 3)
    tell(99, channel="elsewhere")
    tell(4)
    second = browse(site.port, last=first.last)
    tell(5)
    second.wait_for(4)
    time.sleep(0.5)
    assert numbers(second) == [2, 3, 4, 5]


def test_the_address_may_carry_the_last_id_and_the_header_knows_better(site, here, browse):
    first = browse(site.port).wait_for_hello()
    tell(1)
    begun = first.wait_for(1)[0].id - 1
    tell(2)
    old = browse(site.port, f"/api/live-test?last_event_id={begun}")
    old.wait_for(2)
    assert numbers(old) == [1, 2]
    new = browse(site.port, f"/api/live-test?last_event_id={begun}", last=str(begun + 1))
    new.wait_for(1)
    assert numbers(new) == [2]


def test_nothing_is_heard_of_a_rollback_or_of_another_channel(site, here, browse):
    browser = browse(site.port).wait_for_hello()
    with pytest.raises(KeyError), unit_of_work():
        publish("board", "call", {"n": 1})
        raise KeyError
    tell(2, channel="elsewhere")
    tell(3)
    browser.wait_for(1)
    assert numbers(browser) == [3]


@pytest.mark.parametrize("last", ["999999999", "-5", "%D9%A3", "x", "9" * 40])
def test_an_id_that_never_was_asks_for_a_reload(site, here, browse, last):
    tell(1)
    browser = browse(site.port, f"/api/live-test?last_event_id={last}").wait_for_hello()
    assert [each.kind for each in browser.heard] == ["reload"]
    tell(2)
    assert browser.wait_for(2)[1].data == {"n": 2}


def test_a_quiet_stream_gives_signs_of_life_that_move_the_id_on(site, here, browse):
    browser = browse(site.port).wait_for_hello()
    before = browser.last
    tell(1, channel="elsewhere")
    wait_until(lambda: browser.last != before, 5)
    assert ": heartbeat" in browser.lines
    assert browser.lines[0].startswith("retry: ")
    assert browser.heard == []


def test_many_streams_hold_no_connection_of_the_pool(site, here, browse):
    browsers = [browse(site.port) for _ in range(80)]
    for browser in browsers:
        browser.wait_for_hello()
    for number in range(5):
        site.tell(number)
    for browser in browsers:
        browser.wait_for(5)


def test_a_browser_that_leaves_frees_its_thread_at_once_and_the_last_one_the_reader(site, browse):
    browsers = [browse(site.port) for _ in range(6)]
    for browser in browsers:
        browser.wait_for_hello()
    assert any("events" in threads for threads in site.look().values())
    for browser in browsers:
        browser.leave()
    wait_until(lambda: not any("events" in threads for threads in site.look().values()), 5)


def test_streams_leave_threads_to_pages_and_give_theirs_back(database_url, browse):
    """Four threads in each process, of which streams may take two; eight browsers try again and again."""
    with served(database_url, WEB_THREADS="4") as server:
        browsers = [browse(server.port) for _ in range(8)]
        wait_until(lambda: sum(browser.hellos > 0 for browser in browsers) == 4)
        begun = time.monotonic()
        server.look()
        assert time.monotonic() - begun < 2
        for browser in browsers:
            browser.leave()
        for browser in [browse(server.port) for _ in range(4)]:
            browser.wait_for_hello()


def test_streams_end_when_a_process_stops_and_browsers_go_on_elsewhere(database_url, browse):
    with served(database_url) as server:
        browsers = [browse(server.port) for _ in range(10)]
        for browser in browsers:
            browser.wait_for_hello()
        server.tell(1)
        begun = time.monotonic()
        for pid in server.workers():
            os.kill(pid, signal.SIGTERM)
        for browser in browsers:
            wait_until(lambda browser=browser: browser.ends, 3)
        server.tell(2)
        for browser in browsers:
            browser.wait_for_hello(2)
            browser.wait_for(2)
            assert numbers(browser) == [1, 2]
            assert browser.ends[0] == "whole"
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_whole_server_stops_with_streams_open(database_url, browse, sign):
    with served(database_url) as server:
        browsers = [browse(server.port, comes_back=False).wait_for_hello() for _ in range(10)]
        server.process.send_signal(sign)
        for browser in browsers:
            wait_until(lambda browser=browser: browser.ends == ["whole"], 3)
        server.process.wait(5)


def test_kill_9_of_a_process_loses_nothing(database_url, browse):
    with served(database_url) as server:
        browsers = [browse(server.port) for _ in range(12)]
        for browser in browsers:
            browser.wait_for_hello()
        for number in range(30):
            if number in (10, 20):
                os.kill(server.workers()[0], signal.SIGKILL)
            tell_until_taken(server, number)
        for browser in browsers:
            browser.wait_for(30, 20)
            assert numbers(browser) == list(range(30))


def tell_until_taken(server, number):
    """The process that was asked may be the one that was killed; then nobody knows of the request."""
    for _ in range(50):
        try:
            return server.tell(number)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody took the event")


def test_a_reader_whose_connections_are_cut_goes_on(database_url, site, here, browse):
    if database_url.startswith("sqlite"):
        pytest.skip("there is no server that could cut them")
    browser = browse(site.port).wait_for_hello()
    tell(1)
    browser.wait_for(1)
    cut_listeners()
    begun = time.time()
    tell(2)
    assert browser.wait_for(2)[1].at - begun < 1.5
    time.sleep(1.5)
    begun = time.time()
    tell(3)
    assert browser.wait_for(3)[2].at - begun < 1


@pytest.fixture
def client(app):
    app.register_blueprint(bp)
    app.extensions["streams"].heartbeat_s = 0.05
    return app.test_client()


def read(answer, count=1):
    parts = iter(answer.response)
    return [next(parts).decode() for _ in range(count)]


def test_the_head_forbids_keeping_packing_and_holding_back(client):
    answer = client.get("/api/live-test", headers={"Accept-Encoding": "gzip, br, zstd"}, buffered=False)
    assert answer.content_type == "text/event-stream; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in answer.headers and "ETag" not in answer.headers
    assert "Content-Length" not in answer.headers
    answer.close()


def test_it_greets_and_gives_signs_of_life(client):
    answer = client.get("/api/live-test", buffered=False)
    hello, alive = read(answer, 2)
    assert hello.startswith("retry: ") and 'id: 0\nevent: hello\ndata: {"heartbeat_s": 0.05}\n\n' in hello
    assert alive == ": heartbeat\nid: 0\nevent: alive\ndata: {}\n\n"
    answer.close()


def test_text_stays_on_its_line_in_any_script(client, app):
    with app.app_context(), unit_of_work():
        publish("board", "call", {"text": "Чилонзор\r\nevent: fire\n\n"})
    answer = client.get("/api/live-test", headers={"Last-Event-ID": "0"}, buffered=False)
    (first,) = read(answer)
    assert 'id: 1\nevent: call\ndata: {"text": "Чилонзор\\r\\nevent: fire\\n\\n"}\n\n' in first
    answer.close()


def test_an_id_older_than_what_is_kept_asks_for_a_reload(client, app):
    with app.app_context():
        add_old(5)
        tell(1)
    answer = client.get("/api/live-test?last_event_id=2", buffered=False)
    (first,) = read(answer)
    assert "id: 6\nevent: reload\ndata: {}\n\nid: 6\nevent: hello" in first
    answer.close()


def test_a_head_request_leaves_nothing_open(client, app):
    client.head("/api/live-test").close()
    wait_until(lambda: count_boxes(app) == 0)


def test_an_answer_that_nobody_reads_is_cleaned_up(client, app):
    answer = client.get("/api/live-test", buffered=False)
    assert count_boxes(app) == 1
    answer.close()
    assert count_boxes(app) == 0


def test_threads_are_kept_for_pages(client, app, monkeypatch):
    monkeypatch.setattr(app.extensions["streams"], "_room", 1)
    with client.get("/api/live-test", buffered=False):
        refused = client.get("/api/live-test", buffered=False)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"]
        assert refused.content_type == "application/problem+json"


def test_public_streams_leave_half_of_the_room_to_the_desks(client, app, monkeypatch):
    from city.streams import stream

    app.add_url_rule("/api/open", view_func=lambda: stream(["board"], public=True))
    monkeypatch.setattr(app.extensions["streams"], "_room", 2)
    with client.get("/api/open", buffered=False):
        assert client.get("/api/open", buffered=False).status_code == 503
        with client.get("/api/live-test", buffered=False) as desk:
            assert desk.status_code == 200


def test_who_is_no_longer_allowed_hears_no_more(app):
    from city.streams import stream

    answers = iter([True, False])
    app.add_url_rule("/api/guarded", view_func=lambda: stream(["board"], allowed=lambda: next(answers)))
    app.extensions["streams"].heartbeat_s = 0.02
    answer = app.test_client().get("/api/guarded", buffered=False)
    *_, last = list(answer.response)
    assert b"event: over" in last


def count_boxes(app):
    return len(app.extensions["streams"]._boxes)
