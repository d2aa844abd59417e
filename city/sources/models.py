"""What is known of a source: one row each, written after every time that it was asked."""

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class SourceRecord(Base):
    """`key` is that of a city.features.Source, or it with a member: transit.feed/metro.

    `etag`, `last_modified` and `sha256` are those of the data that we have in use, `mark` tells which address gave them.
    `error` is {"sentence": a msgid, "values": {…}} of the last failure, None once the source is well again.
    """

    __tablename__ = "city_source"

    key: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]  # without what may be a secret
    mark: Mapped[str]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    checked_at: Mapped[datetime]
    good_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    error: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
