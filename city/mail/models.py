"""The table of letters."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Letter(Base):
    """A letter in plain text. `state` is 'waiting', 'sent' or 'failed'; of old ones only that they were is kept."""

    __tablename__ = "city_mail"
    __table_args__ = (Index("ix_city_mail_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # what it tells of: told twice, it is still one letter
    uid: Mapped[str] = mapped_column(unique=True)  # of its Message-ID, the same each time that it is sent
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    language: Mapped[str]
    unsubscribe: Mapped[str]  # address of a page that ends what the letter belongs to; empty for an answer
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int]
    state: Mapped[str]
    error: Mapped[str]  # what the mail server said last
    claim: Mapped[str]  # of the run that is sending it now, until `claimed_until`
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
