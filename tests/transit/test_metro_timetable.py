"""Trains of the metro: times, run times, days of service, ways to change."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.transit.metro_feed import FIRST_DAY, LAST_DAY, calls_by_trip, ids, make_feed, read_feed, seconds
from transit import metro_timetable

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def services_on(feed, day):
    regular = {row["service_id"] for row in feed["calendar"] if row[WEEKDAYS[day.weekday()]] == "1"}
    changes = [row for row in feed["calendar_dates"] if row["date"] == f"{day:%Y%m%d}"]
    added = {row["service_id"] for row in changes if row["exception_type"] == "1"}
    removed = {row["service_id"] for row in changes if row["exception_type"] == "2"}
    return (regular | added) - removed


def run_time_min(feed, route_id):
    trips = {row["trip_id"] for row in feed["trips"] if row["route_id"] == route_id}
    calls = next(calls for trip_id, calls in calls_by_trip(feed).items() if trip_id in trips)
    return (seconds(calls[-1]["arrival_time"]) - seconds(calls[0]["departure_time"])) / 60


def test_times_never_go_back_along_a_trip(feed):
    for calls in calls_by_trip(feed).values():
        clock = [seconds(call[field]) for call in calls for field in ("arrival_time", "departure_time")]
        assert clock == sorted(clock)
        assert all(b - a > 0 for a, b in zip(clock[1::2], clock[2::2], strict=False))


def test_trains_stand_at_every_station_but_the_two_ends(feed):
    for calls in calls_by_trip(feed).values():
        stands = [seconds(call["departure_time"]) - seconds(call["arrival_time"]) for call in calls]
        assert stands[0] == stands[-1] == 0
        assert set(stands[1:-1]) == {metro_timetable.DWELL_S}


def test_distances_grow_along_every_shape(feed):
    for a, b in pairwise(feed["shapes"]):
        if a["shape_id"] == b["shape_id"]:
            assert int(a["shape_dist_traveled"]) < int(b["shape_dist_traveled"])


def test_the_distance_of_one_degree_of_latitude_is_known():
    assert metro_timetable.distance_m((41, 69), (42, 69)) == pytest.approx(111_195, abs=1)


@pytest.mark.parametrize(("line", "least_min", "most_min"), [("M1", 38, 46), ("M2", 23, 28), ("M3", 15, 20)])
def test_a_line_is_ridden_end_to_end_in_a_plausible_time(feed, line, least_min, most_min):
    assert least_min <= run_time_min(feed, line) <= most_min


def test_the_first_part_of_the_ring_takes_nineteen_minutes_as_published(feed):
    calls = {row["stop_id"]: row for row in calls_by_trip(feed)["M4-0-weekday-0500"]}
    ridden_s = seconds(calls["qoyliq"]["arrival_time"]) - seconds(calls["texnopark"]["departure_time"])
    assert round(ridden_s / 60) == 19


def test_trains_leave_from_five_until_shortly_before_midnight(feed):
    starts = [calls[0]["departure_time"] for calls in calls_by_trip(feed).values()]
    assert min(starts) == "05:00:00"
    assert "23:45:00" <= max(starts) < "24:00:00"


def test_the_last_trains_of_every_line_arrive_after_midnight_of_the_same_service_day(feed):
    late = {row["trip_id"] for row in feed["stop_times"] if row["arrival_time"] >= "24:00:00"}
    assert {row["route_id"] for row in feed["trips"] if row["trip_id"] in late} == {"M1", "M2", "M3", "M4"}
    assert max(row["arrival_time"] for row in feed["stop_times"]) < "25:00:00"


def test_more_trains_run_on_a_weekday_than_on_a_saturday_and_fewest_on_a_sunday(feed):
    runs = Counter((row["route_id"], row["service_id"]) for row in feed["trips"])
    for line in ("M1", "M2", "M3", "M4"):
        assert runs[line, "weekday"] > runs[line, "saturday"] > runs[line, "sunday"]


def test_every_day_has_exactly_one_service(feed):
    days = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    assert all(len(services_on(feed, day)) == 1 for day in days)


@pytest.mark.parametrize(("month", "day"), [(1, 1), (3, 8), (3, 21), (5, 9), (9, 1), (10, 1), (12, 8)])
def test_a_holiday_runs_the_sunday_service(feed, month, day):
    assert services_on(feed, date(2026, month, day)) == {"sunday"}


def test_the_day_after_a_holiday_runs_its_own_service(feed):
    assert services_on(feed, date(2026, 9, 2)) == {"weekday"}
    assert services_on(feed, date(2026, 9, 5)) == {"saturday"}


def test_a_holiday_on_a_sunday_changes_nothing(feed):
    assert date(2026, 3, 8).weekday() == 6
    assert "20260308" not in ids(feed["calendar_dates"], "date")


def test_holidays_are_those_of_the_period_and_of_every_year_in_it():
    found = metro_timetable.holidays(date(2026, 12, 8), date(2027, 1, 1))
    assert found == [date(2026, 12, 8), date(2027, 1, 1)]


def test_a_period_without_holidays_has_no_calendar_dates(tmp_path):
    feed = read_feed(make_feed(tmp_path, date(2026, 6, 1), date(2026, 6, 30)))
    assert "calendar_dates" not in feed
    assert all(feed.values())


def test_five_interchanges_are_walked_both_ways(feed):
    walks = {(row["from_stop_id"], row["to_stop_id"]): int(row["min_transfer_time"]) for row in feed["transfers"]}
    assert len(walks) == len(feed["transfers"]) == 10
    assert all(walks[b, a] == walked_s for (a, b), walked_s in walks.items())
    assert all(120 <= walked_s <= 600 for walked_s in walks.values())
    assert {stop_id for pair in walks for stop_id in pair} <= ids(feed["stops"], "stop_id")
    assert ids(feed["transfers"], "transfer_type") == {"2"}


def test_a_change_takes_two_minutes_at_least():
    assert metro_timetable.transfer_time_s(0) == 120
    assert metro_timetable.transfer_time_s(91) == 180
