"""Calls and people of 112 for tests: plain functions with defaults."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from sqlalchemy import select
from uuid6 import uuid7

from city.database import db, unit_of_work
from emergency112 import intake, services
from emergency112.intake import Told
from emergency112.models import Incident, IncidentEvent
from tests.staff import add_person, sign_in

NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
CHORSU = (69.2353, 41.3266)
LONDON = (-0.1276, 51.5072)
PHONE = "+998901234567"


def make_key():
    return str(uuid7())


def make_told(**changed):
    usual = {"what": "Tutun chiqyapti", "where": "Chorsu", "lon_lat": CHORSU, "callback": PHONE, "services": ("fire",)}
    return Told(**usual | changed)


def make_person(app, *roles):
    """Somebody as domain functions see them: id and name."""
    person = add_person(app, *(roles or ("dispatcher",)))
    return SimpleNamespace(id=person.id, name=person.name)


def take(person, key=None, now=NOON, again=False, **told):
    """A call that is taken, in a unit of work of its own: the incident's number."""
    with unit_of_work():
        return intake.take_call(key or make_key(), make_told(**told), person, now, again).incident.id


def make_form(**changed):
    """What the browser sends for a call."""
    usual = {"key": make_key(), "what": "Gaz hidi", "where": "Yunusobod 4-daha", "services": ["gas"], "callback": "90 123 45 67"}
    return usual | changed


def sign_in_at_desk(client, *keys, **values):
    """Somebody with the role of a desk who sits at those of these services."""
    person = sign_in(client, "desk", **values)
    with client.application.app_context(), unit_of_work():
        services.seat(person.id, keys)
    return person


def count_incidents():
    return len(db.session.scalars(select(Incident.id)).all())


def read_kinds(incident_id):
    """What happened to an incident, oldest first."""
    rows = db.session.scalars(select(IncidentEvent).where(IncidentEvent.incident_id == incident_id).order_by(IncidentEvent.id))
    return [row.kind for row in rows]


def after(seconds):
    return NOON + timedelta(seconds=seconds)
