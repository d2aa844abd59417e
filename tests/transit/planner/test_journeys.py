"""Journeys for programs, in a small town."""

from datetime import UTC, datetime

import pytest

from tests.transit import feeds
from tests.transit.planner.town import DAY, STOPS, ask, make_town, times
from transit.realtime import live
from transit.realtime.live import LiveFeed, Snapshot
from transit.realtime.parts import RUNS, LiveTrip


def at(clock):
    return f"{DAY}T{clock}"


@pytest.fixture
def town(app, client, tmp_path):
    make_town(app, tmp_path)
    return client


def test_a_ride_is_told_with_its_line_times_and_all_stops(town):
    answer = ask(town, start="A", goal="C", depart_at=at("07:50"))
    (leg,) = answer.json["journeys"][0]["legs"]
    assert times(answer) == [("08:00", "08:20", 0)]
    assert (leg["kind"], leg["line"]["id"], leg["trip"], leg["direction"]) == ("ride", "town:R1", "T8", 0)
    assert [(call["stop"], call["departure"]) for call in leg["calls"]] == [
        ("town:A", "2026-11-24T08:00:00+05:00"), ("town:B", "2026-11-24T08:10:00+05:00"), ("town:C", "2026-11-24T08:20:00+05:00"),
    ]  # fmt: skip


def test_a_window_brings_every_departure_in_it(town):
    assert times(ask(town, start="A", goal="C", depart_at=at("07:50"), window_min=70)) == [("08:00", "08:20", 0)]
    both = [("08:00", "08:20", 0), ("09:00", "09:20", 0)]
    assert times(ask(town, start="A", goal="C", depart_at=at("07:50"), window_min=71)) == both


def test_who_wants_to_arrive_by_a_time_leaves_as_late_as_possible(town):
    assert times(ask(town, start="A", goal="C", arrive_by=at("09:20"))) == [("09:00", "09:20", 0)]
    assert times(ask(town, start="A", goal="C", arrive_by=at("09:19"))) == [("08:00", "08:20", 0)]


def test_a_change_says_how_much_time_there_is_and_what_happens_when_it_is_missed(town):
    journey = ask(town, start="A", goal="E", depart_at=at("08:00")).json["journeys"][0]
    ride, walk, bus = journey["legs"]
    assert [each["kind"] for each in journey["legs"]] == ["ride", "walk", "ride"]
    assert 20 < walk["metres"] < 50
    assert bus["change"]["needed_s"] == 60
    assert bus["trip"] == "U1" and bus["change"]["slack_s"] == 180
    assert bus["change"]["missed"] == {"arrival": "2026-11-24T09:50:00+05:00", "later_s": 78 * 60}


def test_a_tight_change_stands_behind_a_safe_one_that_is_hardly_later(town):
    found = ask(town, start="A", goal="E", depart_at=at("08:00")).json["journeys"]
    assert [(each["legs"][-1]["trip"], each["tight"]) for each in found] == [("U1", False), ("U0", True)]


def test_a_change_with_time_enough_is_not_called_tight(town):
    found = ask(town, start="A", goal="E", depart_at=at("09:00")).json["journeys"]
    assert [(each["legs"][-1]["trip"], each["tight"]) for each in found] == [("U2", False)]


def test_without_walking_nothing_counts_but_transfers_of_the_timetable(town):
    assert ask(town, start="A", goal="E", depart_at=at("08:00"), max_walk_m=0).json["journeys"] == []


def test_without_walking_a_transfer_of_the_timetable_is_taken(app, client, tmp_path):
    transfers = [{"from_stop_id": "B", "to_stop_id": "D", "transfer_type": 2, "min_transfer_time": 120}]
    make_town(app, tmp_path, transfers=transfers)
    found = ask(client, start="A", goal="E", depart_at=at("08:00"), max_walk_m=0)
    assert times(found) == [("08:00", "08:30", 1)]
    assert ask(client, start="A", goal="D", depart_at=at("08:00"), max_walk_m=0).json["journeys"][0]["arrival"][11:16] == "08:12"


def test_several_stops_are_one_end(town):
    found = ask(town, start="stop:town:A,stop:town:B", goal="C", depart_at=at("08:05"))
    assert times(found) == [("08:10", "08:20", 0)]


def test_a_place_on_the_map_leads_to_its_stops_on_foot(town):
    journey = ask(town, start="69.2430,41.3", goal="C", depart_at=at("07:00")).json["journeys"][0]
    walk = journey["legs"][0]
    assert walk["kind"] == "walk" and 300 < walk["metres"] < 350
    assert walk["from"]["id"] == "69.243,41.3" and walk["to"]["stop"] == "town:A"
    assert journey["departure"] == walk["departure"] and walk["arrival"] == journey["legs"][1]["departure"]


def test_where_no_stop_is_near_the_nearest_ones_are_walked_to(town):
    journey = ask(town, start="69.2200,41.3", goal="C", depart_at=at("07:00")).json["journeys"][0]
    assert 2000 < journey["legs"][0]["metres"] < 2400


def test_a_short_way_may_be_walked_from_end_to_end(town):
    found = ask(town, start="B", goal="stop:town:D", depart_at=at("08:00")).json["journeys"]
    assert [[leg["kind"] for leg in each["legs"]] for each in found][0] == ["walk"]


@pytest.mark.parametrize("avoid", ["bus", "town:R2", "metro,bus"])
def test_what_is_to_be_avoided_is_not_ridden(town, avoid):
    found = ask(town, start="D", goal="E", depart_at=at("08:00"), avoid=avoid).json["journeys"]
    assert not any(leg["kind"] == "ride" for each in found for leg in each["legs"])


