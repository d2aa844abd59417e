"""Days of service: the week, the exceptions, and feeds that have only one of both."""

from datetime import date

import pytest

from tests.transit.feeds import SILENT, WORKDAYS, make_service, write_feed
from transit import calendars, importing, refusals

TODAY = date(2026, 11, 24)


def read_days(tmp_path, **changed):
    tables = importing.read_feed(write_feed(tmp_path / "feed.zip", **changed), 100, SILENT)
    return calendars.list_service_days(tables, TODAY)


def exception(day, kind, service_id="daily"):
    return {"service_id": service_id, "date": day, "exception_type": kind}


def test_a_service_runs_on_its_weekdays_from_the_first_day_to_the_last(tmp_path):
    days = read_days(tmp_path, calendar=[make_service(week=WORKDAYS, start="20261120", end="20261124")])
    assert days == {"daily": [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)]}


def test_a_day_is_added_and_another_taken_away(tmp_path):
    week = [make_service(start="20261123", end="20261125")]
    days = read_days(tmp_path, calendar=week, calendar_dates=[exception("20261124", 2), exception("20261208", 1)])
    assert days["daily"] == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 8)]


def test_calendar_dates_alone_will_do(tmp_path):
    days = read_days(tmp_path, calendar=None, calendar_dates=[exception("20261124", 1, "special")])
    assert days == {"special": [date(2026, 11, 24)]}


def test_a_calendar_for_ever_is_kept_for_three_years_around_today(tmp_path):
    days = read_days(tmp_path, calendar=[make_service(start="20000101", end="20991231")])["daily"]
    assert days[0] < TODAY < days[-1]
    assert len(days) == calendars.MOST_DAYS


def test_an_old_feed_keeps_its_own_days(tmp_path):
    days = read_days(tmp_path, calendar=[make_service(start="20140526", end="20141226")])["daily"]
    assert (days[0], days[-1]) == (date(2014, 5, 26), date(2014, 12, 26))


@pytest.mark.parametrize("text", ["", "2026-11-24", "20260230", "today", None])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(refusals.WrongCell):
        calendars.read_day(text)
