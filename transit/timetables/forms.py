"""What readers may ask of a timetable: a day, or a day of the week; a direction; all stops or the main ones."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from city.errors import N_, WrongValue
from city.forms import LanguageQuery, Query
from transit.forms import YEARS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = "mon|tue|wed|thu|fri|sat|sun"
DAY_TEXT = N_("a day, as 2026-11-24; today by default")


def read_day(text):
    """A day from YYYY-MM-DD. Raises WrongValue."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WrongValue(name="day") from None
    if day.year not in YEARS:
        raise WrongValue(name="day")
    return day


class DayQuery(LanguageQuery):
    """JSON of one day."""

    day: str | None = Field(
        None, description=DAY_TEXT, examples=["2026-11-24"], json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$"}
    )

    def date(self, today):
        """The day asked for, or today. Raises WrongValue."""
        return read_day(self.day) if self.day else today


class SheetQuery(Query):
    """A stop's sheet."""

    line: str | None = None


class GridQuery(Query):
    """A line's timetable: of the days that are like a day of the week, or of one date."""

    direction: int | None = Field(None, ge=0, le=9)
    day: str | None = None
    stops: Literal["main", "all"] = "all"

    @property
    def weekday(self):
        """0 for Monday; None where no day of the week is asked for."""
        return WEEKDAYS.index(self.day) if self.day in WEEKDAYS else None

    @property
    def date(self):
        """The date asked for, None where there is none. Raises WrongValue."""
        return read_day(self.day) if self.day and self.weekday is None else None


class GridJsonQuery(LanguageQuery, GridQuery):
    """JSON of a line's timetable."""

    direction: int | None = Field(None, ge=0, le=9, description=N_("0 or 1; the first one by default"), examples=[0])
    day: str | None = Field(
        None,
        description=N_("a day, as 2026-11-24, or a day of the week, as mon: the usual timetable of such days; today by default"),
        examples=["mon"],
        json_schema_extra={"pattern": rf"^(\d{{4}}-\d{{2}}-\d{{2}}|{WEEKDAY})$"},
    )
    stops: Literal["main", "all"] = Field("all", description=N_("only the main stops, or all"), examples=["main"])


def neighbours(day):
    """The days before and after."""
    return day - timedelta(days=1), day + timedelta(days=1)
