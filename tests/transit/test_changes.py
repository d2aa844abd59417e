"""Rules for changing: every kind of transfers.txt is kept for the planner."""

import pytest
from sqlalchemy import select

from city.database import db
from tests.transit.feeds import import_feed, make_calls, make_stop, make_trip, write_feed
from transit import network
from transit.changes.models import TransferRule
from transit.models import Route, Stop, Transfer

STOPS = [
    make_stop("S", location_type=1),
    make_stop("A", parent_station="S"),
    make_stop("B"),
    make_stop("C"),
]


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed with some rows of transfers.txt, inside an app context."""
    trips = [make_trip("T1"), make_trip("T2", route_id="R2")]
    calls = [*make_calls("T1", "08:00:00", "08:05:00", stops="AB"), *make_calls("T2", "08:10:00", "08:15:00", stops="BC")]
    routes = [{"route_id": route, "route_short_name": route, "route_type": 0} for route in ("R1", "R2")]

    def imported(*transfers):
        tables = {"stops": STOPS, "trips": trips, "stop_times": calls, "routes": routes, "transfers": list(transfers)}
        import_feed(write_feed(tmp_path / "feed.zip", **tables))

    with app.app_context():
        yield imported


def rules():
    """[(type, from, to, from line, to line, from trip, to trip, seconds)] with the feed's own ids."""
    stops = dict(db.session.execute(select(Stop.id, Stop.gtfs_id)).all()) | {None: None}
    routes = dict(db.session.execute(select(Route.id, Route.gtfs_id)).all()) | {None: None}
    found = db.session.scalars(select(TransferRule).order_by(TransferRule.id))
    return [
        (each.type, stops[each.from_stop_id], stops[each.to_stop_id], routes[each.from_route_id], routes[each.to_route_id])
        + (each.from_trip, each.to_trip, each.min_s)
        for each in found
    ]


def test_every_kind_of_change_is_kept_as_it_is(place):
    place(*({"from_stop_id": "A", "to_stop_id": "C", "transfer_type": kind, "min_transfer_time": 60} for kind in range(6)))
    assert rules() == [(kind, "A", "C", None, None, "", "", 60) for kind in range(6)]


def test_a_rule_without_a_kind_is_a_recommended_change(place):
    place({"from_stop_id": "A", "to_stop_id": "C", "transfer_type": "", "min_transfer_time": ""})
    assert rules() == [(0, "A", "C", None, None, "", "", None)]


def test_the_least_time_to_change_at_a_stop_is_kept_but_is_no_way_on_foot(place):
    place({"from_stop_id": "B", "to_stop_id": "B", "transfer_type": 2, "min_transfer_time": 180})
    assert rules() == [(2, "B", "B", None, None, "", "", 180)]
    assert network.list_changes(["tram:B"]) == {}


def test_platforms_stay_platforms_in_the_rules_and_are_stations_on_pages(place):
    place({"from_stop_id": "A", "to_stop_id": "C", "transfer_type": 2, "min_transfer_time": 240})
    assert rules()[0][1:3] == ("A", "C")
    station = select(Stop.gtfs_id).join(Transfer, Transfer.from_stop_id == Stop.id)
    assert db.session.scalars(station).all() == ["S"]


def test_a_rule_of_certain_lines_and_trips_keeps_them(place):
    ends = {"from_stop_id": "B", "to_stop_id": "B", "transfer_type": 1}
    place(ends | {"from_route_id": "R1", "to_route_id": "R2", "from_trip_id": "T1", "to_trip_id": "T2"})
    assert rules() == [(1, "B", "B", "R1", "R2", "T1", "T2", None)]


def test_to_stay_in_a_vehicle_needs_trips_and_no_stops(place):
    place({"from_stop_id": "", "to_stop_id": "", "transfer_type": 4, "from_trip_id": "T1", "to_trip_id": "T2"})
    assert rules() == [(4, None, None, None, None, "T1", "T2", None)]


def test_a_rule_of_a_stop_or_a_line_that_is_not_there_is_left_out(place):
    ends = {"from_stop_id": "A", "to_stop_id": "C", "transfer_type": 0, "from_route_id": ""}
    place(ends | {"to_stop_id": "gone"}, ends | {"from_route_id": "R9"}, ends)
    assert len(rules()) == 1
