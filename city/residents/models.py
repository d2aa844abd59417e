"""Tables of residents: who has signed in, and their sessions. Apart from those of staff."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from city.database import Base


class Resident(Base):
    """Somebody who signs in through OneID: known again by a keyed hash, never by a number of the state."""

    __tablename__ = "city_resident"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_hash: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]  # as it is shown to the person
    name_is_own: Mapped[bool]  # corrected by the person, so OneID does not change it any more
    language: Mapped[str]
    joined_at: Mapped[datetime]
    signed_in_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class ResidentSession(Base):
    """One browser of one resident; the cookie holds the key, the table its hash."""

    __tablename__ = "city_resident_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("city_resident.id"), index=True)
    browser: Mapped[str]
    begun_at: Mapped[datetime]
    used_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    resident: Mapped[Resident] = relationship(lazy="joined", innerjoin=True)
