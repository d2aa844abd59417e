"""Tables of alerts. Lines and stops are named by public keys: their numbers change with every timetable, alerts outlive it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base
from city.names import pick_name
from transit.alerts.content import from_json


class Alert(Base):
    """An alert as it is now. `source` is None for those of clerks, else the key of who told it, under its own `source_ref`.

    `version` grows with every change; `begins_at` and `ends_at` are those of its periods, so that the database can choose.
    """

    __tablename__ = "transit_alert"
    __table_args__ = (UniqueConstraint("source", "source_ref"), Index("ix_transit_alert_state_ends_at", "state", "ends_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str | None]
    source_ref: Mapped[str | None]
    state: Mapped[str]
    version: Mapped[int]
    kept: Mapped[dict] = mapped_column(JSON)  # content.to_json
    known_as: Mapped[list] = mapped_column(JSON)  # what each thing was called when it was written: {language: name}, and "badge"
    begins_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    is_demo: Mapped[bool]
    published_at: Mapped[datetime | None]  # for the first time
    changed_at: Mapped[datetime]  # by anybody, in any way

    @property
    def content(self):
        return from_json(self.kept)

    def name(self, lang):
        """The header for a reader of `lang`, as a LocalName."""
        headers = {each: text["header"] for each, text in self.kept["texts"].items() if text["header"]}
        return pick_name(headers, lang)


class AlertVersion(Base):
    """What somebody wrote at one time: the history of an alert, from which two who write at once are joined."""

    __tablename__ = "transit_alert_version"

    alert_id: Mapped[int] = mapped_column(ForeignKey("transit_alert.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[str]  # 'written', 'published', 'withdrawn' or 'ended'
    kept: Mapped[dict] = mapped_column(JSON)
    author: Mapped[str]
    at: Mapped[datetime]

    @property
    def content(self):
        return from_json(self.kept)
