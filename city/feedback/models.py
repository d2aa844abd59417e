"""Tables of feedback: answers to 'was this useful', messages and what became of them, tries, further days off."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Vote(Base):
    """An answer to 'was this page useful'. Nothing says whose it is."""

    __tablename__ = "city_feedback_vote"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(index=True)  # the address without its language
    language: Mapped[str]
    useful: Mapped[bool]
    words: Mapped[str]
    at: Mapped[datetime]


class Message(Base):
    """What somebody wrote to us. `id` is the number that people are told, `key` opens the writer's own page.

    `state` is 'new', 'taken', 'answered' or 'closed'. Who can read the table reads the text beside the key, so the key
    stands in clear.
    """

    __tablename__ = "city_feedback_message"
    __table_args__ = (Index("ix_city_feedback_message_state_due_on", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    form_key: Mapped[str] = mapped_column(unique=True)  # of the form as it was shown: sent twice, it is one message
    kind: Mapped[str]
    text: Mapped[str]
    page: Mapped[str]  # the address that it is about; empty for none
    service: Mapped[str]  # name of a feature; empty for none
    language: Mapped[str]  # to be answered in
    email: Mapped[str]
    name: Mapped[str]
    state: Mapped[str]
    version: Mapped[int]  # grows with every change: two who change it at once do not undo each other
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    holder_name: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(index=True)
    due_on: Mapped[date]  # a day in Tashkent, until whose end it is to be answered
    ended_at: Mapped[datetime | None]
    answer: Mapped[str]
    reason: Mapped[str]  # why it was closed without an answer
    forgotten_at: Mapped[datetime | None]
    is_demo: Mapped[bool]


class MessageEvent(Base):
    """What became of a message; nothing that its writer told. The database refuses to change or delete it."""

    __tablename__ = "city_feedback_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("city_feedback_message.id"), index=True)
    kind: Mapped[str]  # 'received', 'taken', 'handed', 'answered', 'closed' or 'forgotten'
    data: Mapped[dict] = mapped_column(JSON)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    person_name: Mapped[str]


class Tries(Base):
    """What came from one address within an hour, known by a keyed hash only; `ref` is what came of the last."""

    __tablename__ = "city_feedback_tries"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
    ref: Mapped[int | None]


class DayOff(Base):
    """A day on which nobody works here, beside week-ends and the holidays of the law."""

    __tablename__ = "city_feedback_day_off"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
