"""Messages as their writers see them: received once, read again by a secret link, forgotten after a time."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from city.database import db
from city.errors import NotFound
from city.feedback.models import Message, MessageEvent
from city.feedback.refusals import KeyUsed, NothingWritten
from city.feedback.words import says_something, tidy, tidy_line
from city.feedback.working_days import add_working_days, day_of, read_days_off
from city.mail.addresses import check_address

KINDS = ("question", "mistake", "proposal", "complaint")
OPEN = ("new", "taken")
DUE_DAYS = 3  # working days
LONGEST = {"text": 4000, "name": 100, "page": 300}
FORGET_AT_ONCE = 500


@dataclass(frozen=True)
class Told:
    """What the writer says. `email` and `name` may be empty."""

    kind: str
    text: str
    page: str
    service: str
    language: str
    email: str = ""
    name: str = ""


def receive(form_key, told, now, is_demo=False):
    """The Message, inside a unit of work; the same sent twice from one form is one message.

    Raises NothingWritten, TooLongText, WrongAddress, or KeyUsed where this form was sent with something else in it.
    """
    told = check(told)
    due_on = add_working_days(day_of(now), DUE_DAYS, read_days_off())
    values = {"received_at": now, "due_on": due_on, "is_demo": is_demo}
    blank = {"state": "new", "version": 1, "holder_name": "", "answer": "", "reason": ""}
    message = Message(key=token_urlsafe(16), form_key=form_key, **asdict(told), **values, **blank)
    try:
        with db.session.begin_nested():
            db.session.add(message)
    except IntegrityError:
        return _find_again(form_key, told)
    note_event(message, "received", None, now)
    return message


def check(told):
    """What is told, in the form in which it is kept. Raises NothingWritten, TooLongText or WrongAddress."""
    text, page = tidy("text", told.text, LONGEST["text"]), tidy_line("page", told.page, LONGEST["page"])
    if not says_something(text):
        raise NothingWritten()
    email = check_address(told.email) if told.email else ""
    return replace(told, text=text, page=page, email=email, name=tidy_line("name", told.name, LONGEST["name"]))


def get_by_key(key):
    """The message of a writer's link. Raises NotFound."""
    found = db.session.scalar(select(Message).where(Message.key == key))
    if not found:
        raise NotFound()
    return found


def note_event(message, kind, person, now, **data):
    """Keep what became of a message; `person` has an id and a name, or is None for nobody of ours."""
    who = {"person_id": person.id, "person_name": person.name} if person else {"person_name": ""}
    db.session.add(MessageEvent(message_id=message.id, kind=kind, data=data, at=now, **who))
    db.session.flush()


def set_due_anew():
    """After days off have changed: until when messages that are still open are to be answered."""
    off = read_days_off()
    for message in db.session.scalars(select(Message).where(Message.state.in_(OPEN)).with_for_update()):
        message.due_on = add_working_days(day_of(message.received_at), DUE_DAYS, off)
    db.session.flush()


def forget_old(now, days):
    """Erase name and address from messages that were dealt with so many days ago; (how many, are there more)."""
    known = or_(Message.email != "", Message.name != "")
    old = select(Message).where(Message.ended_at < now - timedelta(days=days), known).order_by(Message.id)
    found = db.session.scalars(old.limit(FORGET_AT_ONCE).with_for_update(skip_locked=True)).all()
    for message in found:
        note_event(message, "forgotten", None, now)
    gone = update(Message).where(Message.id.in_([each.id for each in found]))
    erased = gone.values(email="", name="", forgotten_at=now).execution_options(synchronize_session=False)
    db.session.execute(erased)
    return len(found), len(found) == FORGET_AT_ONCE


def _find_again(form_key, told):
    kept = db.session.scalar(select(Message).where(Message.form_key == form_key))
    if any(getattr(kept, name) != value for name, value in asdict(told).items()):
        raise KeyUsed(number=kept.id)
    return kept
