"""Working days: Monday to Friday, without the holidays of the law and without the days off that were entered."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from city.clock import TASHKENT
from city.database import db
from city.errors import N_, CityError, NotFound
from city.feedback.models import DayOff
from city.names import Named

FILE = Path(__file__).parent / "data" / "holidays.csv"
DAY = timedelta(days=1)
WORKING = range(5)  # of date.weekday()


class DayThere(CityError):
    status = 422
    field = "day"
    sentence = N_("This day is entered already.")


@dataclass
class Holiday(Named):
    """A holiday with the same date every year (Labour Code, article 208)."""

    month: int
    day: int
    name_uz: str
    name_uz_cyrl: str
    name_ru: str
    name_en: str
    names_derived: str = ""


@cache
def read_holidays():
    """[Holiday] of the data file."""
    with FILE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Holiday(**row | {"month": int(row["month"]), "day": int(row["day"])}) for row in rows)


@cache
def free_days(year):
    """{date} of the holidays of a year; one on a day of rest takes the next working day as well (the same article)."""
    holidays = {date(year, each.month, each.day) for each in read_holidays()}
    free = set(holidays)
    for day in sorted(holidays):
        if day.weekday() not in WORKING:
            while day.weekday() not in WORKING or day in free:
                day += DAY
            free.add(day)
    return frozenset(free)


def is_working_day(day, off):
    """Whether people work here on a date; `off` are the further days off that were entered."""
    moved = free_days(day.year) | free_days(day.year - 1)
    return day.weekday() in WORKING and day not in moved and day not in off


def add_working_days(day, count, off):
    """The date of the `count`-th working day after `day`, which does not count itself."""
    while count:
        day += DAY
        count -= is_working_day(day, off)
    return day


def day_of(moment):
    """The date in Tashkent of a moment."""
    return moment.astimezone(TASHKENT).date()


def read_days_off():
    """{date: name} of the further days off."""
    return {each.day: each.name for each in db.session.scalars(select(DayOff).order_by(DayOff.day))}


def add_day_off(day, name):
    """Enter a further day off. Raises DayThere."""
    try:
        with db.session.begin_nested():
            db.session.add(DayOff(day=day, name=name))
    except IntegrityError:
        raise DayThere() from None


def remove_day_off(day):
    """Take it out again. Raises NotFound."""
    found = db.session.get(DayOff, day)
    if not found:
        raise NotFound()
    db.session.delete(found)
    db.session.flush()
