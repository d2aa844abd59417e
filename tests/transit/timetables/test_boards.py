"""Boards of a stop: minutes under hours, by line and way and kind of day."""

from datetime import date

import pytest

from tests.transit.feeds import WORKDAYS, import_feed, make_calls, make_service, make_trip, write_feed
from transit import network
from transit.timetables import boards

MONDAY, SATURDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 24)
FEED = {
    "trips": [
        make_trip("T1", "work", direction_id=0, trip_headsign="Chorsu"),
        make_trip("T2", "work", direction_id=0, trip_headsign="Chorsu"),
        make_trip("T3", "work", direction_id=0, trip_headsign="Depot"),
        make_trip("T4", "rest", direction_id=0, trip_headsign="Chorsu"),
    ],
    "stop_times": [
        *make_calls("T1", "06:00:00", "06:10:00"),
        *make_calls("T2", "06:30:59", "06:40:00"),
        *make_calls("T3", "24:05:00", "24:20:00"),
        *make_calls("T4", "08:00:00", "08:10:00"),
    ],
    "calendar": [make_service("work", WORKDAYS), make_service("rest", (0, 0, 0, 0, 0, 1, 1))],
}


@pytest.fixture
def stop(app, tmp_path):
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", **FEED))
        yield network.get_stop("tram:A")


def test_a_day_has_the_minutes_of_its_services_and_marks_trains_that_end_elsewhere(stop):
    (board,) = boards.list_day_boards(stop, MONDAY)
    assert (board.line.badge, board.direction, board.headsign.en) == ("1", 0, "Chorsu")
    assert board.rows == [(6, [[(0, ""), (30, "")]]), (24, [[(5, "a")]])]
    assert [(mark, words.en) for mark, words in board.notes] == [("a", "Depot")]


def test_another_day_has_others(stop):
    assert [board.rows for board in boards.list_day_boards(stop, SATURDAY)] == [[(8, [[(0, "")]])]]


def test_a_day_without_service_has_no_board(stop):
    assert boards.list_day_boards(stop, date(2027, 5, 1)) == []


def test_a_week_has_a_column_for_each_kind_of_day(stop):
    (board,) = boards.list_week_boards(stop, TUESDAY)
    assert [column.weekdays for column in board.columns] == [(0, 1, 2, 3, 4), (5, 6)]
    assert board.rows[1] == (8, [[], [(0, "")]])


def test_an_exception_of_today_is_not_printed(app, tmp_path):
    holiday = [{"service_id": "work", "date": "20261124", "exception_type": 2}]
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", **FEED, calendar_dates=holiday))
        (board,) = boards.list_week_boards(network.get_stop("tram:A"), TUESDAY)
    assert [column.weekdays for column in board.columns] == [(0, 1, 2, 3, 4), (5, 6)]


def test_boards_are_narrowed_to_a_line_and_a_way(stop):
    assert boards.list_day_boards(stop, MONDAY, "tram:R1", 0)
    assert boards.list_day_boards(stop, MONDAY, "tram:R1", 1) == []
    assert boards.list_day_boards(stop, MONDAY, "tram:R9") == []


def test_nothing_leaves_the_last_stop(stop):
    assert boards.list_day_boards(network.get_stop("tram:B"), MONDAY) == []


def test_the_commonest_headsign_has_no_mark():
    assert boards.mark_headsigns(["x", "y", "y", "z"]) == {"y": "", "x": "a", "z": "b"}
