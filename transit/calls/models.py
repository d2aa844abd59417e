"""The tables of calls: one row a stop, with all that leaves there, and one row a line and direction, with all its rides.

What `data` holds is packed and unpacked by packing.py. A city's million calls are some thousand rows.
"""

from sqlalchemy.orm import Mapped

from city.database import Base
from transit.models import number, reference


class PackedStopCalls(Base):
    """What leaves a stop, by time; see packing.StopCalls."""

    __tablename__ = "transit_stop_calls"

    stop_id: Mapped[int] = reference("transit_stop.id", primary_key=True, autoincrement=False)
    data: Mapped[bytes]


class PackedLineCalls(Base):
    """All rides of a line one way; see packing.LineCalls."""

    __tablename__ = "transit_line_calls"

    route_id: Mapped[int] = reference("transit_route.id", primary_key=True)
    direction: Mapped[int] = number()
    data: Mapped[bytes]
