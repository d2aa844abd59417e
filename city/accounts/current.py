"""Who is asking: the person of this request, found by the key in the cookie, once a request."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, g, request, session
from sqlalchemy.exc import DBAPIError

from city.accounts import roles, sessions
from city.accounts.errors import NotSignedIn
from city.clock import now
from city.database import db, unit_of_work
from city.language import BY_CODE, Language

COOKIE_KEY = "staff"


@dataclass(frozen=True)
class Staff:
    """A person who is signed in, as plain data. `owes` is 'password' or 'totp' while that step is still to be done."""

    id: int
    name: str
    roles: frozenset[str]
    permissions: frozenset[str]
    language: Language
    session_id: int
    owes: str | None

    def may(self, permission):
        return permission in self.permissions


def current_person():
    """Who is signed in. Raises NotSignedIn."""
    person = find_person()
    if not person:
        raise NotSignedIn()
    return person


def find_person():
    """Who is signed in; None for nobody, and for a session that has ended or lain unused for too long."""
    if "person" not in g:
        key = session.get(COOKIE_KEY)
        g.person = find_by_key(key, now()) if key else None
    return g.person


def find_by_key(key, at):
    """The Staff of a session that counts, whose use is noted; else None."""
    found = sessions.find(key)
    if not found or not sessions.counts(found, at, read_terms(found.person.roles)) or is_refused(found.person):
        return None
    person, to_note = describe(found), sessions.is_use_to_note(found, at)
    if to_note:
        with suppress(DBAPIError), unit_of_work():  # a full disk keeps nobody from reading
            sessions.note_use(person.session_id, at)
    return person


def describe(found):
    """A session's person as plain data, which outlives the transaction."""
    person = found.person
    granted = roles.permissions_of(person.roles, current_app.extensions["permissions"])
    return Staff(
        id=person.id,
        name=person.name,
        roles=person.roles,
        permissions=granted,
        language=BY_CODE[person.language],
        session_id=found.id,
        owes=find_owed(person),
    )


def find_owed(person):
    """What somebody must do before anything else: change a first password, then set up codes. None for nothing."""
    if person.must_change_password:
        return "password"
    asked = current_app.config["STAFF_TOTP_REQUIRED"] and person.roles & set(roles.STAFF)
    return "totp" if asked and not person.has_second_step else None


def is_refused(person):
    """Demonstration accounts have a password that everybody can read: they open nothing in production."""
    return person.is_demo and current_app.config["CITY_ENV"] == "production"


def read_terms(roles):
    """The Terms of a session of somebody with these roles: a shift is longer than a day at the office."""
    config, shift = current_app.config, current_app.extensions["shift_roles"] & roles
    if shift:
        return sessions.Terms(timedelta(hours=config["STAFF_SHIFT_HOURS"]), timedelta(minutes=config["STAFF_SHIFT_IDLE_MINUTES"]))
    return sessions.Terms(timedelta(hours=config["STAFF_SESSION_HOURS"]), timedelta(minutes=config["STAFF_IDLE_MINUTES"]))


def watch(permission, also=lambda: True):
    """A function that says whether this request's session still counts and still brings the permission, and `also` agrees.

    For answers that go on, such as streams; it needs an application context. An open stream is use of the session. Its
    `channel` is where the ending of a session is told, so that a stream need not wait for its heartbeat.
    """
    key, person = session.get(COOKIE_KEY, ""), find_person()

    def is_allowed():
        person = find_by_key(key, now())
        db.session.rollback()  # hold no transaction while the stream waits
        return bool(person and person.may(permission) and not person.owes and also())

    is_allowed.channel = sessions.channel_of(person.id) if person else None
    return is_allowed


def describe_browser():
    return sessions.describe_browser(request.headers.get("User-Agent", ""))
