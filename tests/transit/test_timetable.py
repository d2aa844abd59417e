"""Departures: calendars, midnight, holidays, clocks of other cities."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from city.clock import TASHKENT
from tests.transit.feeds import (
    WORKDAYS,
    import_feed,
    make_calls,
    make_service,
    make_stop,
    make_trip,
    write_feed,
)
from transit import network, timetable


def tashkent(*parts):
    return datetime(*parts, tzinfo=TASHKENT)


def leaves(at, stop="tram:A", limit=50):
    """(clock, wait in minutes) of the next departures."""
    found = timetable.list_departures(network.get_stop(stop), at, limit)
    return [(f"{departure.at:%d %H:%M}", departure.wait_min) for departure in found]


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed, inside an app context."""
    with app.app_context():
        yield lambda **changed: import_feed(write_feed(tmp_path / "feed.zip", **changed))


def test_the_next_departures_come_soonest_first_with_their_wait(place):
    place(
        trips=[make_trip("T1"), make_trip("T2")],
        stop_times=[*make_calls("T1", "08:30:00", "08:40:00"), *make_calls("T2", "08:10:00", "08:20:00")],
    )
    assert leaves(tashkent(2026, 11, 24, 8, 0, 30))[:2] == [("24 08:10", 9), ("24 08:30", 29)]


def test_a_train_that_leaves_at_this_very_moment_is_still_listed(place):
    place()
    assert leaves(tashkent(2026, 11, 24, 8)) == [("24 08:00", 0)]
    assert leaves(tashkent(2026, 11, 24, 8, 0, 1)) == [("25 08:00", 1439)]


def test_a_train_that_ends_here_is_no_departure(place):
    place()
    assert leaves(tashkent(2026, 11, 24, 7), stop="tram:C") == []


def test_where_nobody_may_get_on_there_is_no_departure(place):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", pickup_type=0)
    calls[1]["pickup_type"] = 1
    place(stop_times=calls)
    assert leaves(tashkent(2026, 11, 24, 7), stop="tram:B") == []


def test_trains_do_not_run_on_days_that_the_calendar_leaves_out(place):
    place(calendar=[make_service(week=WORKDAYS)])
    assert leaves(tashkent(2026, 11, 27, 7)) == [("27 08:00", 60)]
    assert leaves(tashkent(2026, 11, 28, 7)) == []


def test_a_holiday_runs_what_the_exceptions_say(place):
    place(
        trips=[make_trip("T1", "work"), make_trip("T2", "rest")],
        stop_times=[*make_calls("T1", "08:00:00", "08:10:00"), *make_calls("T2", "09:00:00", "09:10:00")],
        calendar=[make_service("work", WORKDAYS)],
        calendar_dates=[
            {"service_id": "work", "date": "20261208", "exception_type": 2},
            {"service_id": "rest", "date": "20261208", "exception_type": 1},
        ],
    )
    assert leaves(tashkent(2026, 12, 8, 7)) == [("08 09:00", 120)]


def test_a_train_past_twenty_four_hours_leaves_after_midnight_of_the_next_day(place):
    place(
        stop_times=make_calls("T1", "24:10:00", "24:20:00"),
        calendar=[make_service(start="20261124", end="20261124")],
    )
    assert leaves(tashkent(2026, 11, 24, 23, 50)) == [("25 00:10", 20)]
    assert leaves(tashkent(2026, 11, 25, 0, 5)) == [("25 00:10", 5)]
    assert leaves(tashkent(2026, 11, 24, 0, 5)) == []


def test_a_train_of_the_day_before_yesterday_may_still_be_running(place):
    place(
        stop_times=make_calls("T1", "49:00:00", "49:30:00"),
        calendar=[make_service(start="20261124", end="20261124")],
    )
    assert leaves(tashkent(2026, 11, 26, 0, 30)) == [("26 01:00", 30)]


def test_in_the_evening_trains_of_tomorrow_follow_and_early_ones_are_not_lost(place):
    place(
        trips=[make_trip("T1"), make_trip("T2"), make_trip("T3")],
        stop_times=[
            *make_calls("T1", "00:30:00", "00:40:00"),
            *make_calls("T2", "23:30:00", "23:40:00"),
            *make_calls("T3", "25:00:00", "25:10:00"),
        ],
    )
    assert leaves(tashkent(2026, 11, 24, 23), limit=2) == [("24 23:30", 30), ("25 00:30", 90)]


