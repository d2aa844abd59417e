"""A line's timetable as a grid: rows for every pattern of stops, columns in the order of the day."""

from datetime import date

import pytest

from tests.transit.feeds import WORKDAYS, import_feed, make_calls, make_service, make_stop, make_trip, write_feed
from transit import network
from transit.timetables import choosing, grids

TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 29)


@pytest.fixture
def page(app, tmp_path):
    """The page of a line with an express that leaves out a stop, a branch, a short trip, and Sundays of their own."""
    trips = {
        "slow": ("work", ["08:00:00", "08:10:00", "08:20:00", "08:30:00"], "ABCD"),
        "slower": ("work", ["08:20:00", "08:30:00", "08:40:00", "08:50:00"], "ABCD"),
        "express": ("work", ["08:05:00", "08:18:00", "08:25:00"], "ACD"),
        "branch": ("work", ["08:02:00", "08:12:00", "08:40:00"], "ABX"),
        "short": ("work", ["08:15:00", "08:25:00"], "CD"),
        "sunday": ("rest", ["09:00:00", "09:40:00"], "AD"),
    }
    feed = {
        "stops": [make_stop(stop, 69.2 + place / 100) for place, stop in enumerate("ABCDX")],
        "trips": [make_trip(trip, service, direction_id=0, trip_headsign="End") for trip, (service, *_) in trips.items()],
        "stop_times": [row for trip, (_, times, stops) in trips.items() for row in make_calls(trip, *times, stops=stops)],
        "calendar": [make_service("work", WORKDAYS), make_service("rest", (0, 0, 0, 0, 0, 1, 1))],
    }
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", **feed))
        yield network.get_line("tram:R1")


def read(page, weekday=None, date=None, today=TUESDAY):
    chosen = choosing.choose(page, None, weekday, date, today)
    return chosen, grids.read_grid(page.key, chosen.direction, chosen.services)


def minutes(trip):
    return [at if at is None else at // 60 - 8 * 60 for at in trip.times]


def test_every_pattern_of_stops_finds_its_rows(page):
    _chosen, grid = read(page)
    keys = [key.removeprefix("tram:") for key, _words in grid.stops]
    assert keys.index("A") < keys.index("B") < keys.index("C") < keys.index("D")
    assert sorted(keys) == list("ABCDX")


def test_columns_stand_in_the_order_in_which_they_pass(page):
    _chosen, grid = read(page)
    rows = {key.removeprefix("tram:"): row for row, (key, _words) in enumerate(grid.stops)}
    starts = [next(each for each in minutes(trip) if each is not None) for trip in grid.trips]
    assert starts == [15, 0, 2, 5, 20]  # the short one stands where it would have left A: five to eight
    assert [trip.number for trip in grid.trips] == [1, 2, 3, 4, 5]
    assert minutes(grid.trips[3])[rows["B"]] is None


def test_days_that_are_alike_stand_together_and_today_is_the_default(page):
    chosen, grid = read(page)
    assert chosen.weekdays == (0, 1, 2, 3, 4)
    assert [weekdays for weekdays, _services in chosen.kinds] == [(0, 1, 2, 3, 4), (5, 6)]
    chosen, grid = read(page, weekday=6)
    assert (chosen.weekdays, len(grid.trips)) == ((5, 6), 1)


def test_one_date_has_what_runs_on_it(page):
    chosen, grid = read(page, date=SUNDAY)
    assert (chosen.weekdays, chosen.date, len(grid.trips)) == (None, SUNDAY, 1)
    chosen, grid = read(page, date=date(2027, 5, 1))
    assert grid.trips == []


def test_a_stop_that_is_passed_twice_has_two_rows():
    assert grids.merge_patterns([tuple("ABCA")]) == list("ABCA")
    assert grids.place_run([("A", 1, 1), ("B", 2, 2), ("C", 3, 3), ("A", 4, 9)], list("ABCA")) == [1, 2, 3, 4]


def test_rows_hold_each_pattern_in_its_order():
    rows = grids.merge_patterns([tuple("ABCDE"), tuple("ABCDE"), tuple("AXCYE"), tuple("ED")])
    for pattern in ("ABCDE", "AXCYE", "ED"):
        left = iter(rows)
        assert all(stop in left for stop in pattern), (rows, pattern)


def test_ends_and_every_fifth_stop_are_main_ones(page):
    _chosen, grid = read(page)
    assert {0, len(grid.stops) - 1} <= grid.main
    assert set(grid.rows(main_only=True)) == grid.main
    assert grid.rows() == list(range(len(grid.stops)))


def test_a_block_has_as_many_trips_as_a_sheet_of_paper(page):
    trips = [grids.Trip(number, "", (0,)) for number in range(1, 40)]
    blocks = grids.Grid([], trips, None, [], frozenset()).blocks
    assert [len(block) for block in blocks] == [16, 16, 7]
