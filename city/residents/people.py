"""Residents and their sessions: known again by a keyed hash, corrected, erased."""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

from sqlalchemy import bindparam, delete, select, text, update

from city.database import UTCDateTime, db
from city.residents.errors import AlreadyErased, NoName
from city.residents.models import Resident, ResidentSession

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=1)  # many sign in on a computer that is not theirs
NOTE_USE_EVERY = timedelta(minutes=1)
KEEP_ENDED = timedelta(days=30)
LONGEST_NAME = 100
ADD_MISSING = text(
    "INSERT INTO city_resident (subject_hash, name, name_is_own, language, joined_at, signed_in_at)"
    " VALUES (:subject_hash, '', :no, :language, :at, :at) ON CONFLICT (subject_hash) DO NOTHING"
).bindparams(bindparam("at", type_=UTCDateTime))


def hash_subject(subject, key):
    """By what a person is known again; without the key nobody can try numbers out."""
    return hmac.digest(key.encode(), f"resident:{subject}".encode(), "sha256").hex()


def recognise(profile, language, key, now):
    """The Resident of an oneid.Profile, who is new at the first sign-in."""
    subject_hash = hash_subject(profile.subject, key)
    db.session.execute(ADD_MISSING, {"subject_hash": subject_hash, "no": False, "language": language, "at": now})
    resident = db.session.scalar(select(Resident).where(Resident.subject_hash == subject_hash).with_for_update())
    resident.signed_in_at = now
    if not resident.name_is_own:
        resident.name = profile.name
    db.session.flush()
    return resident


def begin_session(resident, browser, now):
    """The key of a new session, which is kept nowhere."""
    forget_old(now)
    key = secrets.token_urlsafe(32)
    made = ResidentSession(key_hash=_hash(key), resident_id=resident.id, browser=browser, begun_at=now, used_at=now)
    db.session.add(made)
    db.session.flush()
    return key


def find_session(key):
    """The session of a key, whatever became of it; None for a key that never was."""
    return db.session.scalar(select(ResidentSession).where(ResidentSession.key_hash == _hash(key)))


def counts(session, now):
    """Whether a session lets its resident in."""
    in_time = now < session.begun_at + LASTS and now < session.used_at + IDLE
    return session.ended_at is None and session.resident.erased_at is None and in_time


def is_use_to_note(session, now):
    return now - session.used_at >= NOTE_USE_EVERY


def note_use(session_id, now):
    db.session.execute(update(ResidentSession).where(ResidentSession.id == session_id).values(used_at=now))


def end_session(session_id, now):
    ending = update(ResidentSession).where(ResidentSession.id == session_id, ResidentSession.ended_at.is_(None))
    db.session.execute(ending.values(ended_at=now))


def list_sessions(resident_id):
    """The sessions of a resident that are still kept, newest first."""
    query = select(ResidentSession).where(ResidentSession.resident_id == resident_id)
    return db.session.scalars(query.order_by(ResidentSession.id.desc())).all()


def forget_old(now):
    """Delete some of the sessions that were last used long ago; says how many."""
    old = select(ResidentSession.id).where(ResidentSession.used_at < now - KEEP_ENDED).limit(500)
    chosen = old.with_for_update(skip_locked=True)
    gone = delete(ResidentSession).where(ResidentSession.id.in_(chosen)).execution_options(synchronize_session=False)
    return db.session.execute(gone).rowcount


def end_all_sessions(now):
    """Sign every resident out."""
    ending = update(ResidentSession).where(ResidentSession.ended_at.is_(None)).values(ended_at=now)
    db.session.execute(ending.execution_options(synchronize_session=False))


def get(resident_id):
    """The resident with this id. Raises AlreadyErased."""
    return _one(select(Resident).where(Resident.id == resident_id))


def get_to_change(resident_id):
    """The same, whom nobody else changes until this unit of work ends. Raises AlreadyErased."""
    return _one(select(Resident).where(Resident.id == resident_id).with_for_update())


def correct(resident, name, language):
    """Keep the name and the language that a resident has chosen. Raises NoName."""
    if not 0 < len(name) <= LONGEST_NAME:
        raise NoName(most=LONGEST_NAME)
    if name != resident.name:
        resident.name, resident.name_is_own = name, True
    resident.language = language
    db.session.flush()


def erase_sessions(resident_id, now):
    """End all sessions and forget the browsers; the keys stay known for a while, so that an open window is told why."""
    mine = update(ResidentSession).where(ResidentSession.resident_id == resident_id)
    db.session.execute(mine.where(ResidentSession.ended_at.is_(None)).values(ended_at=now))
    db.session.execute(mine.values(browser=""))


def erase_account(resident_id, now):
    """Leave a row that is nobody: the next sign-in of the same person begins a new one."""
    resident = db.session.get(Resident, resident_id)
    resident.subject_hash, resident.name, resident.name_is_own = f"erased-{uuid4().hex}", "", False
    resident.erased_at = now
    db.session.flush()


def _one(query):
    found = db.session.scalar(query.where(Resident.erased_at.is_(None)).execution_options(populate_existing=True))
    if not found:
        raise AlreadyErased()
    return found


def _hash(key):
    return sha256(key.encode()).hexdigest()
