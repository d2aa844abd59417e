"""The outbox: letters are put in with what they tell of, taken out by one process at a time, and tried again.

A letter is sent at least once: whoever is killed between sending it and noting that leaves it to be sent again, with the
same Message-ID, by which mail programs know it.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from city.database import db
from city.errors import N_, CityError, NotFound
from city.mail.addresses import check_address
from city.mail.models import Letter

WAITS = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), *[timedelta(hours=12)] * 4]
CLAIM = timedelta(minutes=15)  # longer than a batch can take
BATCH = 50
KEPT = timedelta(days=30)
LONGEST_ERROR = 300
STATES = ("waiting", "failed", "sent")
PAGE_ROWS = 100


class NotFailed(CityError):
    status = 409
    sentence = N_("This letter has not failed: it is waiting, or it was sent meanwhile.")


@dataclass(frozen=True)
class Taken:
    """A letter to be sent now, as plain data."""

    id: int
    uid: str
    recipient: str
    subject: str
    text: str
    language: str
    unsubscribe: str
    tries: int


def put(key, recipient, subject, text, language, now, unsubscribe=""):
    """Keep a letter to be sent, in the unit of work of what it tells of; once only for each key. Raises WrongAddress.

    `unsubscribe` is the address of the page that ends a subscription, for letters that belong to one.
    """
    letter = Letter(
        key=key,
        uid=uuid4().hex,
        recipient=check_address(recipient),
        subject=" ".join(subject.split()),
        text=text,
        language=language,
        unsubscribe=unsubscribe,
        created_at=now,
        due_at=now,
        tries=0,
        state="waiting",
        error="",
        claim="",
    )
    try:
        with db.session.begin_nested():
            db.session.add(letter)
    except IntegrityError:
        return db.session.scalar(select(Letter).where(Letter.key == key))
    return letter


def take(now, most=BATCH):
    """(claim, letters): those that are due and that nobody else is sending, claimed for some minutes."""
    free = or_(Letter.claimed_until.is_(None), Letter.claimed_until < now)
    due = select(Letter).where(Letter.state == "waiting", Letter.due_at <= now, free)
    due = due.order_by(Letter.due_at, Letter.id).limit(most).with_for_update(skip_locked=True)
    claim, letters = uuid4().hex, db.session.scalars(due).all()
    for each in letters:
        each.claim, each.claimed_until, each.tries = claim, now + CLAIM, each.tries + 1
    db.session.flush()
    return claim, [Taken(**{name: getattr(each, name) for name in Taken.__dataclass_fields__}) for each in letters]


def note_sent(claim, letter, now):
    """Whether it was still ours to note that the letter is with the mail server."""
    return _note(claim, letter.id, state="sent", sent_at=now, error="")


def note_failed(claim, letter, error):
    """The mail server will never take it: trying again would not help."""
    return _note(claim, letter.id, state="failed", error=error[:LONGEST_ERROR])


def postpone(claim, letter, error, now):
    """Try again after 1 min, 5 min, 30 min, 2 h, and then every 12 h; after the last time the letter has failed."""
    if letter.tries > len(WAITS):
        return note_failed(claim, letter, error)
    return _note(claim, letter.id, due_at=now + WAITS[letter.tries - 1], error=error[:LONGEST_ERROR])


def send_again(number, now):
    """Give a letter that has failed its tries anew. Raises NotFound or NotFailed."""
    letter = db.session.scalar(select(Letter).where(Letter.id == number).with_for_update())
    if not letter:
        raise NotFound()
    if letter.state != "failed" or not letter.recipient:
        raise NotFailed()
    letter.state, letter.tries, letter.due_at = "waiting", 0, now
    db.session.flush()
    return letter


def send_all_again(now):
    """Give every letter that has failed its tries anew, as after a mail server was set wrongly; how many they are."""
    failed = update(Letter).where(Letter.state == "failed", Letter.recipient != "")
    anew = failed.values(state="waiting", tries=0, due_at=now).execution_options(synchronize_session=False)
    return db.session.execute(anew).rowcount


def list_letters(state=None, page=1):
    """(letters of one page, the newest first; is there another page)."""
    query = select(Letter).order_by(Letter.id.desc())
    if state:
        query = query.where(Letter.state == state)
    found = db.session.scalars(query.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS + 1)).all()
    return found[:PAGE_ROWS], len(found) > PAGE_ROWS


def count_by_state():
    counts = dict(db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())
    return {state: counts.get(state, 0) for state in STATES}


def count_failed():
    """Letters that failed and can still be sent again."""
    failed = select(func.count()).select_from(Letter).where(Letter.state == "failed", Letter.recipient != "")
    return db.session.scalar(failed)


def forget_old(now):
    """Erase whom letters of long ago went to and what they said; how many they were stays."""
    old = (Letter.created_at < now - KEPT, Letter.recipient != "")
    state = case((Letter.state == "waiting", "failed"), else_=Letter.state)  # what nobody could send is sent no more
    erased = update(Letter).where(*old).values(recipient="", subject="", text="", unsubscribe="", error="", state=state)
    return db.session.execute(erased.execution_options(synchronize_session=False)).rowcount


def _note(claim, number, **values):
    """Write what became of a letter, where the claim on it still counts."""
    mine = update(Letter).where(Letter.id == number, Letter.claim == claim, Letter.state == "waiting")
    values |= {"claim": "", "claimed_until": None}
    return bool(db.session.execute(mine.values(**values).execution_options(synchronize_session=False)).rowcount)
