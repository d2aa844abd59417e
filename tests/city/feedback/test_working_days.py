"""Three working days, by the calendar of Uzbekistan."""

from datetime import UTC, date, datetime

import pytest

from city.feedback.working_days import add_working_days, day_of, is_working_day, read_holidays
from city.names import FALLBACK

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),  # Tuesday: Friday
        (date(2026, 11, 25), date(2026, 11, 30)),  # over a week-end
        (date(2026, 11, 28), date(2026, 12, 2)),  # came on Saturday: Monday is the first day
        (date(2026, 12, 4), date(2026, 12, 10)),  # Constitution Day, 8 December, is a Tuesday
        (date(2026, 12, 31), date(2027, 1, 6)),  # over New Year
        (date(2027, 8, 31), date(2027, 9, 6)),  # Independence Day
    ],
)
def test_a_message_is_due_on_the_third_working_day_after_it_came(came, due):
    assert add_working_days(came, 3, off=()) == due


def test_a_holiday_on_a_day_of_rest_takes_the_next_working_day():
    assert not is_working_day(date(2027, 5, 10), off=())  # 9 May 2027 is a Sunday
    assert not is_working_day(date(2026, 3, 9), off=()) and is_working_day(date(2026, 3, 10), off=())
    assert not is_working_day(date(2026, 3, 23), off=())  # Navruz on a Saturday


def test_the_year_before_reaches_into_the_next_only_where_the_calendar_does():
    assert not is_working_day(date(2028, 1, 3), off=())  # 1 January 2028 is a Saturday
    assert is_working_day(date(2027, 1, 4), off=())


def test_a_day_off_that_was_entered_is_none():
    assert add_working_days(date(2027, 3, 8), 3, off={date(2027, 3, 10)}) == date(2027, 3, 12)


def test_days_are_those_of_tashkent():
    assert day_of(datetime(2026, 11, 24, 19, 30, tzinfo=UTC)) == date(2026, 11, 25)


def test_every_holiday_has_its_name_in_four_languages():
    assert len(read_holidays()) == 7
    assert all(each.names.keys() == FALLBACK.keys() for each in read_holidays())
