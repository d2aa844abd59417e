"""Sessions: the cookie holds a key that nobody can guess; the table knows whose it is, and whether it still counts."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update

from city import events
from city.accounts.models import StaffSession
from city.database import db

CHANNEL = "accounts.person-"
CODE_WITHIN = timedelta(minutes=10)
NOTE_USE_EVERY = timedelta(minutes=1)
KEEP_ENDED = timedelta(days=30)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser", "Yandex Browser"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


@dataclass(frozen=True)
class Terms:
    """How long a session may last, and how long it may lie unused."""

    lasts: timedelta
    idle: timedelta


def begin(person, browser, now, confirmed):
    """A new session of `person`; without `confirmed` it waits for a code. Returns its key, which is kept nowhere."""
    key = secrets.token_urlsafe(32)
    db.session.add(
        StaffSession(
            key_hash=_hash(key),
            person_id=person.id,
            browser=browser,
            begun_at=now,
            used_at=now,
            confirmed_at=now if confirmed else None,
        )
    )
    db.session.flush()
    return key


def find(key):
    """The session of a key, whatever became of it; None for a key that never was."""
    return db.session.scalar(select(StaffSession).where(StaffSession.key_hash == _hash(key)))


def counts(session, now, terms):
    """Whether a session lets its person in."""
    return session.confirmed_at is not None and _is_open(session) and not _is_over(session, now, terms)


def awaits_code(session, now):
    """Whether a session is one whose password was right and whose code is still to come."""
    return session.confirmed_at is None and _is_open(session) and now < session.begun_at + CODE_WITHIN


def is_use_to_note(session, now):
    return now - session.used_at >= NOTE_USE_EVERY


def note_use(session_id, now):
    db.session.execute(update(StaffSession).where(StaffSession.id == session_id).values(used_at=now))


def list_open(person_id, now, terms):
    """The sessions by which a person is signed in now, the last used first."""
    query = select(StaffSession).where(StaffSession.person_id == person_id, StaffSession.ended_at.is_(None))
    return [each for each in db.session.scalars(query.order_by(StaffSession.used_at.desc())) if counts(each, now, terms)]


def list_open_of_all(person_ids):
    """{person id: sessions that were not ended}, for a list of people; whether they still count is for `counts` to say."""
    query = select(StaffSession).where(StaffSession.person_id.in_(person_ids), StaffSession.ended_at.is_(None))
    found = {each: [] for each in person_ids}
    for session in db.session.scalars(query):
        found[session.person_id].append(session)
    return found


def end(session_id, person_id, now):
    """End one session of a person; says whether there was one."""
    return _end(person_id, now, StaffSession.id == session_id) > 0


def end_all(person_id, now, but=None):
    """End all sessions of a person, except the one with the id `but`; says how many."""
    others = [StaffSession.id != but] if but else []
    return _end(person_id, now, *others)


def channel_of(person_id):
    """The channel of city.events on which streams of this person hear that they should ask whether they may go on."""
    return f"{CHANNEL}{person_id}"


def tell_streams(person_id):
    """Let the open streams of a person ask again, as soon as this unit of work is committed."""
    events.publish(channel_of(person_id), "access", {})


def end_everybodys(now):
    """Sign all staff out; says how many sessions were ended."""
    people = db.session.scalars(select(StaffSession.person_id).where(StaffSession.ended_at.is_(None)).distinct()).all()
    return sum(_end(person_id, now) for person_id in people)


def forget_old(now):
    """Delete some of what was last used long ago; says how many."""
    old = select(StaffSession.id).where(StaffSession.used_at < now - KEEP_ENDED).limit(500).with_for_update(skip_locked=True)
    gone = delete(StaffSession).where(StaffSession.id.in_(old)).execution_options(synchronize_session=False)
    return db.session.execute(gone).rowcount


def describe_browser(user_agent):
    """'Chrome, Windows' for a User-Agent header: enough to know one's own browser again."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def _is_open(session):
    return session.ended_at is None and session.person.disabled_at is None


def _is_over(session, now, terms):
    return now >= session.begun_at + terms.lasts or now >= session.used_at + terms.idle


def _end(person_id, now, *which):
    open_ones = StaffSession.person_id == person_id, StaffSession.ended_at.is_(None), *which
    ending = update(StaffSession).where(*open_ones).values(ended_at=now)
    count = db.session.execute(ending.execution_options(synchronize_session=False)).rowcount
    if count:
        tell_streams(person_id)
    return count


def _hash(key):
    return sha256(key.encode()).hexdigest()
