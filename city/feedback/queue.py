"""The queue: messages that wait, those that are overdue first, then those that were dealt with."""

from sqlalchemy import and_, case, func, select

from city.database import db
from city.feedback.messages import OPEN
from city.feedback.models import Message

PAGE_ROWS = 50
FILTERS = ("open", "overdue", "new", "taken", "answered", "closed")


def is_overdue(message, today):
    """Whether a message waits longer than it may; `today` is the date in Tashkent."""
    return message.state in OPEN and message.due_on < today


def list_messages(today, only="open", kind=None, service=None, page=1):
    """(messages of one page, is there another page)."""
    is_open = Message.state.in_(OPEN)
    query = select(Message).where(*_narrow(today, only, kind, service))
    query = query.order_by(
        case((is_open, 0), else_=1),
        case((is_open, Message.due_on)),
        case((is_open, Message.id), else_=-Message.id),
    )
    found = db.session.scalars(query.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS + 1)).all()
    return found[:PAGE_ROWS], len(found) > PAGE_ROWS


def count_messages(today, only, kind=None, service=None):
    return db.session.scalar(select(func.count()).select_from(Message).where(*_narrow(today, only, kind, service)))


def _narrow(today, only, kind, service):
    conditions = {
        "open": Message.state.in_(OPEN),
        "overdue": and_(Message.state.in_(OPEN), Message.due_on < today),
    }
    narrowed = [conditions.get(only, Message.state == only)] if only else []
    narrowed += [Message.kind == kind] if kind else []
    return narrowed + ([Message.service == service] if service else [])
