"""Tables of real time. All of it is kept by the public keys of GTFS, which outlive the import of a new timetable."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base
from transit.models import WITHOUT_ROWID, number

RUNS, CANCELLED = 0, 1  # what became of a trip


class LivePart(Base):
    """What one address of a feed said last, matched to the timetable: written whole at each poll, read by web workers.

    `stamp` grows with each writing. `content` is what transit.realtime.parts packs. `timetable_at` is the import that it was
    matched to. After `fresh_until` nothing of it is shown.
    """

    __tablename__ = "transit_realtime_part"

    feed: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[int] = number()
    stamp: Mapped[int]
    made_at: Mapped[datetime]
    fresh_until: Mapped[datetime]
    timetable_at: Mapped[datetime]
    simulated: Mapped[bool]
    matched: Mapped[int]
    unmatched: Mapped[int]
    content: Mapped[bytes]


class SeenPattern(Base):
    """Stops in the order of a trip as JSON: [[key of the stop, arrival, departure]], in seconds from the start of the trip."""

    __tablename__ = "transit_realtime_pattern"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    stops: Mapped[str]


class SeenTrip(Base):
    """A trip of a service day as it was: `delays` is what transit.realtime.archive packs, two numbers for each stop."""

    __tablename__ = "transit_realtime_trip"
    __table_args__ = (Index("ix_transit_realtime_trip_pattern_id", "pattern_id"), WITHOUT_ROWID)

    day: Mapped[date] = mapped_column(primary_key=True)
    feed: Mapped[str] = mapped_column(primary_key=True)
    trip: Mapped[str] = mapped_column(primary_key=True)
    start_s: Mapped[int] = number()
    route: Mapped[str]
    direction: Mapped[int]
    pattern_id: Mapped[int] = mapped_column(ForeignKey("transit_realtime_pattern.id"))
    state: Mapped[int]
    delays: Mapped[bytes]
    simulated: Mapped[bool]


class Punctuality(Base):
    """Departures of a line in one hour of a service day, by how they were; hours past midnight are 24 and more."""

    __tablename__ = "transit_realtime_punctuality"
    __table_args__ = WITHOUT_ROWID

    day: Mapped[date] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[int] = number()
    feed: Mapped[str]
    trips: Mapped[int]  # that began in this hour
    cancelled: Mapped[int]
    early: Mapped[int]
    on_time: Mapped[int]
    late: Mapped[int]
    delay_sum_s: Mapped[int]
    simulated: Mapped[bool]
