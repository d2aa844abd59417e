"""Stations: what stands on them, entrances, ways to the platforms, wheelchairs."""

import pytest
from sqlalchemy import select

from city.database import db
from tests.transit.feeds import import_feed, make_calls, make_stop, write_feed
from transit import network
from transit.models import Stop
from transit.stations.models import EntranceWay
from transit.stations.showing import list_entrances

STATION = make_stop("S", location_type=1, wheelchair_boarding=1)
PLATFORM = make_stop("A", parent_station="S", platform_code="01", stop_code="4711", level_id="L-1")
DOOR = make_stop("door", 69.2501, location_type=2, parent_station="S", stop_name="Northern door", level_id="L0")
B = make_stop("B")
NODE = make_stop("hall", location_type=3, parent_station="S")


def way(start, end, mode, both=1, **more):
    row = {"pathway_id": f"{start}-{end}-{mode}", "from_stop_id": start, "to_stop_id": end, "pathway_mode": mode}
    return row | {"is_bidirectional": both} | more


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed with a station S, inside an app context."""

    def imported(stops=(STATION, PLATFORM, B, DOOR, NODE), **changed):
        calls = make_calls("T1", "08:00:00", "08:10:00", stops="AB")
        import_feed(write_feed(tmp_path / "feed.zip", stops=list(stops), stop_times=calls, **changed))

    with app.app_context():
        yield imported


def entrances(key="tram:S"):
    return list_entrances(network.get_stop(key))


def test_a_platform_says_what_stands_on_it(place):
    place(levels=[{"level_id": "L-1", "level_index": -1, "level_name": "Trains"}])
    facts = network.get_stop("tram:A").facts
    assert (facts.code, facts.platform, facts.level) == ("4711", "01", "Trains")


def test_a_level_without_a_name_is_shown_by_its_number(place):
    place(levels=[{"level_id": "L-1", "level_index": -1}])
    assert network.get_stop("tram:A").facts.level == "-1"


@pytest.mark.parametrize(("own", "shown"), [("", 1), (0, 1), (1, 1), (2, 2), (7, 1)])
def test_a_platform_is_as_accessible_as_its_station_unless_it_says_otherwise(place, own, shown):
    place(stops=[STATION, PLATFORM | {"wheelchair_boarding": own}, make_stop("B")])
    assert [network.get_stop(f"tram:{key}").facts.wheelchair for key in "SAB"] == [1, shown, 0]


def test_a_station_has_its_entrances_and_so_have_its_platforms(place):
    place(levels=[{"level_id": "L0", "level_index": 0, "level_name": "Street"}])
    for key in ("tram:S", "tram:A"):
        (door,) = entrances(key)
        assert (door.name("en").text, door.wheelchair, door.level) == ("Northern door", 1, "Street")
        assert door.lon_lat == (69.2501, 41.3)
    assert entrances("tram:B") == []


def test_an_entrance_without_a_place_or_a_station_is_left_out(place):
    odd = [DOOR | {"stop_lat": ""}, make_stop("lone", location_type=2), make_stop("gone", location_type=2, parent_station="X")]
    place(stops=[STATION, PLATFORM, make_stop("B"), *odd])
    assert entrances() == []


def test_the_way_to_a_platform_is_the_sum_of_its_parts(place):
    place(pathways=[way("door", "hall", 1, traversal_time=40, length=30), way("hall", "A", 2, traversal_time=50, length=12.4)])
    (shown,) = entrances()[0].ways
    assert (shown.platform, shown.walk_s, shown.length_m, shown.wheelchair) == ("01", 90, 42, False)


def test_the_way_with_a_wheelchair_takes_the_lift(place):
    stairs = way("door", "A", 2, traversal_time=30)
    place(pathways=[stairs, way("door", "hall", 1, traversal_time=60), way("hall", "A", 5, traversal_time=90)])
    (shown,) = entrances()[0].ways
    assert (shown.walk_s, shown.wheelchair) == (150, True)
    found = db.session.execute(select(EntranceWay.wheelchair, EntranceWay.walk_s).order_by(EntranceWay.wheelchair)).all()
    assert [tuple(row) for row in found] == [(False, 30), (True, 150)]


@pytest.mark.parametrize(
    "bar", [{"stair_count": 3}, {"max_slope": 0.12}, {"max_slope": -0.2}, {"min_width": 0.5}], ids=lambda bar: next(iter(bar))
)
def test_a_walkway_may_be_too_steep_too_narrow_or_stepped_for_a_wheelchair(place, bar):
    place(pathways=[way("door", "A", 1, traversal_time=30, **bar)])
    assert [shown.wheelchair for shown in entrances()[0].ways] == [False]


def test_a_one_way_path_leads_only_one_way(place):
    place(pathways=[way("A", "door", 7, both=0, traversal_time=30)])
    assert entrances()[0].ways == []


def test_a_way_that_does_not_say_its_time_is_shown_without_one(place):
    place(pathways=[way("door", "hall", 1, length=30), way("hall", "A", 1, traversal_time=30, length=5)])
    (shown,) = entrances()[0].ways
    assert (shown.walk_s, shown.length_m) == (None, 35)


def test_a_way_to_a_boarding_area_leads_to_its_platform(place):
    area = make_stop("front", location_type=4, parent_station="A")
    place(stops=[STATION, PLATFORM, make_stop("B"), DOOR, area], pathways=[way("door", "front", 1, traversal_time=20)])
    assert [shown.walk_s for shown in entrances()[0].ways] == [20]


def test_pathways_that_make_no_sense_are_passed_over(place):
    odd = [way("door", "", 1), way("door", "A", "lift"), way("door", "A", 1, traversal_time="long", length="nan")]
    place(pathways=odd)
    (shown,) = entrances()[0].ways
    assert (shown.walk_s, shown.length_m) == (None, None)


def test_a_description_is_kept_and_an_address_only_of_the_web(place):
    stop = make_stop("B", stop_desc="By the bazaar", stop_url="https://stop.example/b")
    place(stops=[STATION, PLATFORM | {"stop_url": "stop.example"}, stop])
    facts = network.get_stop("tram:B").facts
    assert (facts.description, facts.url) == ("By the bazaar", "https://stop.example/b")
    assert network.get_stop("tram:A").facts.url == ""
    assert db.session.scalar(select(Stop.approximate).where(Stop.key == "tram:B")) is False
