"""What transfers.txt says, row by row, with platforms as platforms. For pages, transit_transfer has it by stations."""

from sqlalchemy.orm import Mapped

from city.database import Base
from transit.models import number, reference

RECOMMENDED, TIMED, TIME_NEEDED, IMPOSSIBLE, IN_SEAT, GET_OFF_FIRST = range(6)  # transfer_type


class TransferRule(Base):
    """How one changes from a stop to another, on certain lines or trips where these are given.

    A row from a stop to itself with `min_s` is the least time to change there. Of the types IN_SEAT and GET_OFF_FIRST, which
    are of two trips of one vehicle, stops may be absent. Trips are named by the feed's own ids: a frequency makes many of one.
    """

    __tablename__ = "transit_transfer_rule"

    id: Mapped[int] = number()
    feed_id: Mapped[int] = reference("transit_feed.id", index=True)
    type: Mapped[int]
    from_stop_id: Mapped[int | None] = reference("transit_stop.id", index=True)
    to_stop_id: Mapped[int | None] = reference("transit_stop.id", index=True)
    from_route_id: Mapped[int | None] = reference("transit_route.id", index=True)
    to_route_id: Mapped[int | None] = reference("transit_route.id", index=True)
    from_trip: Mapped[str]
    to_trip: Mapped[str]
    min_s: Mapped[int | None]
