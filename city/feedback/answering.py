"""What staff do with a message: take it, hand it over, answer it, close it; of two at once the second is told of the first."""

from sqlalchemy import select

from city.database import db
from city.errors import NotFound
from city.feedback.messages import OPEN, note_event
from city.feedback.models import Message, MessageEvent
from city.feedback.refusals import (
    MEANWHILE,
    ChangedMeanwhile,
    MessageEnded,
    NoAnswer,
    NobodyHasIt,
    NotYours,
    YoursAlready,
)
from city.feedback.words import says_something, tidy

REASONS = ("advertising", "repeated", "elsewhere", "unclear", "thanks")
LONGEST_ANSWER = 4000


def take(number, version, person, now):
    """Answer for a message from here on, also in place of somebody else. Raises what `get_to_change` raises."""
    message = get_to_change(number, version)
    if message.holder_id == person.id:
        raise YoursAlready(number=number)
    before = message.holder_name
    message.state, message.holder_id, message.holder_name = "taken", person.id, person.name
    return _keep(message, "taken", person, now, **({"before": before} if before else {}))


def hand_over(number, version, to, person, now):
    """Let the person `to` answer for a message. Raises what `get_own` raises."""
    message = get_own(number, version, person)
    message.holder_id, message.holder_name = to.id, to.name
    return _keep(message, "handed", person, now, to=to.name)


def answer(number, version, text, person, now):
    """Answer a message, once and for all. Raises NoAnswer, TooLongText, or what `get_own` raises."""
    message, text = get_own(number, version, person), tidy("answer", text, LONGEST_ANSWER)
    if not says_something(text):
        raise NoAnswer()
    message.state, message.answer, message.ended_at = "answered", text, now
    return _keep(message, "answered", person, now)


def close(number, version, reason, person, now):
    """Close a message without an answer, for one of REASONS. Raises what `get_own` raises."""
    message = get_own(number, version, person)
    message.state, message.reason, message.ended_at = "closed", reason, now
    return _keep(message, "closed", person, now, reason=reason)


def get_message(number):
    """Raises NotFound."""
    found = db.session.get(Message, number)
    if not found:
        raise NotFound()
    return found


def get_to_change(number, version):
    """The open message as the page showed it, which nobody else changes now.

    Raises NotFound, ChangedMeanwhile (which says who did what), or MessageEnded.
    """
    wanted = select(Message).where(Message.id == number).with_for_update().execution_options(populate_existing=True)
    message = db.session.scalar(wanted)
    if not message:
        raise NotFound()
    if message.version != version:
        last = list_events(number)[-1]
        raise MEANWHILE.get(last.kind, ChangedMeanwhile)(number=number, name=last.person_name)
    if message.state not in OPEN:
        raise MessageEnded(number=number)
    return message


def get_own(number, version, person):
    """The same, for the person who answers for it. Raises NotYours or NobodyHasIt as well."""
    message = get_to_change(number, version)
    if message.holder_id is None:
        raise NobodyHasIt(number=number)
    if message.holder_id != person.id:
        raise NotYours(number=number, name=message.holder_name)
    return message


def list_events(number):
    """What became of a message, in the order of time."""
    wanted = select(MessageEvent).where(MessageEvent.message_id == number).order_by(MessageEvent.id)
    return db.session.scalars(wanted).all()


def _keep(message, kind, person, now, **data):
    message.version += 1
    db.session.flush()
    note_event(message, kind, person, now, **data)
    return message
