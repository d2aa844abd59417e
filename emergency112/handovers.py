"""Handing an incident over to services, and what their desks answer."""

from sqlalchemy import select

from city.database import db
from city.errors import NotFound
from emergency112 import record
from emergency112.models import Handover, Incident
from emergency112.refusals import AlreadyAnswered, AlreadySent, IncidentEnded, NoReason
from emergency112.states import ANSWERS, ENDED, GOING_ON, state_of


def get_to_change(incident_id):
    """The incident, which nobody else changes until this unit of work ends. Raises NotFound."""
    locked = select(Incident.id).where(Incident.id == incident_id).with_for_update()
    if db.session.scalar(locked) is None:
        raise NotFound()
    return db.session.get(Incident, incident_id, populate_existing=True)


def send(incident, services, person, now):
    """Hand an incident over to more services. Raises AlreadySent, IncidentEnded."""
    if incident.state in ENDED:
        raise IncidentEnded()
    has_it = {each.service_key for each in incident.handovers if each.state in GOING_ON}
    for service in services:
        if service.key in has_it:
            raise AlreadySent()
        sent = {"sent_at": now, "changed_at": now, "changed_by": person.name}
        incident.handovers.append(Handover(service=service, service_key=service.key, state="sent", reason="", **sent))
        record.note_event(incident, "sent", person, now, service=service.key)
    _follow(incident)


def answer(service_key, handover_id, answer_key, person, now, reason=""):
    """What a desk says to a hand-over, inside a unit of work. The same person may say the same twice.

    Raises NotFound, NoReason, IncidentEnded, AlreadyAnswered (with who was first).
    """
    said = ANSWERS[answer_key]
    handover = _get_to_answer(service_key, handover_id)
    incident = handover.incident
    if handover.state == said.ends and handover.changed_by == person.name:
        return handover
    if handover.state not in said.begins:
        raise AlreadyAnswered(name=handover.changed_by, time=handover.changed_at)
    if incident.state in ENDED:
        raise IncidentEnded()
    if said.ends == "refused" and not reason.strip():
        raise NoReason()
    handover.state, handover.reason = said.ends, reason.strip() if said.ends == "refused" else ""
    handover.changed_at, handover.changed_by = now, person.name
    words = {"reason": handover.reason} if handover.reason else {}
    record.note_event(incident, said.ends, person, now, service=handover.service_key, **words)
    _follow(incident)
    return handover


def _get_to_answer(service_key, handover_id):
    """A hand-over to this service, whose incident nobody else changes meanwhile. Raises NotFound."""
    found = db.session.get(Handover, handover_id)
    if not found or found.service_key != service_key:
        raise NotFound()
    incident = get_to_change(found.incident_id)
    return next(each for each in incident.handovers if each.id == handover_id)


def _follow(incident):
    """Let the incident's state follow its hand-overs, and tell of it."""
    db.session.flush()
    incident.state = state_of(incident.handovers)
    record.tell(incident)
