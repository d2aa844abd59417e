"""Intervals, span and speed of a line, worked out by hand for small ones and compared with gtfs-kit's for a real city."""

import numpy as np
import pytest

from city.clock import now
from tests.transit.feeds import NOW, WORKDAYS, import_feed, make_calls, make_service, make_stop, make_trip, write_feed
from transit.analysis import measuring, service

BUS = [{"route_id": "R1", "route_short_name": "1", "route_long_name": "Line", "route_type": 3}]


@pytest.fixture
def ask(app, tmp_path):
    """A function that imports a feed and gives {(direction, weekdays): its row of figures as a dictionary}."""

    def ask(**changed):
        import_feed(write_feed(tmp_path / "feed.zip", **changed))
        worked = measuring.work_out(NOW)
        ask.hours = [dict(zip(measuring.HOUR, row, strict=True)) for row in worked.hours]
        rows = [dict(zip(measuring.LINE, row, strict=True)) for row in worked.lines]
        return {(row["direction"], row["weekdays"]): row for row in rows}

    with app.app_context():
        yield ask


def runs(*times, stops="AB", minutes=10):
    """Trips that leave at these minutes after midnight, and their calls some minutes apart."""
    calls = [make_calls(f"T{at}", *(say(at + n * minutes) for n in range(len(stops))), stops=stops) for at in times]
    return {"trips": [make_trip(f"T{at}") for at in times], "stop_times": [row for each in calls for row in each]}


