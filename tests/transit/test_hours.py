"""First and last trains and intervals, by kinds of day as the calendar makes them."""

from datetime import date

import pytest

from tests.transit.feeds import WORKDAYS, import_feed, make_calls, make_service, make_trip, write_feed
from transit import hours, labels, network

TUESDAY, HOLIDAY = date(2026, 11, 24), date(2026, 12, 8)
WEEKEND = (0, 0, 0, 0, 0, 1, 1)


@pytest.fixture
def ask(app, tmp_path):
    """A function that imports a feed and gives the hours of its line in direction 0, inside an app context."""

    def ask(today, **changed):
        import_feed(write_feed(tmp_path / "feed.zip", **changed))
        page = network.get_line("tram:R1")
        return hours.list_hours("tram:R1", page.timetable, today)[0]

    with app.app_context():
        yield ask


def two_services(**more):
    return {
        "trips": [make_trip("T1", "work"), make_trip("T2", "work"), make_trip("T3", "rest")],
        "stop_times": [
            *make_calls("T1", "06:00:00", "06:10:00"),
            *make_calls("T2", "24:10:00", "24:20:00"),
            *make_calls("T3", "08:00:00", "08:10:00"),
        ],
        "calendar": [make_service("work", WORKDAYS), make_service("rest", WEEKEND)],
    } | more


def test_weekdays_with_the_same_services_are_one_kind_of_day(ask):
    found = {each.weekdays: (each.first_s, each.last_s, each.count) for each in ask(TUESDAY, **two_services())}
    assert found == {(0, 1, 2, 3, 4): (21_600, 87_000, 2), (5, 6): (28_800, 28_800, 1)}


def test_today_is_shown_apart_when_it_is_a_holiday(ask):
    changes = [("work", 2), ("rest", 1)]
    dates = [{"service_id": service, "date": "20261208", "exception_type": kind} for service, kind in changes]
    found = ask(HOLIDAY, **two_services(calendar_dates=dates))
    assert [each.weekdays for each in found] == [None, (0, 1, 2, 3, 4), (5, 6)]
    assert found[0].first_s == 28_800


def test_a_holiday_in_the_coming_weeks_does_not_change_the_rule(ask):
    dates = [{"service_id": "work", "date": "20261208", "exception_type": 2}]
    assert [each.weekdays for each in ask(TUESDAY, **two_services(calendar_dates=dates))] == [
        (0, 1, 2, 3, 4),
        (5, 6),
    ]


def test_a_day_without_trains_says_so(ask):
    found = ask(TUESDAY, calendar=[make_service(week=WORKDAYS)])
    assert {each.weekdays: each.count for each in found} == {(0, 1, 2, 3, 4): 1, (5, 6): 0}


def test_a_line_that_runs_every_day_has_one_kind(ask):
    assert [each.weekdays for each in ask(TUESDAY)] == [(0, 1, 2, 3, 4, 5, 6)]


def test_an_old_timetable_is_judged_by_its_own_weeks(ask):
    found = ask(TUESDAY, calendar=[make_service(week=WORKDAYS, start="20140101", end="20141231")])
    assert [each.weekdays for each in found] == [(0, 1, 2, 3, 4), (5, 6)]


def test_the_interval_is_that_of_the_daytime_without_the_rarest_gaps():
    every_five = [7 * 3600 + minutes * 60 for minutes in range(0, 600, 5)]
    assert hours.measure_interval(every_five) == (5, 5)
    assert hours.measure_interval([*every_five, every_five[-1] + 3600]) == (5, 5)
    assert hours.measure_interval(every_five[:4]) is None


@pytest.mark.parametrize(("seconds", "clock"), [(18_000, "05:00"), (87_000, "00:10"), (86_399, "23:59")])
def test_a_time_past_midnight_is_shown_on_the_clock(seconds, clock):
    assert labels.clock(seconds) == clock