def test_it_is_the_date_in_tashkent_that_counts_and_not_that_in_greenwich(place):
    place(calendar=[make_service(start="20261125", end="20261125")])
    assert leaves(datetime(2026, 11, 24, 22, tzinfo=UTC)) == [("25 08:00", 300)]


def test_a_feed_is_shown_on_the_clock_of_its_own_city(place):
    place(agency=[{"agency_name": "Tram", "agency_timezone": "Australia/Brisbane"}])
    departure = timetable.list_departures(network.get_stop("tram:A"), datetime(2026, 11, 23, 21, tzinfo=UTC), 1)[0]
    assert departure.at == datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Australia/Brisbane"))
    assert departure.wait_min == 60


@pytest.mark.parametrize(
    ("day", "clock"),
    [(date(2026, 3, 29), "08:00"), (date(2026, 3, 28), "08:00"), (date(2026, 10, 25), "08:00")],
)
def test_on_the_day_of_a_clock_change_times_count_from_noon(place, day, clock):
    place(agency=[{"agency_name": "Tram", "agency_timezone": "Europe/Berlin"}])
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Berlin"))
    departure = timetable.list_departures(network.get_stop("tram:A"), midnight, 1)[0]
    assert f"{departure.at:%Y-%m-%d %H:%M}" == f"{day} {clock}"


def test_a_station_has_the_departures_of_all_its_platforms(place):
    stops = [
        make_stop("S", location_type=1),
        make_stop("A", parent_station="S"),
        make_stop("B", parent_station="S"),
        make_stop("C"),
    ]
    place(
        stops=stops,
        trips=[make_trip("T1"), make_trip("T2")],
        stop_times=[
            *make_calls("T1", "08:00:00", "08:10:00", stops="AC"),
            *make_calls("T2", "08:05:00", "08:15:00", stops="BC"),
        ],
    )
    assert leaves(tashkent(2026, 11, 24, 7), stop="tram:S") == [("24 08:00", 60), ("24 08:05", 65)]
    assert leaves(tashkent(2026, 11, 24, 7), stop="tram:B") == [("24 08:05", 65)]
    assert network.get_stop("tram:B").station == "tram:S"


def test_a_stop_may_show_another_headsign_than_its_trip(place):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", stop_headsign="Circle")
    calls[1]["stop_headsign"] = ""
    place(trips=[make_trip("T1", trip_headsign="Depot")], stop_times=calls)
    signs = [timetable.list_departures(network.get_stop(f"tram:{key}"), tashkent(2026, 11, 24, 7), 1)[0].headsign for key in "AB"]
    assert [sign.name("en").text for sign in signs] == ["Circle", "Depot"]


def test_without_a_headsign_the_last_stop_is_named(place):
    place()
    departure = timetable.list_departures(network.get_stop("tram:A"), tashkent(2026, 11, 24, 7), 1)[0]
    assert departure.headsign.name("en").text == "Stop C"


def test_departures_are_grouped_by_direction_and_in_one_list_where_those_are_many():
    make = timetable.Departure
    found = [make(f"r{i % 6}", "", "", "", 0, None, tashkent(2026, 1, 1, 0, i), 0) for i in range(20)]
    assert timetable.group_by_direction(found, 5) == [found[:10]]
    assert [len(group) for group in timetable.group_by_direction(found[:3], 5)] == [1, 1, 1]
    assert timetable.group_by_direction([], 5) == []


def test_a_service_day_begins_twelve_hours_before_noon():
    berlin = ZoneInfo("Europe/Berlin")
    assert timetable.begin_of(date(2026, 3, 29), berlin) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert timetable.begin_of(date(2026, 7, 1), TASHKENT) == tashkent(2026, 7, 1)
    assert timetable.service_days(date(2026, 7, 1), 2 * 86_400 + 1)[-1] == date(2026, 7, 1) - timedelta(days=2)
