"""A timetable as we keep it: the tables of a GTFS feed, each row under one feed, so that several lie side by side.

Keys and words are those of the GTFS Schedule reference, https://gtfs.org/documentation/schedule/reference/.
Times of day are seconds after noon minus 12 hours (midnight on all days but those of a clock change) and go past
86,400 where a trip runs into the next day. Whole tables are replaced at once, so their numbers are given by the import.
"""

from datetime import date, datetime

from geoalchemy2 import Geometry
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from city import geo
from city.database import Base
from city.names import Named

WITHOUT_ROWID = {"sqlite_with_rowid": False}  # the primary key is then the table, not a second tree


def number():
    """A primary key whose values the import gives."""
    return mapped_column(primary_key=True, autoincrement=False)


def reference(column, **options):
    return mapped_column(ForeignKey(column), **options)


class Feed(Named, Base):
    """One timetable; its names are those of the operator. `longest_s` is the latest time of day of any trip."""

    __tablename__ = "transit_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    publisher: Mapped[str]
    language: Mapped[str]
    publisher_url: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_url: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str]
    version: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    longest_s: Mapped[int]
    illustrative: Mapped[bool]
    imported_at: Mapped[datetime]


class Stop(Named, Base):
    """A stop, a platform (with a parent) or a station (with platforms below it).

    `code` is what passengers are told, `platform` what stands on it. `wheelchair` is 0 nobody says, 1 possible, 2 impossible.
    """

    __tablename__ = "transit_stop"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    key: Mapped[str] = mapped_column(unique=True)
    gtfs_id: Mapped[str]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=False)
    is_station: Mapped[bool]
    approximate: Mapped[bool]
    parent_id: Mapped[int | None] = reference("transit_stop.id", index=True)
    wheelchair: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(default="")
    platform: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")


class Route(Named, Base):
    """A line; `short_name` is what stands on its badge, the names are the long ones. Colours are like #E4002B."""

    __tablename__ = "transit_route"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    key: Mapped[str] = mapped_column(unique=True)
    gtfs_id: Mapped[str]
    short_name: Mapped[str]
    type: Mapped[int]
    colour: Mapped[str]
    text_colour: Mapped[str]
    sort_order: Mapped[int]
    agency_id: Mapped[int | None]  # of operators.models.Agency
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")


class Headsign(Named, Base):
    """Where a trip says that it goes."""

    __tablename__ = "transit_headsign"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)


class Shape(Base):
    """The way that trips take on the ground."""

    __tablename__ = "transit_shape"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    line = mapped_column(Geometry("LINESTRING", srid=geo.DEGREES), nullable=False)


class Direction(Base):
    """A line ridden one way: the headsign and the shape of most of its trips."""

    __tablename__ = "transit_direction"
    __table_args__ = WITHOUT_ROWID

    route_id: Mapped[int] = reference("transit_route.id", primary_key=True)
    direction: Mapped[int] = number()
    headsign_id: Mapped[int] = reference("transit_headsign.id", index=True)
    shape_id: Mapped[int] = reference("transit_shape.id", index=True)


class LineStop(Base):
    """A stop in the order of a direction, and how long most trips take to it from the first one."""

    __tablename__ = "transit_line_stop"
    __table_args__ = WITHOUT_ROWID

    route_id: Mapped[int] = reference("transit_route.id", primary_key=True)
    direction: Mapped[int] = number()
    sequence: Mapped[int] = number()
    stop_id: Mapped[int] = reference("transit_stop.id", index=True)
    run_s: Mapped[int]


class StopRoute(Base):
    """Which lines call at a stop; at a station, those of all its platforms."""

    __tablename__ = "transit_stop_route"
    __table_args__ = WITHOUT_ROWID

    stop_id: Mapped[int] = reference("transit_stop.id", primary_key=True)
    route_id: Mapped[int] = reference("transit_route.id", primary_key=True, index=True)


class Service(Base):
    """A set of days on which trips run."""

    __tablename__ = "transit_service"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    gtfs_id: Mapped[str]


class ServiceDay(Base):
    """A day of a service: calendar and calendar_dates worked out."""

    __tablename__ = "transit_service_day"
    __table_args__ = WITHOUT_ROWID

    service_id: Mapped[int] = reference("transit_service.id", primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class Trip(Base):
    """One ride. A frequency gives many, told apart by `start_s`, the departure from the first stop.

    Not `exact` is one that only runs every so often. `wheelchair` and `bikes` are 0 nobody says, 1 allowed, 2 not allowed;
    one after the other, trips of a `block` are the same vehicle. Where it calls and when stands in calls/models.py.
    """

    __tablename__ = "transit_trip"

    id: Mapped[int] = number()
    gtfs_id: Mapped[str]
    route_id: Mapped[int] = reference("transit_route.id", index=True)
    service_id: Mapped[int]  # no foreign keys, here and in the next two: trips come and go with their line, by the ten thousand
    direction: Mapped[int]
    headsign_id: Mapped[int]
    shape_id: Mapped[int | None]
    start_s: Mapped[int]
    end_s: Mapped[int]
    exact: Mapped[bool]
    short_name: Mapped[str] = mapped_column(default="")
    wheelchair: Mapped[int] = mapped_column(default=0)
    bikes: Mapped[int] = mapped_column(default=0)
    block: Mapped[str] = mapped_column(default="")


class Transfer(Base):
    """A way on foot between two stops to change trains; `walk_s` is None where the feed does not say how long."""

    __tablename__ = "transit_transfer"
    __table_args__ = WITHOUT_ROWID

    from_stop_id: Mapped[int] = reference("transit_stop.id", primary_key=True)
    to_stop_id: Mapped[int] = reference("transit_stop.id", primary_key=True, index=True)
    walk_s: Mapped[int | None]