def test_changes_can_be_forbidden(town):
    found = ask(town, start="A", goal="E", depart_at=at("08:00"), max_transfers=0).json["journeys"]
    assert all(each["transfers"] == 0 for each in found)


def test_the_first_and_the_last_of_a_day_of_service_reach_past_midnight(town):
    assert times(ask(town, start="A", goal="C", depart_at=at("12:00"), when="first")) == [("08:00", "08:20", 0)]
    (last,) = ask(town, start="A", goal="C", depart_at=at("12:00"), when="last").json["journeys"]
    assert (last["departure"], last["legs"][0]["trip"]) == ("2026-11-25T01:00:00+05:00", "T25")
    (same,) = ask(town, start="A", goal="C", depart_at="2026-11-25T02:00", when="last").json["journeys"]
    assert same["departure"] == last["departure"]


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"start": "Z"}, "from", "there is no stop “town:Z”"),
        ({"goal": "A"}, "to", "the same place"),
        ({"start": "0.5,51.5"}, "from", "farther than 5 km"),
        ({"start": "no such place :"}, "from", "was not found"),
        ({"arrive_by": at("09:00")}, "arrive_by", "not both"),
        ({"window_min": 721}, "window_min", "too large"),
        ({"depart_at": "soon"}, "depart_at", "not right"),
        ({"avoid": "camel"}, "avoid", "neither a kind of transport"),
        ({"depart_at": "2028-01-05T08:00"}, "depart_at", "say nothing about 5 January 2028"),
    ],
)
def test_what_cannot_be_answered_is_said_and_the_field_named(town, asked, field, words):
    answer = ask(town, **{"start": "A", "goal": "C", "depart_at": at("08:00")} | asked)
    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert words in answer.json["detail"]


def test_without_any_timetable_that_is_said(client):
    answer = client.get("/api/v1/transit/journeys?from=69.2,41.3&to=69.3,41.3&lang=en")
    assert (answer.status_code, answer.json["detail"]) == (404, "There is no timetable yet.")


def test_times_are_on_the_clock_of_the_timetable(app, client, tmp_path):
    agency = [{"agency_name": "Tram", "agency_url": "https://example.com", "agency_timezone": "Asia/Dubai"}]
    make_town(app, tmp_path, agency=agency)
    journey = ask(client, start="A", goal="C", depart_at=at("07:50")).json["journeys"][0]
    assert (journey["departure"], journey["arrival"]) == ("2026-11-24T08:00:00+04:00", "2026-11-24T08:20:00+04:00")


def test_the_way_on_the_map_is_cut_between_the_two_stops(app, client, tmp_path):
    places = [(69.23, 41.3), (69.25, 41.31), (69.26, 41.3), (69.31, 41.3)]
    shapes = [{"shape_id": "S", "shape_pt_lon": x, "shape_pt_lat": y, "shape_pt_sequence": n} for n, (x, y) in enumerate(places)]
    trips = [feeds.make_trip(f"T{hour}", shape_id="S") for hour in (8, 9, 25)]
    trips += [feeds.make_trip(f"U{number}", route_id="R2") for number in range(3)]
    make_town(app, tmp_path, shapes=shapes, trips=trips)
    asked = {"from": "stop:town:A", "to": "stop:town:B", "depart_at": at("07:50")}
    (way,) = client.get("/api/v1/transit/journeys/map", query_string=asked).json["features"]
    line = way["geometry"]["coordinates"]
    assert line[1:3] == [[69.25, 41.31], [69.26, 41.3]] and line[-1] == [69.27, 41.3]
    assert 69.23 < line[0][0] < 69.25 and way["properties"]["kind"] == "ride"


def tell_late(monkeypatch, late_s, simulated=False):
    moment = datetime(2026, 11, 24, 3, tzinfo=UTC)
    trip = LiveTrip("town", "T8", moment.date(), 8 * 3600, "town:R1", 0, RUNS, 0, [1, 2, 3], list(late_s), list(late_s), [])
    told = Snapshot(moment, feeds={"town": LiveFeed("town", moment, True, simulated)}, trips={trip.key: trip})
    monkeypatch.setattr(live, "snapshot", lambda now: told)


def test_a_late_ride_says_so_and_has_the_times_of_now(town, monkeypatch):
    planned = ask(town, start="A", goal="C", depart_at=at("07:50")).json["journeys"][0]
    tell_late(monkeypatch, (180, 240, 300))
    journey = ask(town, start="A", goal="C", depart_at=at("07:50")).json["journeys"][0]
    (leg,) = journey["legs"]
    assert (planned["legs"][0]["late_s"], leg["late_s"]) == (None, 180)
    assert [call["departure"][11:16] for call in leg["calls"]] == ["08:03", "08:14", "08:25"]
    assert journey["id"] == planned["id"], "a link finds the journey again when it is late"


def test_a_page_says_how_late_a_ride_is_and_that_this_is_made_up(town, monkeypatch):
    asked = {"from": "stop:town:A", "to": "stop:town:C", "depart_at": at("07:50")}
    assert "min late" not in town.get("/en/transit/plan", query_string=asked).text
    tell_late(monkeypatch, (180, 240, 300), simulated=True)
    page = town.get("/en/transit/plan", query_string=asked).text
    assert "3 min late" in page and "planned 08:00" in page and "Real time is simulated" in page


def test_a_platform_is_told_by_what_stands_on_it(app, client, tmp_path):
    stops = [*STOPS[:2], {"platform_code": "2"} | STOPS[2], *STOPS[3:]]
    make_town(app, tmp_path, stops=stops)
    journey = ask(client, start="A", goal="C", depart_at=at("07:50")).json["journeys"][0]
    assert [call["track"] for call in journey["legs"][0]["calls"]] == [None, None, "2"]
