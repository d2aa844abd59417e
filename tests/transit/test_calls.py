"""Calls packed into columns, and read again."""

import numpy as np
import pytest

from city.database import db
from tests.transit.feeds import import_feed, make_calls, make_stop, make_trip, write_feed
from transit.calls import packing, reading
from transit.calls.packing import ALIGHTS, BOARDS, LineCalls, StopCalls
from transit.models import Feed, Headsign, Route, Stop, Trip


def make_line(**changed):
    columns = {
        "trip_id": [7, 9],
        "service_id": [1, 2],
        "headsign_id": [3, 3],
        "first": [0, 2, 5],
        "stop_id": [10, 11, 10, 12, 11],
        "arrival_s": [-5, 100, 86_400, 90_000, 100_000],
        "departure_s": [0, 110, 86_400, 90_000, 100_000],
        "sequence": [1, 2, 1, 65_535, 70_000],
        "flags": [BOARDS, ALIGHTS, BOARDS, BOARDS | ALIGHTS, ALIGHTS],
        "own_headsign_id": [-1, 4, -1, -1, -1],
    }
    return LineCalls(5, 1, **{name: np.array(values, int) for name, values in (columns | changed).items()})


def make_stop_calls(**changed):
    columns = {"route_id": [5, 6], "direction": [0, 1], "headsign_id": [3, 4], "service_id": [1, 2]}
    columns |= {"departure_s": [0, 100, 100], "group": [1, 0, 1], "trip_id": [7, 8, 9], "sequence": [1, 300, 2]}
    return StopCalls(**{name: np.array(values, int) for name, values in (columns | changed).items()})


def same(one, other):
    return all(np.array_equal(each, vars(other)[name]) for name, each in vars(one).items())


@pytest.mark.parametrize("changed", [{}, {"sequence": [1, 2, 1, 2, 3]}, {"own_headsign_id": [-1] * 5}])
def test_the_calls_of_a_line_are_read_as_they_were_packed(changed):
    line = make_line(**changed)
    assert same(LineCalls.unpack(5, 1, line.pack()), line)


@pytest.mark.parametrize(
    "changed", [{}, {"group": [0, 0, 70_000]}, {"departure_s": [], "group": [], "trip_id": [], "sequence": []}]
)
def test_the_calls_of_a_stop_are_read_as_they_were_packed(changed):
    calls = make_stop_calls(**changed)
    assert same(StopCalls.unpack(calls.pack()), calls)


def test_a_large_table_of_small_numbers_takes_twelve_bytes_a_call():
    many = np.arange(10_000)
    calls = make_stop_calls(departure_s=many, group=many % 2, trip_id=many, sequence=many % 30)
    assert len(calls.pack()) < 12 * len(many) + 200


def test_what_was_read_looks_into_the_bytes_and_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        StopCalls.unpack(make_stop_calls().pack()).departure_s[0] = 1


def test_a_kind_of_number_that_is_not_kept_is_refused():
    with pytest.raises(ValueError, match="is not in list"):
        packing.pack([np.array([0.5])])


@pytest.fixture
def placed(app, tmp_path):
    """A feed of two trips there and one back, with one call where nobody may get on, inside an app context."""
    there = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", drop_off_type=0, pickup_type=0)
    there[1] |= {"pickup_type": 1, "stop_headsign": "Depot"}
    trips = [make_trip(trip, direction_id=way, trip_headsign="End") for trip, way in (("T1", 0), ("T2", 0), ("T3", 1))]
    calls = [*there, *make_calls("T2", "07:00:00", "07:05:00"), *make_calls("T3", "09:00:00", "09:10:00", stops="CA")]
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", trips=trips, stop_times=calls))
        yield


def trip_ids(calls):
    names = dict(db.session.execute(db.select(Trip.id, Trip.gtfs_id)).all())
    return [names[number] for number in calls.trip_id.tolist()]


def stop_keys(numbers):
    keys = dict(db.session.execute(db.select(Stop.id, Stop.key)).all())
    return [keys[number] for number in numbers.tolist()]


def test_a_line_has_its_rides_one_way_by_their_departure(placed):
    line = reading.line_calls("tram:R1", 0)
    assert trip_ids(line) == ["T2", "T1"]
    assert stop_keys(line.stop_id) == ["tram:A", "tram:B", "tram:A", "tram:B", "tram:C"]
    assert line.first.tolist() == [0, 2, 5]
    assert line.departure_s.tolist() == [25_200, 25_500, 28_800, 29_100, 29_400]
    assert line.flags.tolist() == [3, ALIGHTS, 3, ALIGHTS, ALIGHTS]
    assert (line.own_headsign_id >= 0).tolist() == [False, False, False, True, False]
    assert trip_ids(reading.line_calls("tram:R1", 1)) == ["T3"]
    assert reading.line_calls("tram:R1", 2) is None


def test_lines_are_read_one_after_the_other_of_all_feeds_or_of_some(placed, tmp_path):
    import_feed(write_feed(tmp_path / "bus.zip"), "bus")
    feeds = dict(db.session.execute(db.select(Feed.key, Feed.id)).all())
    assert [len(line.trip_id) for line in reading.list_line_calls()] == [2, 1, 1]
    assert [len(line.trip_id) for line in reading.list_line_calls([feeds["tram"]])] == [2, 1]
    routes = {line.route_id for line in reading.list_line_calls([feeds["bus"]])}
    assert routes == set(db.session.scalars(db.select(Route.id).where(Route.feed_id == feeds["bus"])))


def test_a_stop_has_what_one_may_board_there_by_time(placed):
    stops = dict(db.session.execute(db.select(Stop.key, Stop.id)).all())
    found = reading.stop_calls(stops.values())
    assert set(found) == {stops["tram:A"], stops["tram:C"]}
    assert trip_ids(found[stops["tram:A"]]) == ["T2", "T1"]
    assert found[stops["tram:C"]].direction[found[stops["tram:C"]].group].tolist() == [1]


def test_a_stop_with_a_headsign_of_its_own_has_a_group_of_its_own(app, tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", stop_headsign="")
    calls[1]["stop_headsign"] = "Circle"
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", trips=[make_trip("T1", trip_headsign="Depot")], stop_times=calls))
        stop_id = db.session.scalar(db.select(Stop.id).where(Stop.key == "tram:B"))
        here = reading.stop_calls([stop_id])[stop_id]
        assert db.session.get(Headsign, int(here.headsign_id[here.group[0]])).name_en == "Circle"


def test_many_lines_are_told_apart_by_direction_and_service(app, tmp_path):
    stops = [make_stop(each) for each in "ABC"]
    trips = [make_trip(f"T{n}", service_id=f"s{n % 2}", direction_id=n // 2) for n in range(4)]
    calls = [row for n in range(4) for row in make_calls(f"T{n}", f"0{6 + n}:00:00", f"0{6 + n}:09:00")]
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", stops=stops, trips=trips, stop_times=calls))
        (here,) = reading.stop_calls(db.session.scalars(db.select(Stop.id).where(Stop.key == "tram:A")).all()).values()
        assert len(here.service_id) == 4
        assert here.departure_s.tolist() == [21_600, 25_200, 28_800, 32_400]
        assert here.direction[here.group].tolist() == [0, 0, 1, 1]
