"""Fares of a feed: fare_attributes.txt with fare_rules.txt, or fare_products.txt with fare_leg_rules.txt, in one form.

A fare holds where one of its rules does; one without rules holds everywhere.
"""

from sqlalchemy.orm import Mapped

from city.database import Base
from city.names import Named
from transit.models import WITHOUT_ROWID, number, reference


class Area(Named, Base):
    """A part of the network that fares tell apart: an area, or a zone of the older form."""

    __tablename__ = "transit_area"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    gtfs_id: Mapped[str]


class StopArea(Base):
    """Which areas a stop lies in."""

    __tablename__ = "transit_stop_area"
    __table_args__ = WITHOUT_ROWID

    stop_id: Mapped[int] = reference("transit_stop.id", primary_key=True)
    area_id: Mapped[int] = reference("transit_area.id", primary_key=True, index=True)


class Fare(Named, Base):
    """What is sold. `rider` and `medium` say for whom and on what, empty where for all and on anything.

    `payment` is payment_method (0 on board, 1 before); `transfers` how often one may change (None: as often as one likes,
    or where `says_transfers` is false, nobody says) within `duration_s`.
    """

    __tablename__ = "transit_fare"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    gtfs_id: Mapped[str]
    amount: Mapped[str]  # a decimal number as text, exact on every database
    currency: Mapped[str]
    rider: Mapped[str]
    medium: Mapped[str]
    payment: Mapped[int | None]
    says_transfers: Mapped[bool]
    transfers: Mapped[int | None]
    duration_s: Mapped[int | None]


class FareRule(Base):
    """Where a fare holds: on a line, or on all; from and to an area, or anywhere."""

    __tablename__ = "transit_fare_rule"

    id: Mapped[int] = number()
    fare_id: Mapped[int] = reference("transit_fare.id", index=True)
    route_id: Mapped[int | None] = reference("transit_route.id", index=True)
    from_area_id: Mapped[int | None] = reference("transit_area.id", index=True)
    to_area_id: Mapped[int | None] = reference("transit_area.id", index=True)
