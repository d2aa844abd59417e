"""What happened to an incident: a row that is never changed, and a word to every board and desk, in one transaction."""

from sqlalchemy import select

from city.database import db
from city.events import publish
from emergency112.models import Call, IncidentEvent

BOARD = "112.board"


def desk_channel(service_key):
    return f"112.desk.{service_key}"


def note_event(incident, kind, person, now, **data):
    """Add an event to an incident, which then has its next version. `person` has an id and a name."""
    incident.version += 1
    incident.changed_at = now
    row = IncidentEvent(incident_id=incident.id, kind=kind, data=data, at=now, person_id=person.id, person_name=person.name)
    db.session.add(row)


def tell(incident):
    """Tell boards and desks which incident changed: numbers and states only."""
    told = {"id": incident.id, "state": incident.state, "version": incident.version}
    publish(BOARD, "incident", told)
    for key in {each.service_key for each in incident.handovers}:
        publish(desk_channel(key), "incident", told)


def read_taken(incident_id):
    """What was told when the call was taken, as data."""
    query = select(IncidentEvent.data).where(IncidentEvent.incident_id == incident_id, IncidentEvent.kind == "taken")
    return db.session.scalar(query)


def is_touched_by_others(incident_id, person):
    """Whether somebody else has corrected the incident."""
    others = (IncidentEvent.incident_id == incident_id, IncidentEvent.kind == "corrected", IncidentEvent.person_id != person.id)
    return db.session.scalar(select(IncidentEvent.id).where(*others).limit(1)) is not None


def find_incident_of(key):
    """The number of the incident that a call with this id was saved as; None where there is none."""
    return db.session.scalar(select(Call.incident_id).where(Call.key == key.lower()))


def list_events(incident_id):
    """What happened to an incident, oldest first."""
    return db.session.scalars(
        select(IncidentEvent).where(IncidentEvent.incident_id == incident_id).order_by(IncidentEvent.id)
    ).all()
