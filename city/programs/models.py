"""Tables of registered programs, their keys, and how often they asked."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Program(Base):
    """A program of somebody. `state` is 'waiting', 'accepted', 'refused' or 'withdrawn'."""

    __tablename__ = "city_program"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(unique=True)  # of the form as it was shown: sent twice, it is one program
    name: Mapped[str]
    purpose: Mapped[str]
    site: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)  # empty once it is erased
    language: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    tier: Mapped[str]  # a key of city.programs.registering.TIERS
    reason: Mapped[str]  # why it was refused or withdrawn
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str]
    link_hash: Mapped[str] = mapped_column(index=True)  # of the link that draws a key once; empty for none
    link_until: Mapped[datetime | None]
    version: Mapped[int]  # grows with every decision: of two who decide at once the second is told


class ProgramKey(Base):
    """A key, known by its hash only; `ended_at` says since when it is no more good."""

    __tablename__ = "city_program_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("city_program.id"), index=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    prefix: Mapped[str]  # first letters, by which its owner knows it
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ProgramUse(Base):
    """How often a program asked on one day in Tashkent."""

    __tablename__ = "city_program_use"

    program_id: Mapped[int] = mapped_column(ForeignKey("city_program.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
