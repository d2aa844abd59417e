"""The simulator: believable, the same story each time, and end to end in a process of its own."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from city.clock import TASHKENT, now
from city.http import errors
from city.jobs.work import Work
from tests.transit.feeds import import_feed, make_calls, make_trip, write_feed
from tests.transit.realtime.messages import MAX_AGE, poll
from transit.realtime import jobs, live, messages, refusals
from transit.realtime.along import cut, find_place
from transit.realtime.protobuf import read_message
from transit.realtime.simulator import Simulator, tell_story
from transit.realtime.writing import write_message

COMMAND = (str(Path(sys.executable).with_name("city")), "transit", "simulate-realtime", "--key", "tram")
AT = datetime(2026, 11, 24, 3, 2, tzinfo=UTC)  # Tuesday, 08:02 in Tashkent
TRIPS = [make_trip("E", trip_headsign="East", direction_id=0), make_trip("W", trip_headsign="West", direction_id=1)]
CALLS = [
    *make_calls("E", "00:00:00", "00:10:00", "00:20:00"),
    *make_calls("W", "00:00:00", "00:10:00", "00:20:00", stops="CBA"),
]
ALL_DAY = [
    {"trip_id": trip, "start_time": "00:00:00", "end_time": "24:00:00", "headway_secs": 300, "exact_times": 1} for trip in "EW"
]


@pytest.fixture
def busy(app, tmp_path):
    """An application with a line that runs every five minutes, day and night."""
    day = now().astimezone(TASHKENT).date()
    feed = write_feed(tmp_path / "busy.zip", trips=TRIPS, stop_times=CALLS, frequencies=ALL_DAY)
    with app.app_context():
        import_feed(feed, now=datetime.combine(day, datetime.min.time(), TASHKENT))
    return app


def test_the_same_story_is_told_twice_and_another_seed_tells_another(busy):
    with busy.app_context():
        first = Simulator("tram").tell(AT)
        assert first == Simulator("tram").tell(AT)
        assert first != Simulator("tram", seed=2).tell(AT)


def test_trips_are_mostly_on_time_some_late_and_few_cancelled(busy):
    class Ride:
        trip, start_s = "T", 0

    stories = []
    for Ride.start_s in range(3000):
        stories.append(tell_story(Ride, AT.date(), 10, 1))
    late = sum(story.delays[-1] > 120 for story in stories) / len(stories)
    cancelled = sum(story.cancelled for story in stories) / len(stories)
    assert 0.1 < late < 0.4
    assert 0.005 < cancelled < 0.05
    assert max(max(story.delays) for story in stories) < 1200


def test_what_is_written_is_read_as_it_was(busy):
    with busy.app_context():
        message = Simulator("tram").tell(AT)
    again = read_message(write_message(message))
    assert again.simulated and again.updates == message.updates
    assert [(each.id, each.sequence, each.name) for each in again.vehicles] == [
        (each.id, each.sequence, each.name) for each in message.vehicles
    ]
    assert again.vehicles[0].lon == pytest.approx(message.vehicles[0].lon, abs=2e-5)


def test_vehicles_run_along_the_line_and_go_on(busy):
    with busy.app_context():
        simulator = Simulator("tram")
        first = {each.id: each for each in simulator.tell(AT).vehicles}
        later = {each.id: each for each in simulator.tell(AT + timedelta(minutes=1)).vehicles}
    assert len(first) >= 6
    assert all(69.24 <= each.lon <= 69.26 and each.lat == pytest.approx(41.3) for each in first.values())
    moved = [(first[each].lon, later[each].lon) for each in first.keys() & later.keys() if first[each].status != messages.STOPPED]
    assert moved and all(before != after for before, after in moved)


def test_a_place_between_two_stops_lies_on_the_way():
    line = ((0.0, 0.0), (0.0, 0.001), (0.001, 0.001), (0.002, 0.001))
    points = cut(line, (0.0, 0.0), (0.002, 0.001))
    lon, lat, bearing, metres = find_place(points, 0.5)
    assert (lon, lat) == pytest.approx((0.0005, 0.001), abs=1e-5)
    assert bearing == 90.0 and metres == pytest.approx(334, abs=2)
    assert find_place([(1.0, 1.0), (1.0, 1.0)], 0.5)[:2] == (1.0, 1.0)


def test_a_timetable_that_is_not_there_is_not_simulated(app):
    with app.app_context(), pytest.raises(refusals.NothingToSimulate):
        Simulator("ferry")


@pytest.fixture
def process(busy, database_url, monkeypatch):
    """The command in a process of its own; its address."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    simulator = subprocess.Popen([*COMMAND, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        yield simulator, simulator.stdout.readline().strip()
    finally:
        simulator.kill()
        simulator.wait()
        simulator.stdout.close()


def test_from_a_simulator_in_another_process_to_the_pages_and_back_to_the_timetable(process, other_app):
    simulator, address = process
    app = other_app(TRANSIT_REALTIME=f"tram={address}")
    with app.app_context():
        work = Work(now())
        jobs.poll(work)
        assert work.counts["trips and vehicles matched"] > 5 and "not in the timetable" not in +work.counts
    live_page = app.test_client().get("/en/transit/live?line=1")
    assert "Real time is simulated" in live_page.text and "told" in live_page.text
    features = app.test_client().get("/api/v1/transit/vehicles").json["features"]
    assert len(features) > 5 and all(each["properties"]["simulated"] for each in features)
    simulator.kill()
    simulator.wait()
    with app.app_context():
        later = Work(now() + timedelta(seconds=15))
        jobs.poll(later)
        assert later.counts["sources that failed"] == 1
        live.forget()
        assert live.snapshot(now()).vehicles
        assert not live.snapshot(now() + MAX_AGE + timedelta(minutes=1)).vehicles
        assert "Timetable only" not in live_page.text


def test_a_file_is_written_whole(busy, database_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", database_url)
    out = tmp_path / "rt.pb"
    subprocess.run([*COMMAND, "--out", str(out), "--once"], check=True, timeout=60)
    with busy.app_context():
        polled = poll(out, now())
        assert polled.error is None and polled.told.matched > 5
    assert list(tmp_path.glob(".rt.pb*")) == []


def test_a_source_that_is_away_is_named_and_costs_little_time(busy):
    begun = time.monotonic()
    with busy.app_context():
        polled = poll("http://127.0.0.1:9/realtime.pb", now())
        assert isinstance(polled.error, errors.SourceError)
    assert time.monotonic() - begun < 10
