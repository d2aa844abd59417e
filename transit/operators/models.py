"""Operators and attributions of a feed: agency.txt and attributions.txt."""

from sqlalchemy.orm import Mapped

from city.database import Base
from city.names import Named
from transit.models import number, reference


class Agency(Named, Base):
    """An operator."""

    __tablename__ = "transit_agency"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    gtfs_id: Mapped[str]
    url: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    fare_url: Mapped[str]


class Attribution(Base):
    """Somebody to be named with a feed, or with one line of it."""

    __tablename__ = "transit_attribution"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    route_id: Mapped[int | None] = reference("transit_route.id", index=True)
    organization: Mapped[str]
    url: Mapped[str]
    email: Mapped[str]
    is_producer: Mapped[bool]
    is_operator: Mapped[bool]
    is_authority: Mapped[bool]
