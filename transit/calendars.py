"""The days on which each service of a feed runs: calendar.txt and calendar_dates.txt worked out."""

from collections import defaultdict
from datetime import date, timedelta

from transit import refusals

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDED = 1  # exception_type; 2 is removed
MOST_DAYS = 1_100  # of a feed that runs for ever, three years from a little before now are kept
KEPT_BEFORE = timedelta(days=100)


def read_day(text, file="calendar.txt", column="date"):
    """A day from YYYYMMDD. Raises WrongCell."""
    try:
        if len(text) != 8:
            raise ValueError
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except (TypeError, ValueError):
        raise refusals.WrongCell(file=file, column=column, value=text or "") from None


def list_service_days(tables, today):
    """{service_id: sorted days}. Raises NoServiceDay when there is none in the whole feed."""
    days = defaultdict(set)
    for service_id, *week, first, last in tables.rows("calendar", "service_id", *DAYS, "start_date", "end_date"):
        first, last = read_day(first, column="start_date"), read_day(last, column="end_date")
        days[service_id].update(_days_of_week(week, *_shorten(first, last, today)))
    for service_id, text, change in tables.rows("calendar_dates", "service_id", "date", "exception_type"):
        day = read_day(text, "calendar_dates.txt")
        (days[service_id].add if change == ADDED else days[service_id].discard)(day)
    if not any(days.values()):
        raise refusals.NoServiceDay()
    return {service_id: sorted(its) for service_id, its in days.items()}


def _days_of_week(week, first, last):
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if week[day.weekday()] == 1:
            yield day


def _shorten(first, last, today):
    """A period of at most MOST_DAYS, around today where it is longer."""
    if (last - first).days >= MOST_DAYS:
        first = max(first, today - KEPT_BEFORE)
        last = min(last, first + timedelta(days=MOST_DAYS - 1))
    return first, last
