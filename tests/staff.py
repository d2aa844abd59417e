"""People who work here, for tests of any service: add_person, sign_in, send."""

from types import SimpleNamespace
from uuid import uuid4

from itsdangerous import URLSafeTimedSerializer

from city.accounts import audit_reading, passwords, people, sessions
from city.accounts.current import COOKIE_KEY
from city.clock import now
from city.database import db, unit_of_work

PASSWORD = "samovar-tandir-hovuz-chinor"


def add_person(app, *roles, name="", password=None, language="en", **values):
    """A new account with these roles, as plain data: id, name, language. Without `password` nobody can sign in by one."""
    name = name or f"{roles[0]}-{uuid4().hex[:8]}"
    password_hash = passwords.hash_password(password) if password else "none"
    with app.app_context(), unit_of_work():
        added = people.add(name, password_hash, roles, language, now(), **values)
        return SimpleNamespace(id=added.id, name=added.name, language=language)


def sign_in(client, *roles, language="en", person=None, confirmed=True, **values):
    """Let this client be signed in as a new person with these roles, or as `person`; the person is returned."""
    app = client.application
    person = person or add_person(app, *roles, language=language, **values)
    with app.app_context(), unit_of_work():
        key = sessions.begin(people.get(person.id), "Chrome, Linux", now(), confirmed)
    with client.session_transaction() as kept:
        kept[COOKIE_KEY] = key
    return person


def token_of(client):
    """A token that the forms of this client are taken with."""
    with client.session_transaction() as kept:
        raw = kept.setdefault("csrf_token", uuid4().hex)
    return URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token").dumps(raw)


def send(client, path, data=None, **values):
    """POST a form with a token, as a page of ours would."""
    return client.post(path, data={"csrf_token": token_of(client)} | (data or {}), **values)


def read_audit(app, **query):
    """What the audit holds, newest first: (person, action, subject, detail)."""
    with app.app_context():
        rows, _, _ = audit_reading.list_rows(audit_reading.Filter(**query), limit=200)
        return [(row.person_name, row.action, row.subject, row.detail) for row in rows]


def change(app, statement):
    """Run a statement in a unit of work, to bring rows into a state that takes hours to come about."""
    with app.app_context(), unit_of_work():
        db.session.execute(statement)
