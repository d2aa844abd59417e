"""Tables of jobs: leases, what staff asked of a job, and what became of each run."""

from datetime import datetime

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Lease(Base):
    """Who may do what only one process may do at a time. `token` grows with each holder, `beat` while the holder lives.

    A free lease has an empty `holder`. `beat_at` is for people to read; nothing is decided by it.
    """

    __tablename__ = "city_lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    token: Mapped[int]
    beat: Mapped[int]
    beat_at: Mapped[datetime]


class JobOrder(Base):
    """What staff asked of a job: to pause, to run now."""

    __tablename__ = "city_job_order"

    job: Mapped[str] = mapped_column(primary_key=True)
    paused_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    asked_by: Mapped[str]


class JobRun(Base):
    """One run. `state` is running, done or failed; `cause` is due, asked (on the staff page) or command.

    `error` is {"sentence": msgid, "values": {...}}; `done` of `total` is how far it came, `step` what it was at.
    """

    __tablename__ = "city_job_run"
    __table_args__ = (Index(None, "job", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str]
    cause: Mapped[str]
    asked_by: Mapped[str]
    token: Mapped[int]
    state: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    done: Mapped[int]
    total: Mapped[int | None]
    step: Mapped[str]
    counts: Mapped[dict] = mapped_column(JSON)
    error: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