def say(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def test_intervals_are_those_of_the_daytime(ask):
    found = ask(**runs(360, 420, 430, 450, 480, 1139, 1200))[0, "0123456"]
    gaps_s = [600, 1200, 1800, 659 * 60]
    assert (found["trips"], found["first_s"], found["last_s"]) == (7, 360 * 60, 1200 * 60)
    assert (found["headway_s"], found["shortest_s"], found["longest_s"]) == (sum(gaps_s) / 4, 600, 659 * 60)
    assert found["wait_s"] == pytest.approx(sum(gap**2 for gap in gaps_s) / sum(gaps_s) / 2)


def test_even_intervals_make_one_wait_half_of_them(ask):
    found = ask(**runs(*range(420, 1141, 15)))[0, "0123456"]
    assert (found["headway_s"], found["wait_s"]) == (900, 450)


def test_an_hour_has_its_departures_and_the_intervals_that_end_in_it(ask):
    ask(**runs(420, 440, 485, 1450))
    found = {row["hour"]: (row["departures"], row["headway_s"]) for row in ask.hours}
    assert found == {7: (2, 1200), 8: (1, 2700), 24: (1, 965 * 60)}


def test_a_single_trip_has_no_interval(ask):
    found = ask()[0, "0123456"]
    assert found["trips"] == 1 and found["headway_s"] is found["wait_s"] is found["longest_s"] is None


def test_branches_are_measured_where_they_have_come_together(ask):
    stops = [make_stop(each, 69.2 + n / 100) for n, each in enumerate("XYAB")]
    one, other = (runs(*range(start, 1000, 30), stops=stops) for start, stops in ((420, "XAB"), (435, "YAB")))
    found = ask(stops=stops, **{name: one[name] + other[name] for name in one})[0, "0123456"]
    assert (found["stop"], found["headway_s"], found["longest_s"]) == ("tram:A", 900, 900)


def test_a_last_stop_is_never_where_intervals_are_measured(ask):
    stops = [make_stop(each, 69.2 + n / 100) for n, each in enumerate("XYAB")]
    one, other = (runs(*range(420, 1000, 30), stops=each) for each in ("XB", "YB"))
    other = {name: [{**row, "trip_id": f"{row['trip_id']}y"} for row in rows] for name, rows in other.items()}
    found = ask(stops=stops, **{name: one[name] + other[name] for name in one})[0, "0123456"]
    assert found["stop"] in ("tram:X", "tram:Y") and found["headway_s"] == 1800


def test_a_line_that_passes_a_stop_twice_is_not_twice_as_frequent(ask):
    found = ask(**runs(420, 480, 540, stops="ABCA"))[0, "0123456"]
    assert (found["stop"], found["headway_s"]) == ("tram:A", 3600)


def test_each_kind_of_day_has_figures_of_its_own(ask):
    services = [make_service("work", WORKDAYS), make_service("rest", (0, 0, 0, 0, 0, 1, 0))]
    trips = [make_trip("T1", "work"), make_trip("T2", "work"), make_trip("T3", "rest")]
    times = [make_calls(trip, at, "20:00:00") for trip, at in (("T1", "08:00:00"), ("T2", "09:00:00"), ("T3", "10:00:00"))]
    found = ask(calendar=services, trips=trips, stop_times=[row for each in times for row in each])
    assert {key: row["trips"] for key, row in found.items()} == {(0, "01234"): 2, (0, "5"): 1}  # and none on Sundays


def test_speed_is_along_the_shape_or_straight_where_there_is_none(ask):
    east = [make_stop("A", 69.2), make_stop("B", 69.3)]
    straight = ask(stops=east, **runs(480, minutes=20))[0, "0123456"]
    assert straight["distance_m"] == pytest.approx(8353, rel=0.003)  # 0.1 degree of longitude at 41.3 north
    assert straight["duration_s"] == 1200
    points = ((69.2, 41.3), (69.25, 41.35), (69.3, 41.3))
    shape = [
        {"shape_id": "S", "shape_pt_lon": lon, "shape_pt_lat": lat, "shape_pt_sequence": n} for n, (lon, lat) in enumerate(points)
    ]
    made = runs(480, minutes=20)
    made["trips"] = [row | {"shape_id": "S"} for row in made["trips"]]
    bent = ask(stops=east, shapes=shape, **made)[0, "0123456"]
    assert bent["distance_m"] == pytest.approx(13_900, rel=0.01)


def test_frequencies_count_as_the_trips_that_they_make(ask):
    every = [{"trip_id": "T1", "start_time": "07:00:00", "end_time": "09:00:00", "headway_secs": 600}]
    found = ask(frequencies=every)[0, "0123456"]
    assert (found["trips"], found["headway_s"]) == (12, 600)


def test_departures_at_the_same_moment_make_no_wait():
    assert service.measure_intervals(np.array([100, 100])) == service.Intervals()


@pytest.fixture(scope="module")
def cairns(material):
    """gtfs-kit's own statistics of a real feed on one Wednesday: {(route, direction): its row}."""
    from transit import feed  # it loads gtfs-kit so that its PROJ and SpatiaLite's live side by side

    read = feed.gtfs_kit.read_feed(material / "transit" / "cairns_gtfs.zip", dist_units="km")
    trips = feed.gtfs_kit.compute_trip_stats(read)
    stats = read.compute_route_stats(["20140604"], trip_stats=trips, split_directions=True)
    ways = trips.groupby(["route_id", "direction_id"])["start_stop_id"].nunique().to_dict()
    return {(row.route_id, row.direction_id): (row, ways[row.route_id, row.direction_id]) for row in stats.itertuples()}


def test_a_real_city_gets_the_figures_that_gtfs_kit_gives(app, material, cairns):
    with app.app_context():
        import_feed(material / "transit" / "cairns_gtfs.zip", "cairns")
        rows = [dict(zip(measuring.LINE, row, strict=True)) for row in measuring.work_out(now()).lines]
    ours = {(row["line"].partition(":")[2], row["direction"]): row for row in rows if "2" in row["weekdays"]}
    assert ours.keys() == cairns.keys()
    same = 0
    for key, row in ours.items():
        theirs, beginnings = cairns[key]
        assert (row["trips"], say(row["first_s"] // 60)) == (theirs.num_trips, theirs.start_time), key
        assert row["distance_m"] / row["duration_s"] * 3.6 == pytest.approx(theirs.service_speed, rel=0.03), key
        if beginnings == 1 and row["headway_s"]:  # gtfs-kit takes the moments at which trips begin, wherever that is
            assert row["headway_s"] / 60 == pytest.approx(theirs.mean_headway), key
            assert (row["shortest_s"] / 60, row["longest_s"] / 60) == (theirs.min_headway, theirs.max_headway), key
            same += 1
    assert same >= 20
