"""Staying seated where a vehicle goes on as another trip."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from city.database import db
from tests.transit import feeds
from tests.transit.planner import test_delays, town
from tests.transit.planner.peers import Ours
from tests.transit.planner.test_peers import write_blocks
from transit.models import Stop
from transit.planner import tables
from transit.planner.store import Store
from transit.realtime.parts import CANCELLED

DAY = town.DAY
# The bus U goes on from B, where the tram T8 ends, so short that nobody could change.
STOPS = [feeds.make_stop("A", 69.24), feeds.make_stop("B", 69.27), feeds.make_stop("C", 69.30), feeds.make_stop("D", 69.2703)]
CALLS = [*feeds.make_calls("T8", "08:00:00", "08:10:00"), *feeds.make_calls("U", "08:10:00", "08:20:00", stops="BC")]


def make(app, path, block="X", other_block="X", services=("daily", "daily"), calls=CALLS, **more):
    trips = [feeds.make_trip("T8", services[0], block_id=block), feeds.make_trip("U", services[1], "R2", block_id=other_block)]
    calendar = [feeds.make_service(), feeds.make_service("weekend", feeds.WEEKEND)]
    town.make_town(app, path, stops=STOPS, trips=trips, stop_times=calls, calendar=calendar, **more)


def ask(client, **more):
    return town.ask(client, **{"start": "A", "goal": "C", "depart_at": f"{DAY}T08:00", "max_walk_m": 300} | more).json["journeys"]


def test_one_stays_in_a_vehicle_that_goes_on(app, client, tmp_path):
    make(app, tmp_path)
    (journey,) = ask(client)
    first, second = journey["legs"]
    assert (journey["transfers"], journey["arrival"][11:16]) == (0, "08:20")
    assert [(leg["line"]["badge"], leg["stay_seated"]) for leg in (first, second)] == [("1", False), ("2", True)]
    assert second["change"] is None


def test_who_arrives_by_a_time_stays_in_it_as_well(app, client, tmp_path):
    make(app, tmp_path)
    (journey,) = ask(client, depart_at=None, arrive_by=f"{DAY}T08:30")
    assert [(leg["trip"], leg["stay_seated"]) for leg in journey["legs"]] == [("T8", False), ("U", True)]


def test_a_page_says_to_stay_on_board(app, client, tmp_path):
    make(app, tmp_path)
    page = client.get("/en/transit/plan", query_string={"from": "stop:town:A", "to": "stop:town:C", "depart_at": f"{DAY}T08:00"})
    assert "Stay on board: the vehicle goes on as line 2." in page.text
    assert page.text.count("Get off at") == 1


@pytest.mark.parametrize(
    "feed",
    [
        {"other_block": "Y"},
        {"services": ("daily", "weekend")},
        {"calls": [*feeds.make_calls("T8", "08:00:00", "08:10:00"), *feeds.make_calls("U", "08:10:00", "08:20:00", stops="DC")]},
        {"transfers": [{"from_stop_id": "B", "to_stop_id": "B", "from_trip_id": "T8", "to_trip_id": "U", "transfer_type": 5}]},
    ],
)
def test_nobody_stays_where_another_vehicle_day_or_stop_comes_or_one_must_get_off(app, client, tmp_path, feed):
    make(app, tmp_path, **feed)
    assert ask(client) == []


def test_a_transfer_in_the_seat_needs_neither_a_block_nor_the_same_stop(app, client, tmp_path):
    calls = [*feeds.make_calls("T8", "08:00:00", "08:10:00"), *feeds.make_calls("U", "08:11:00", "08:20:00", stops="DC")]
    transfers = [{"from_stop_id": "B", "to_stop_id": "D", "from_trip_id": "T8", "to_trip_id": "U", "transfer_type": 4}]
    make(app, tmp_path, block="", other_block="", calls=calls, transfers=transfers)
    (journey,) = ask(client)
    assert [leg["kind"] for leg in journey["legs"]] == ["ride", "ride"]
    assert journey["transfers"] == 0


def test_what_is_avoided_is_not_stayed_in(app, client, tmp_path):
    make(app, tmp_path)
    assert ask(client, avoid="town:R2") == []


@pytest.fixture
def chained(app, tmp_path):
    """T1 from A to B goes on as T2 from B to C; a T3, which is quicker to B, does not go on."""
    trips = [feeds.make_trip(name, block_id="X" if name != "T3" else "") for name in ("T1", "T2", "T3")]
    calls = [*feeds.make_calls("T1", "08:00:00", "08:10:00"), *feeds.make_calls("T2", "08:12:00", "08:20:00", stops="BC")]
    calls += feeds.make_calls("T3", "08:00:00", "08:09:00")
    with app.app_context():
        feeds.import_feed(feeds.write_feed(tmp_path / "tram.zip", trips=trips, stop_times=calls))
        yield Store().current(tmp_path / "planner")


def tell(trip, late_s, **more):
    start_s = {"T1": 8 * 3600, "T2": 8 * 3600 + 720}[trip]
    return test_delays.tell(trip, late_s=(late_s, late_s), start_s=start_s, **more)


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ({}, [(0, 20)]),
        ({"T1": 120, "T2": 120}, [(2, 22)]),
        ({"T1": 60}, [(1, 20)]),
        ({"T2": 300}, [(0, 25)]),
        ({"T1": 180}, []),  # the next trip cannot have left before: who tells of one must tell of the other
    ],
)
def test_one_stays_in_a_late_vehicle(chained, late, expected):
    told = [tell(trip, late_s) for trip, late_s in late.items()]
    assert test_delays.ask(chained, *told, rounds=1) == expected
    back = {"at_s": test_delays.EIGHT_S + 1800, "backwards": True, "window_s": 0}
    assert test_delays.ask(chained, *told, rounds=1, **back) == [(leaves, 30) for leaves, _ in expected]  # is there by then


@pytest.mark.parametrize("trip", ["T1", "T2"])
def test_nobody_stays_in_one_that_is_cancelled(chained, trip):
    assert test_delays.ask(chained, tell(trip, 0, state=CANCELLED), rounds=1) == []


def test_backwards_finds_what_is_found_forwards(app, tmp_path):
    write_blocks(tmp_path / "blocks.zip", random.Random(5))
    with app.app_context():
        feeds.import_feed(tmp_path / "blocks.zip", "blocks")
        planner = Store().current(tmp_path / "planner")
        ours = Ours(planner, dict(db.session.execute(select(Stop.gtfs_id, Stop.id)).all()))
    chance, checked = random.Random(6), 0
    begin = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp()) // 60
    while checked < 300:
        question = ours.question(*chance.sample(sorted(ours.at), 2), begin + chance.randrange(16 * 60), 60)
        for route in ours.run(question):
            back = ours.run(replace(question, at_s=route.arrives_s, window_s=0, backwards=True))
            assert any(
                one.leaves_s >= route.leaves_s and one.arrives_s <= route.arrives_s and one.transfers <= route.transfers
                for one in back
            ), route
            checked += 1


def write_shuttles(path):
    """Six vehicles to and fro between A and D the whole day, on a line that others cross at C."""
    trips, calls = [], []

    def add(route, block, at, stops):
        trips.append(feeds.make_trip(f"{route}{len(trips)}", route_id=route, block_id=block))
        times = (f"{(at + 7 * i) // 60:02}:{(at + 7 * i) % 60:02}:00" for i in range(len(stops)))
        calls.extend(feeds.make_calls(trips[-1]["trip_id"], *times, stops=stops))

    for vehicle in range(6):
        for number in range(20):
            add("R1", f"V{vehicle}", 6 * 60 + 8 * vehicle + 24 * number, "DCBA" if number % 2 else "ABCD")
    for number in range(40):
        add("R2", "", 6 * 60 + 20 * number, "ECF")
    stops = [feeds.make_stop(name, 69.2 + i / 50, 41.3 + (i > 3) / 20) for i, name in enumerate("ABCDEF")]
    routes = [{"route_id": f"R{i}", "route_short_name": f"{i}", "route_long_name": "", "route_type": 3} for i in (1, 2)]
    feeds.write_feed(path, stops=stops, routes=routes, trips=trips, stop_times=calls)


def test_vehicles_that_go_to_and_fro_all_day_end_the_search_and_hide_nothing(app, tmp_path, monkeypatch):
    write_shuttles(tmp_path / "shuttles.zip")
    begin, found = int(datetime(2026, 11, 24, 3, tzinfo=UTC).timestamp()) // 60, []
    with app.app_context():
        feeds.import_feed(tmp_path / "shuttles.zip", "shuttles")
        stops = dict(db.session.execute(select(Stop.gtfs_id, Stop.id)).all())
        for most in (0, 10_000):  # patterns told apart by what follows as little, and as far as there is a difference
            monkeypatch.setattr(tables, "MOST_CLASSES", most)
            ours = Ours(Store().current(tmp_path / f"planner-{most}"), stops)
            found.append(
                {(a, b, at): ours.ask(a, b, begin + at, 60) for a in stops for b in stops if a != b for at in (0, 90, 200)}
            )
    assert found[0] == found[1]
    assert any(changes == 0 for *_, changes in found[0]["D", "B", 0])
    assert all(found[0]["A", "F", at] for at in (0, 90, 200))
