"""The tables of the analysis: figures that were worked out once from the timetables in use, and replaced as a whole.

Lines stand by their keys, which outlive an import. `weekdays` are the digits of the weekdays (0 is Monday) on which a line
runs alike: '01234'. Times are seconds of the service day.
"""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base
from transit.models import WITHOUT_ROWID


def part_of_key():
    return mapped_column(primary_key=True, autoincrement=False)


class Analysis(Base):
    """When the figures were worked out, and of what (measuring.describe_sources); at most one row."""

    __tablename__ = "transit_analysis"

    id: Mapped[int] = part_of_key()
    made_at: Mapped[datetime]
    made_of: Mapped[str]


class Ridden:
    """What both kinds of service say in the units of people; None where nothing is known."""

    @property
    def headway_min(self):
        return _in_minutes(self.headway_s)

    @property
    def speed_kmh(self):
        return self.distance_m / self.duration_s * 3.6 if self.duration_s and self.distance_m else None


def _in_minutes(seconds):
    return None if seconds is None else seconds / 60


class LineService(Ridden, Base):
    """How a line is served one way on some weekdays; see service.Service."""

    __tablename__ = "transit_analysis_line"
    __table_args__ = WITHOUT_ROWID

    line: Mapped[str] = part_of_key()
    direction: Mapped[int] = part_of_key()
    weekdays: Mapped[str] = part_of_key()
    trips: Mapped[int]
    first_s: Mapped[int]
    last_s: Mapped[int]
    stop: Mapped[str]
    headway_s: Mapped[float | None]
    shortest_s: Mapped[int | None]
    longest_s: Mapped[int | None]
    wait_s: Mapped[float | None]
    distance_m: Mapped[float]
    duration_s: Mapped[int]

    @property
    def shortest_min(self):
        return _in_minutes(self.shortest_s)

    @property
    def longest_min(self):
        return _in_minutes(self.longest_s)

    @property
    def wait_min(self):
        return _in_minutes(self.wait_s)

    @property
    def span_h(self):
        """Hours from the first trip's beginning to that of the last."""
        return (self.last_s - self.first_s) / 3600


class HourService(Ridden, Base):
    """The same in one hour of the service day, which may be 24 or more; see service.Hour."""

    __tablename__ = "transit_analysis_hour"
    __table_args__ = WITHOUT_ROWID

    line: Mapped[str] = part_of_key()
    direction: Mapped[int] = part_of_key()
    weekdays: Mapped[str] = part_of_key()
    hour: Mapped[int] = part_of_key()
    departures: Mapped[int]
    headway_s: Mapped[float | None]
    distance_m: Mapped[float]
    duration_s: Mapped[int]


class Access(Base):
    """How much of a district lies near stops of a kind (access.KINDS), and how many people that makes.

    `gap` is the GeoJSON geometry of what lies beyond reach, kept for the kind 'any' alone.
    """

    __tablename__ = "transit_analysis_access"
    __table_args__ = WITHOUT_ROWID

    district: Mapped[str] = part_of_key()
    kind: Mapped[str] = part_of_key()
    area_m2: Mapped[float]
    reached_m2: Mapped[float]
    people: Mapped[int]
    people_reached: Mapped[int]
    gap: Mapped[str | None]

    @property
    def share(self):
        """Of the area, and so of the people; from 0 to 1."""
        return self.reached_m2 / self.area_m2

    @property
    def people_beyond(self):
        return self.people - self.people_reached
