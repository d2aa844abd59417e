"""Tables of texts that were changed here, and of the city hall's contact details: versions, which are only ever added."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base
from city.texts.builtin import Text


class TextVersion(Base):
    """One language of a page as somebody wrote it. `is_builtin`: from here on the text of the release is shown again.

    `beside` is the text of the release at that time, so that a later change of it is noticed.
    """

    __tablename__ = "city_text_version"
    __table_args__ = (UniqueConstraint("page", "lang", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str]
    lang: Mapped[str]
    number: Mapped[int]
    is_builtin: Mapped[bool]
    title: Mapped[str]
    summary: Mapped[str]
    text: Mapped[str]
    beside: Mapped[dict] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    author_name: Mapped[str]
    written_at: Mapped[datetime]

    @property
    def content(self):
        return Text(self.title, self.summary, self.text)


class ContactVersion(Base):
    """The contact details as somebody gave them: fields of city.texts.contact.Details."""

    __tablename__ = "city_contact_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    details: Mapped[dict] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    author_name: Mapped[str]
    written_at: Mapped[datetime]
