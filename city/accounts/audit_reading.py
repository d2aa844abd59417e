"""Reading the audit: newest first by moment, narrowed down, page by page from a row on, or whole for an export.

Each filter has an index in the order of the page; the text of `subject` alone has none and looks at each row.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, tuple_, union_all

from city.accounts.models import AuditRow
from city.clock import TASHKENT
from city.database import db

PAGE_ROWS = 50
READ_AT_ONCE = 1000
TABLE = AuditRow.__table__


@dataclass(frozen=True)
class Filter:
    """What to look for; `actions` are names, empty for all; days are those of Tashkent, both included."""

    person: str | None = None
    actions: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None
    subject: str | None = None


def list_rows(chosen=None, before=None, after=None, limit=PAGE_ROWS):
    """(rows, newest first; are there older ones; are there newer ones) next to the row with the id `before` or `after`.

    A row that is not there counts as none given.
    """
    chosen = chosen or Filter()
    place = _find_place(before or after)
    upwards = bool(place and after)
    rows = _read(chosen, place, upwards, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    if upwards:
        return rows[::-1], True, more
    return rows, more, place is not None


def list_all(chosen):
    """All rows, newest first, read in pieces so that no transaction is held for long."""
    place = None
    while rows := _read(chosen, place, False, READ_AT_ONCE):
        db.session.rollback()
        yield from rows
        place = rows[-1].at, rows[-1].id


def is_more_than(chosen, most):
    """Whether there are more rows than so many."""
    ids = _narrow(select(TABLE.c.id), chosen)
    if chosen.actions:
        ids = ids.where(TABLE.c.action.in_(chosen.actions))
    return len(db.session.execute(ids.limit(most + 1)).all()) > most


def _find_place(number):
    row = number and db.session.execute(select(TABLE.c.at, TABLE.c.id).where(TABLE.c.id == number)).first()
    return tuple(row) if row else None


def _read(chosen, place, upwards, limit):
    """Rows beyond a place. Several actions are read one by one, each in order, and put together."""
    order = (TABLE.c.at, TABLE.c.id) if upwards else (TABLE.c.at.desc(), TABLE.c.id.desc())
    query = _narrow(select(TABLE), chosen)
    if place:
        there = tuple_(*place, types=(TABLE.c.at.type, TABLE.c.id.type))
        here = tuple_(TABLE.c.at, TABLE.c.id)
        query = query.where(here > there if upwards else here < there)
    query = query.order_by(*order).limit(limit)
    if chosen.actions:
        each = [select(query.where(TABLE.c.action == action).subquery()) for action in chosen.actions]
        joined = union_all(*each).subquery()
        order = (joined.c.at, joined.c.id) if upwards else (joined.c.at.desc(), joined.c.id.desc())
        query = select(joined).order_by(*order).limit(limit)
    return db.session.execute(query).all()


def _narrow(query, chosen):
    if chosen.person is not None:
        query = query.where(TABLE.c.person_name == chosen.person)
    if chosen.begins:
        query = query.where(TABLE.c.at >= _midnight(chosen.begins))
    if chosen.ends:
        query = query.where(TABLE.c.at < _midnight(chosen.ends) + timedelta(days=1))
    if chosen.subject:
        query = query.where(TABLE.c.subject.icontains(chosen.subject, autoescape=True))
    return query


def _midnight(day):
    return datetime.combine(day, time(), TASHKENT)
