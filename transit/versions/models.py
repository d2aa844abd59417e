"""A version of a timetable: the zip as it came, with what was found in it and what became of it."""

from datetime import date, datetime

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base

WAITING = "waiting"  # sent by a person, and not looked at yet
ACTIVE = "active"  # its rows are those of the tables; at most one of a feed
KEPT = "kept"  # was active before; can be put in place again
CANDIDATE = "candidate"  # looked at, and not put in place: a person decides
REFUSED = "refused"  # cannot be read into the tables, whoever wants it
STATES = (WAITING, ACTIVE, KEPT, CANDIDATE, REFUSED)


def plain(**options):
    return mapped_column(JSON(none_as_null=True), **options)


def heavy(**options):
    """Read only where it is asked for: a list of versions does not carry their zips."""
    return mapped_column(LargeBinary, deferred=True, deferred_raiseload=False, **options)


class FeedVersion(Base):
    """`feed` is the key of the timetable, `number` counts its versions; no row of the timetable itself is referred to.

    `counts` is {severity: notices}, `blocks` {code of the validator: notices} of those that would mislead passengers,
    `overridden` and `wanted` {"name": who, "reason": why} of a person who put it in place all the same, or asks for it.
    `report` is the validator's JSON, packed by zlib; `summary` is that of summaries.py, for comparing.
    """

    __tablename__ = "transit_feed_version"
    __table_args__ = (UniqueConstraint("feed", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    feed: Mapped[str]
    number: Mapped[int]
    state: Mapped[str]
    source: Mapped[str]  # a file's name or an address, without what may be a secret
    by_hand: Mapped[bool]  # a person brought it, and not a source
    sent_by: Mapped[str]  # the name of a person; empty where nobody sent it
    added_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    activated_at: Mapped[datetime | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)  # somebody went back from it: no source puts it in place again
    sha256: Mapped[str]
    size: Mapped[int]
    first_day: Mapped[date | None]  # on which anything runs
    last_day: Mapped[date | None]
    counts: Mapped[dict | None] = plain()
    blocks: Mapped[dict | None] = plain()
    error: Mapped[dict | None] = plain()  # why it cannot be read (city.kept_errors)
    overridden: Mapped[dict | None] = plain()
    wanted: Mapped[dict | None] = plain()
    summary: Mapped[dict | None] = plain(deferred=True)
    report: Mapped[bytes | None] = heavy()
    data: Mapped[bytes | None] = heavy()
