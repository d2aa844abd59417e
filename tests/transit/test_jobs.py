"""Timetables read anew by themselves: a broken source takes nothing away, from its own timetable or from the others."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from city.database import db
from city.jobs.work import Stopped, Work
from city.sources.ages import find_source
from tests.city.http import servers
from tests.city.http.servers import in_turn, redirect, reply, serving
from tests.conftest import make_app
from tests.transit.feeds import NOW, make_calls, make_stop, write_feed
from transit import jobs
from transit.models import Feed, Stop

LATER = NOW + timedelta(hours=6)


@pytest.fixture
def feed(tmp_path):
    return write_feed(tmp_path / "made.zip").read_bytes()


@pytest.fixture
def other_feed(tmp_path):
    stops = [make_stop("A", 69.24, stop_name="New name"), make_stop("B", 69.25), make_stop("C", 69.26)]
    return write_feed(tmp_path / "other.zip", stops=stops).read_bytes()


@pytest.fixture
def run(database_url, tmp_path):
    """Run the job on these feeds ('key=address'); its counts are returned, and an error is raised."""

    def run(*feeds, now=NOW, is_asked=False):
        app = make_app(database_url, TRANSIT_FEEDS=",".join(feeds), INSTANCE_PATH=str(tmp_path / "instance"))
        with app.app_context():
            work = Work(now, is_asked=is_asked)
            try:
                jobs.refresh_feeds(work)
            finally:
                run.counts = dict(work.counts)
                run.stops = set(db.session.scalars(select(Stop.name_en)))
                run.feeds = {feed.key: feed.imported_at for feed in db.session.scalars(select(Feed))}
                run.source = find_source("transit.feed/tram", {}, now)
                db.session.remove()
                db.engine.dispose()

    return run


def test_a_feed_is_fetched_once_and_again_when_it_changed(run, feed, other_feed):
    unchanged = reply(status="304 Not Modified", kind=None, length=False)
    with serving(in_turn(reply(feed, ETag='"1"'), unchanged, reply(other_feed, ETag='"2"'))) as server:
        run(f"tram={server}/gtfs.zip")
        assert run.counts == {"timetables replaced": 1} and run.feeds == {"tram": NOW}
        run(f"tram={server}/gtfs.zip", now=LATER)
        assert run.counts == {"timetables unchanged": 1} and run.feeds == {"tram": NOW}
        assert run.source.record.good_at == LATER
        run(f"tram={server}/gtfs.zip", now=LATER)
    assert run.counts == {"timetables replaced": 1} and run.feeds == {"tram": LATER} and "New name" in run.stops


@pytest.mark.parametrize(
    "broken",
    [
        reply(b"<h1>We are working on it</h1>", kind="text/html"),
        reply(b""),
        reply(b"PK no zip"),
        servers.broken_off,
        servers.bomb(30),
        redirect("http://169.254.169.254/"),
        reply(status="500 Internal Server Error"),
    ],
)
def test_a_broken_source_leaves_its_timetable_and_the_others_go_on(run, feed, broken, monkeypatch):
    monkeypatch.setattr("city.http.door.FIRST_WAIT_S", 0.01)
    with serving(reply(feed)) as good, serving(in_turn(reply(feed), broken)) as server:
        feeds = [f"tram={server}/gtfs.zip", f"bus={good}/gtfs.zip"]
        run(feeds[0])
        with pytest.raises(jobs.FeedsFailed) as raised:
            run(*feeds, now=LATER)
    assert raised.value.values == {"keys": "tram"} and run.counts == {"timetables that failed": 1, "timetables replaced": 1}
    assert run.feeds == {"tram": NOW, "bus": LATER}
    assert run.source.is_failing and run.source.record.good_at == NOW and run.source.record.error["sentence"]


def test_a_source_that_fails_is_asked_less_and_less_often_and_at_once_when_a_person_wants_it(run, feed, tmp_path):
    path, at = tmp_path / "feed.zip", NOW
    for wait_min in (5, 20, 80, 320, 1280, 1440, 1440):
        with pytest.raises(jobs.FeedsFailed):
            run(f"tram={path}", now=at)
        run(f"tram={path}", now=at + timedelta(minutes=wait_min - 1))
        assert run.counts == {"timetables not asked for yet": 1}
        at += timedelta(minutes=wait_min)
    path.write_bytes(feed)
    run(f"tram={path}", now=at - timedelta(minutes=30), is_asked=True)
    assert run.counts == {"timetables replaced": 1} and not run.source.is_failing


def test_a_source_at_a_new_address_is_asked_at_once(run, feed, tmp_path):
    with pytest.raises(jobs.FeedsFailed):
        run("tram=/nowhere/feed.zip")
    (tmp_path / "feed.zip").write_bytes(feed)
    run(f"tram={tmp_path / 'feed.zip'}", now=NOW + timedelta(minutes=1))
    assert run.counts == {"timetables replaced": 1}


def test_what_would_mislead_is_told_as_a_failure_of_its_source_and_looked_at_once(run, feed, tmp_path):
    path = tmp_path / "feed.zip"
    path.write_bytes(feed)
    run(f"tram={path}")
    write_feed(path, stop_times=make_calls("T1", "08:00:00", "07:00:00", "08:10:00"))
    for at in (LATER, LATER + timedelta(hours=6)):
        with pytest.raises(jobs.FeedsFailed):
            run(f"tram={path}", now=at)
    assert run.feeds == {"tram": NOW} and "would mislead passengers" in run.source.record.error["sentence"]


def test_a_truncated_feed_leaves_the_timetable(run, feed, tmp_path):
    path = tmp_path / "feed.zip"
    path.write_bytes(feed)
    run(f"tram={path}")
    path.write_bytes(feed[: len(feed) // 2])
    with pytest.raises(jobs.FeedsFailed):
        run(f"tram={path}", now=LATER)
    assert run.feeds == {"tram": NOW} and run.source.is_failing


def test_what_is_fetched_stays_in_the_instance_folder(run, feed, tmp_path):
    with serving(reply(feed)) as server:
        run(f"tram={server}/gtfs.zip")
    kept = list((tmp_path / "instance" / "feeds").iterdir())
    assert [file.name for file in kept] == ["tram.zip"] and kept[0].read_bytes() == feed


def test_a_run_that_is_told_to_stop_stops_and_blames_no_source(app, feed, tmp_path):
    path, stopping = tmp_path / "feed.zip", Event()
    path.write_bytes(feed)
    stopping.set()
    with app.app_context():
        app.config["TRANSIT_FEEDS"] = (("tram", str(path)),)
        with pytest.raises(Stopped):
            jobs.refresh_feeds(Work(NOW, stopping=stopping))
        assert find_source("transit.feed/tram", {}, NOW) is None


def test_without_the_setting_there_is_nothing_to_do(app):
    with app.app_context():
        assert not jobs.REFRESH_FEEDS.is_on()


def test_pages_of_a_timetable_say_how_old_it_is(run, feed, client):
    now = datetime.now(NOW.tzinfo)
    with serving(reply(feed)) as server:
        run(f"tram={server}/gtfs.zip", now=now - timedelta(hours=3))
    assert "Last good answer of the source: 3 hours ago" in client.get("/en/transit/").text
    with pytest.raises(jobs.FeedsFailed):
        run("tram=/nowhere/feed.zip", now=now + timedelta(days=3))
    page = client.get("/en/transit/").text
    assert "It has been silent since" in page and "Out of date" not in page


def test_a_timetable_whose_source_is_silent_for_days_is_marked(run, feed, client, tmp_path):
    path = tmp_path / "feed.zip"
    path.write_bytes(feed)
    run(f"tram={path}", now=datetime.now(NOW.tzinfo) - timedelta(days=3))
    assert "Out of date" in client.get("/en/transit/").text


def test_the_folder_is_inside_the_instance(app):
    with app.app_context():
        assert jobs.feeds_folder() == Path(app.instance_path) / "feeds"
