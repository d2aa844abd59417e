"""The audit: who did what, when, to what. A row is written in the transaction of what it tells of, or neither is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event

from city.accounts.models import AuditRow
from city.database import db


class NotAudited(RuntimeError):
    """A view that must leave a row in the audit was about to end without one: a fault of ours."""


@dataclass(frozen=True)
class Acting:
    """Who acts, when, and whether each change must leave a row."""

    person_id: int | None
    name: str
    at: datetime
    must_audit: bool = False


def act_as(person_id, name, at, must_audit=False):
    """From here on, in this application context, it is this person who acts."""
    db.session.info["acting"] = Acting(person_id, name, at, must_audit)


def record(action, subject, detail=None):
    """Write what is done ('accounts.add') to what ('anna'), inside a unit of work. `detail` is a dict that JSON can hold."""
    if not db.session.info.get("in_unit_of_work"):
        raise RuntimeError("an audit row belongs into the unit of work of what it tells of")
    acting = db.session.info["acting"]
    row = AuditRow(
        at=acting.at,
        person_id=acting.person_id,
        person_name=acting.name,
        action=action,
        subject=str(subject),
        detail=detail or {},
    )
    db.session.add(row)
    db.session.info.setdefault("audit_rows", []).append(row)


def has_recorded():
    """Whether a row was kept in this application context."""
    return db.session.info.get("recorded", False)


@event.listens_for(db.session, "before_commit")
def _check(session):
    """Refuse to commit what leaves no row; a row of a savepoint that was rolled back is none."""
    if session.in_nested_transaction():
        return
    acting, rows = session.info.get("acting"), session.info.pop("audit_rows", [])
    audited = any(row in session for row in rows)
    if acting and acting.must_audit and not audited:
        raise NotAudited("call city.accounts.audit.record() in this unit of work")
    session.info["recorded"] = audited or has_recorded()


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session, previous):
    if previous.parent is None:
        session.info.pop("audit_rows", None)
