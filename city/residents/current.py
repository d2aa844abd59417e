"""Which resident is asking: found by the key in the cookie, once a request."""

from contextlib import suppress
from dataclasses import dataclass
from functools import wraps

from flask import current_app, g, redirect, request, session, url_for
from sqlalchemy.exc import DBAPIError

from city.accounts import audit
from city.accounts.guard import open_to_all
from city.clock import now
from city.database import db, unit_of_work
from city.residents import people
from city.residents.errors import AlreadyErased, ResidentNotSignedIn, ResidentsOff

COOKIE_KEY = "resident"


@dataclass(frozen=True)
class Signed:
    """A resident who is signed in, as plain data."""

    id: int
    name: str
    language: str
    session_id: int


def are_on():
    """Whether residents can sign in at all: OneID is set up."""
    return bool(current_app.config["ONEID_CLIENT_ID"])


def find_resident():
    """Who is signed in; None for nobody, and for a session that has ended or lain unused for too long."""
    if "resident" not in g:
        key = session.get(COOKIE_KEY) if are_on() else None
        g.resident = _find_by_key(key, now()) if key else None
    return g.resident


def is_erased():
    """Whether the cookie is that of somebody whose data were erased, in another window or browser."""
    found = people.find_session(session.get(COOKIE_KEY, ""))
    return bool(found and found.resident.erased_at)


def for_residents(view):
    """Mark a view as one for a resident who is signed in: a reader is led to the sign-in page, a form is refused."""

    @wraps(view)
    def admit(**values):
        if not are_on():
            raise ResidentsOff()
        resident = find_resident()
        if resident:
            audit.act_as(None, "", now())  # a resident is no person of the audit
            return view(resident, **values)
        if request.method == "GET":
            return redirect(url_for("residents.me", next=request.path))
        raise AlreadyErased() if is_erased() else ResidentNotSignedIn()

    return open_to_all(admit)


def use(key):
    """Let the cookie hold this key; forms of before are not taken any more."""
    session.pop("csrf_token", None)
    session[COOKIE_KEY] = key
    g.pop("resident", None)


def forget():
    """Let the cookie hold no key."""
    session.pop(COOKIE_KEY, None)
    session.pop("csrf_token", None)
    g.resident = None


def _find_by_key(key, at):
    found = people.find_session(key)
    if not found or not people.counts(found, at):
        return None
    resident = Signed(found.resident_id, found.resident.name, found.resident.language, found.id)
    to_note = people.is_use_to_note(found, at)
    db.session.rollback()
    if to_note:
        with suppress(DBAPIError), unit_of_work():  # a full disk keeps nobody from reading
            people.note_use(resident.session_id, at)
    return resident
