"""The services that calls are handed to, and who sits at their desks."""

from sqlalchemy import delete, select

from city.database import db
from emergency112.models import DeskMember, Service
from emergency112.refusals import NotYourDesk, ServiceOff, UnknownService


def list_services():
    """All services, in the order of their numbers."""
    return db.session.scalars(select(Service).order_by(Service.position)).all()


def list_connected():
    """Those that are switched on."""
    return [each for each in list_services() if each.is_on]


def get_service(key):
    """The service called `key`. Raises UnknownService."""
    found = db.session.get(Service, key)
    if not found:
        raise UnknownService(key=key)
    return found


def get_connected(key):
    """The same. Raises ServiceOff where it is switched off."""
    found = get_service(key)
    if not found.is_on:
        raise ServiceOff()
    return found


def switch(key, is_on):
    service = get_service(key)
    service.is_on = is_on
    db.session.flush()
    return service


def list_desks_of(person_id):
    """The services at whose desks somebody sits."""
    keys = select(DeskMember.service_key).where(DeskMember.person_id == person_id)
    return db.session.scalars(select(Service).where(Service.key.in_(keys)).order_by(Service.position)).all()


def sits_at(person_id, service_key):
    """Whether somebody answers for the service."""
    return db.session.get(DeskMember, (person_id, service_key)) is not None


def check_desk(person_id, service_key):
    """Raise NotYourDesk where somebody does not answer for the service."""
    if not sits_at(person_id, service_key):
        raise NotYourDesk()


def list_members():
    """{person's id: keys of services} of everybody who sits at a desk."""
    members = {}
    for each in db.session.scalars(select(DeskMember)):
        members.setdefault(each.person_id, set()).add(each.service_key)
    return members


def seat(person_id, keys):
    """Let somebody answer for these services and no others. Raises UnknownService."""
    services = [get_service(key) for key in dict.fromkeys(keys)]
    db.session.execute(delete(DeskMember).where(DeskMember.person_id == person_id))
    db.session.add_all(DeskMember(person_id=person_id, service_key=each.key) for each in services)
    db.session.flush()
