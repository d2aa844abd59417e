"""Incidents as boards and desks see them; notes on them, and closing one that no service will finish."""

from datetime import timedelta

from sqlalchemy import or_, select

from city.database import db
from city.errors import NotFound
from emergency112 import record
from emergency112.handovers import get_to_change
from emergency112.models import Handover, Incident
from emergency112.refusals import IncidentEnded, NoNote, NoReason
from emergency112.states import ENDED, GOING_ON

MOST_ON_THE_BOARD = 300
STAYS_AFTER_THE_END = timedelta(minutes=15)


def get_incident(incident_id):
    """The incident with this number. Raises NotFound."""
    found = db.session.get(Incident, incident_id)
    if not found:
        raise NotFound()
    return found


def list_board(now):
    """What is open or has just ended, newest first: (incidents, are there more)."""
    shown = or_(Incident.state.not_in(ENDED), Incident.changed_at > now - STAYS_AFTER_THE_END)
    query = select(Incident).where(shown).order_by(Incident.id.desc()).limit(MOST_ON_THE_BOARD + 1)
    found = db.session.scalars(query).all()
    return found[:MOST_ON_THE_BOARD], len(found) > MOST_ON_THE_BOARD


def list_some(ids):
    """The incidents with these numbers, newest first."""
    return db.session.scalars(select(Incident).where(Incident.id.in_(ids)).order_by(Incident.id.desc())).all()


def list_desk(service_key, now):
    """Hand-overs of a service that are open or have just ended, oldest first: (hand-overs, are there more)."""
    going_on = Handover.state.not_in(("done", "refused")) & Incident.state.not_in(ENDED)
    shown = or_(going_on, Handover.changed_at > now - STAYS_AFTER_THE_END)
    query = select(Handover).join(Incident).where(Handover.service_key == service_key, shown)
    found = db.session.scalars(query.order_by(Handover.id).limit(MOST_ON_THE_BOARD + 1)).all()
    return found[:MOST_ON_THE_BOARD], len(found) > MOST_ON_THE_BOARD


def list_desk_rows(service_key, ids):
    """The hand-overs of these incidents to a service, oldest first."""
    query = select(Handover).where(Handover.service_key == service_key, Handover.incident_id.in_(ids))
    return db.session.scalars(query.order_by(Handover.id)).all()


def add_note(incident_id, note, person, now):
    """Write something down beside an incident. Raises NoNote, NotFound."""
    if not note.strip():
        raise NoNote()
    incident = get_to_change(incident_id)
    record.note_event(incident, "noted", person, now, note=note.strip())
    record.tell(incident)
    return incident


def close(incident_id, reason, person, now):
    """End an incident that no service will finish: a false call, one told of twice. Raises NoReason, IncidentEnded, NotFound."""
    if not reason.strip():
        raise NoReason()
    incident = get_to_change(incident_id)
    if incident.state in ENDED:
        raise IncidentEnded()
    incident.state = "closed"
    for handover in incident.handovers:
        if handover.state in GOING_ON:
            handover.changed_at = now  # its desk sees for a while that it was closed
    record.note_event(incident, "closed", person, now, reason=reason.strip())
    record.tell(incident)
    return incident
