"""What readers may ask of public transport: a place to be near, a moment, a direction, a box."""

import re
from datetime import date, datetime, time

from pydantic import Field

from city import geo
from city.clock import TASHKENT
from city.errors import N_, WrongValue
from city.forms import BOX, PLACE, LanguageQuery, Query

YEARS = range(1970, 2100)
LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")  # in an address a plus is a blank


def read_moment(text, name="at"):
    """An aware moment from ISO 8601; without an offset it is the time of Tashkent. Raises WrongValue."""
    try:
        at = datetime.fromisoformat(LOST_PLUS.sub("+", text) if "T" in text else text)
    except ValueError:
        raise WrongValue(name=name) from None
    if at.year not in YEARS:
        raise WrongValue(name=name)
    return at if at.tzinfo else at.replace(tzinfo=TASHKENT)


class NearQuery(Query):
    """The page of all lines."""

    near: str | None = None

    def place(self):
        """(lon, lat) of `near`, or None. Raises WrongValue or OutsideTashkent."""
        return geo.read_place(self.near) if self.near else None


class LinesQuery(NearQuery):
    """The page of all lines, with a name to look for."""

    q: str = Field("", max_length=200)


class MomentQuery(Query):
    """The page of a stop: a moment in one piece, or in the two of the form on it."""

    at: str | None = None
    date: str | None = None
    time: str | None = None

    def moment(self, now):
        """The moment asked about, `now` where none is. Raises WrongValue."""
        if self.at:
            return read_moment(self.at)
        here = now.astimezone(TASHKENT)
        if not (self.date or self.time):
            return here
        day, clock = self.date or here.date().isoformat(), self.time or f"{here:%H:%M}"
        return datetime.combine(_read(date, day, "date"), _read(time, clock, "time").replace(tzinfo=None), TASHKENT)


class StopPageQuery(MomentQuery):
    """The page of a stop: narrowed to a line, or a line one way; with `day` its whole timetable of that day."""

    line: str | None = None
    direction: int | None = Field(None, ge=0, le=9)
    day: str | None = None

    def whole_day(self):
        """The day whose timetable is asked for, None for the next departures. Raises WrongValue."""
        return _read(date, self.day, "day") if self.day else None

    @property
    def is_now(self):
        return not (self.at or self.date or self.time or self.day)

    def arguments(self, **changes):
        """The query as arguments of an address."""
        return {name: value for name, value in (self.model_dump() | changes).items() if value is not None}


def _read(kind, text, name):
    try:
        value = kind.fromisoformat(text)
    except ValueError:
        raise WrongValue(name=name) from None
    if getattr(value, "year", YEARS[0]) not in YEARS:
        raise WrongValue(name=name)
    return value


class DirectionQuery(Query):
    """The page of a line."""

    direction: int | None = Field(None, ge=0, le=9)


class RoutesQuery(LanguageQuery):
    """GeoJSON of lines."""

    bbox: str | None = Field(
        None,
        description=N_("west,south,east,north in degrees; only what meets it"),
        examples=["69.2,41.25,69.35,41.35"],
        json_schema_extra={"pattern": BOX},
    )
    line: str | None = Field(None, description=N_("only this line: its id"), examples=["metro:M1"])
    limit: int = Field(1000, ge=1, le=2000, description=N_("most results of one page"), examples=[2])
    cursor: str | None = Field(
        None, max_length=1000, description=N_("where the page begins: take it from `next` of the last one")
    )

    def box(self):
        """The geo.Box of `bbox`, or None. Raises WrongValue."""
        return geo.read_box(self.bbox) if self.bbox else None


class StopsQuery(RoutesQuery, NearQuery):
    """GeoJSON of stops."""

    near: str | None = Field(
        None,
        description=N_("longitude,latitude in Tashkent; the nearest come first"),
        examples=["69.279,41.311"],
        json_schema_extra={"pattern": PLACE},
    )
    radius_m: float = Field(2000, gt=0, le=50_000, description=N_("with “near”: how far, in metres"), examples=[1500])
    line: str | None = Field(None, description=N_("only stops of this line: its id"), examples=["metro:M1"])


class DeparturesQuery(LanguageQuery):
    """JSON of departures."""

    at: str | None = Field(
        None,
        description=N_("a moment in ISO 8601, Tashkent time unless it says otherwise; now by default"),
        examples=["2026-11-24T08:00"],
    )
    limit: int = Field(20, ge=1, le=200, description=N_("most results"), examples=[2])

    def moment(self, now):
        """The moment asked about, `now` where none is. Raises WrongValue."""
        return read_moment(self.at) if self.at else now
