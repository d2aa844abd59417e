"""How often programs asked: adding what a process has counted, and reading it by day."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Date, bindparam, func, select, text

from city.database import db
from city.programs.models import ProgramUse

DAYS = 30
ADD = text(
    "INSERT INTO city_program_use (program_id, day, count) VALUES (:program_id, :day, :count) "
    "ON CONFLICT (program_id, day) DO UPDATE SET count = city_program_use.count + excluded.count"
).bindparams(bindparam("day", type_=Date))


@dataclass(frozen=True, order=True)
class Used:
    """A request of a program, as it is counted."""

    program_id: int
    day: object  # a date in Tashkent


def add(counts):
    """Add {Used: how often}, inside a unit of work; in one order, so that two processes do not wait for each other."""
    for used in sorted(counts):
        db.session.execute(ADD, vars(used) | {"count": counts[used]})


def list_days(program_id, today):
    """[(day, how often)] of the last 30 days on which a program asked, the newest first."""
    since = today - timedelta(days=DAYS)
    query = select(ProgramUse.day, ProgramUse.count).where(ProgramUse.program_id == program_id, ProgramUse.day > since)
    return [tuple(row) for row in db.session.execute(query.order_by(ProgramUse.day.desc()))]


def read_last_days(program_ids):
    """{number of a program: the day on which it asked last}."""
    query = select(ProgramUse.program_id, func.max(ProgramUse.day)).where(ProgramUse.program_id.in_(program_ids))
    return dict(db.session.execute(query.group_by(ProgramUse.program_id)).all())
