"""Tables of 112: services and who sits at their desks, incidents, the calls that told of them, hand-overs, and what happened."""

from datetime import datetime

from geoalchemy2 import Geometry
from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from city import geo
from city.database import Base


class Service(Base):
    """Whom a call can be handed to. `key` is our word for it, `number` what people dial."""

    __tablename__ = "emergency112_service"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    position: Mapped[int]
    is_on: Mapped[bool]


class DeskMember(Base):
    """Somebody who answers for a service."""

    __tablename__ = "emergency112_desk_member"

    person_id: Mapped[int] = mapped_column(ForeignKey("city_person.id"), primary_key=True)
    service_key: Mapped[str] = mapped_column(ForeignKey("emergency112_service.key"), primary_key=True)


class Incident(Base):
    """What is being dealt with. `id` is the number that people say; `state` follows the hand-overs."""

    __tablename__ = "emergency112_incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(index=True)
    what: Mapped[str]
    where: Mapped[str]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=True)
    district: Mapped[str | None]
    hurt: Mapped[int | None]  # None: nobody knows
    version: Mapped[int]  # grows with every change: two people who correct it at once do not undo each other
    taken_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]
    is_demo: Mapped[bool]
    call: Mapped["Call"] = relationship(back_populates="incident", lazy="joined", innerjoin=True)
    handovers: Mapped[list["Handover"]] = relationship(
        back_populates="incident", lazy="selectin", order_by="Handover.id", cascade="all, delete-orphan"
    )

    @property
    def lon_lat(self):
        """(lon, lat), or None where the place is words only."""
        return geo.lon_lat(self.place)


class Call(Base):
    """The telephone call that told of an incident. `key` is the UUIDv7 that the browser gave it."""

    __tablename__ = "emergency112_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("emergency112_incident.id"), unique=True)
    callback: Mapped[str]  # E.164; empty where the number is hidden
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    incident: Mapped[Incident] = relationship(back_populates="call")


class Handover(Base):
    """An incident handed to one service. Sent again after a refusal, it is a new hand-over."""

    __tablename__ = "emergency112_handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("emergency112_incident.id"), index=True)
    service_key: Mapped[str] = mapped_column(ForeignKey("emergency112_service.key"), index=True)
    state: Mapped[str]
    reason: Mapped[str]  # why it was refused
    sent_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]  # name of the person who sent or answered last
    incident: Mapped[Incident] = relationship(back_populates="handovers")
    service: Mapped[Service] = relationship(lazy="joined", innerjoin=True)


class IncidentEvent(Base):
    """What happened to an incident. Rows are added and read; the database refuses to change or delete them."""

    __tablename__ = "emergency112_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("emergency112_incident.id"), index=True)
    kind: Mapped[str]
    data: Mapped[dict] = mapped_column(JSON)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    person_name: Mapped[str]
