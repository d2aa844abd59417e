"""How messages are dealt with, in numbers that anybody may see."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.sql import func

from city.clock import TASHKENT
from city.database import db
from city.feedback.messages import KINDS
from city.feedback.models import Message, Vote
from city.feedback.working_days import day_of

MONTHS = 12


@dataclass(frozen=True)
class Figures:
    """Messages of one month or kind. Those that are still within their time count neither for nor against."""

    received: int
    answered: int
    closed: int
    in_time: int
    late: int
    median_time: timedelta | None  # to the answer

    @property
    def share_in_time(self):
        """From 0 to 1; None where none has been due yet."""
        due = self.in_time + self.late
        return self.in_time / due if due else None


def list_months(now):
    """[(first day of a month, Figures, {kind: how many})] of the last twelve months with messages, the newest first."""
    months = {}
    for row in _read_rows(now):
        months.setdefault(day_of(row.received_at).replace(day=1), []).append(row)
    today = day_of(now)
    return [(month, sum_up(rows, today), count_kinds(rows)) for month, rows in sorted(months.items(), reverse=True)]


def sum_all(now):
    """Figures of all messages of the last twelve months."""
    return sum_up(_read_rows(now), day_of(now))


def sum_up(rows, today):
    ended = [row for row in rows if row.ended_at]
    in_time = [row for row in ended if day_of(row.ended_at) <= row.due_on]
    overdue = [row for row in rows if not row.ended_at and row.due_on < today]
    times = [row.ended_at - row.received_at for row in rows if row.state == "answered"]
    return Figures(
        received=len(rows),
        answered=len(times),
        closed=len(ended) - len(times),
        in_time=len(in_time),
        late=len(ended) - len(in_time) + len(overdue),
        median_time=median(times) if times else None,
    )


def count_kinds(rows):
    return {kind: sum(row.kind == kind for row in rows) for kind in KINDS}


def count_votes(now):
    """(how many found a page useful, how many did not) in the last twelve months."""
    query = select(Vote.useful, func.count()).where(Vote.at >= begin_of(now)).group_by(Vote.useful)
    counts = dict(db.session.execute(query).all())
    return counts.get(True, 0), counts.get(False, 0)


def shows_demo():
    """Whether there are messages among them that were made up."""
    return db.session.scalar(select(Message.id).where(Message.is_demo).limit(1)) is not None


def begin_of(now):
    """The beginning of the month, in Tashkent, from which on is counted."""
    local = now.astimezone(TASHKENT)
    months = local.year * 12 + local.month - MONTHS
    return local.replace(year=months // 12, month=months % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _read_rows(now):
    columns = (Message.kind, Message.state, Message.received_at, Message.ended_at, Message.due_on)
    return db.session.execute(select(*columns).where(Message.received_at >= begin_of(now))).all()
