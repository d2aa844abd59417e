"""Entrances of stations (location_type 2), and the ways that pathways.txt makes from them to platforms."""

from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base
from city.names import Named
from transit.models import WITHOUT_ROWID, number, reference


class Entrance(Named, Base):
    """A way in and out of a station. `wheelchair` is 1 where it can be used with one, 2 where not, 0 where nobody says."""

    __tablename__ = "transit_entrance"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    stop_id: Mapped[int] = reference("transit_stop.id", index=True)
    gtfs_id: Mapped[str]
    lon: Mapped[float]
    lat: Mapped[float]
    wheelchair: Mapped[int]
    level: Mapped[str]


class EntranceWay(Base):
    """The quickest way from an entrance to a platform: at all, and with a wheelchair.

    `wheelchair` is true of one that has neither stairs nor escalators; `walk_s` and `length_m` are None where a part of the way
    does not say them.
    """

    __tablename__ = "transit_entrance_way"
    __table_args__ = WITHOUT_ROWID

    entrance_id: Mapped[int] = reference("transit_entrance.id", primary_key=True)
    stop_id: Mapped[int] = reference("transit_stop.id", primary_key=True, index=True)
    wheelchair: Mapped[bool] = mapped_column(primary_key=True)
    walk_s: Mapped[int | None]
    length_m: Mapped[int | None]
