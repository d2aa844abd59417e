"""Taking a call: one incident for each call, however often its form arrives."""

import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from city import geo
from city.database import db
from city.districts import find_district
from emergency112 import handovers, record
from emergency112.models import Call, Incident
from emergency112.refusals import (
    ChangedMeanwhile,
    IncidentEnded,
    KeyUsed,
    NoPlace,
    NoService,
    NothingSaid,
    PlaceOutside,
    TextTooLong,
    WrongKey,
)
from emergency112.services import get_connected
from emergency112.states import ENDED
from emergency112.telephone import read_number

KEY_VERSION = 7
LONGEST = {"what": 5000, "where": 1000}


@dataclass(frozen=True)
class Told:
    """What the caller told. `lon_lat` is a point on the map or None, `hurt` is None where nobody knows."""

    what: str
    where: str
    lon_lat: tuple[float, float] | None = None
    callback: str = ""
    hurt: int | None = None
    services: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Taken:
    """`is_new` is False for a call that was here already."""

    incident: Incident
    is_new: bool


def take_call(key, told, person, now, again=False, is_demo=False):
    """Make an incident of a call and hand it over, inside a unit of work.

    `key` is the call's UUIDv7. The same call again gives the same incident. `again` says that its sender has not heard whether
    it was saved, and may have typed on: then what is new is taken in. A call that says something else raises KeyUsed.
    Raises WrongKey, NothingSaid, TextTooLong, NoPlace, PlaceOutside, NotANumber, NoService, ServiceOff as well.
    """
    key, told = check_key(key), check(told)
    services = check_services(told.services)
    try:
        with db.session.begin_nested():
            incident = _keep(key, told, person, now, is_demo)
    except IntegrityError:
        return Taken(_take_again(key, told, person, now, again), is_new=False)
    record.note_event(incident, "taken", person, now, services=list(told.services), **_as_data(told))
    handovers.send(incident, services, person, now)
    return Taken(incident, is_new=True)


def correct(incident_id, version, told, person, now):
    """Put right what an incident says. Raises ChangedMeanwhile, IncidentEnded, and what take_call raises for fields."""
    incident = handovers.get_to_change(incident_id)
    if incident.version != version:
        raise ChangedMeanwhile()
    if incident.state in ENDED:
        raise IncidentEnded()
    told = check(told)
    _put_right(incident, told, person, now)
    return incident


def check_key(key):
    """The UUIDv7 in its usual form. Raises WrongKey."""
    try:
        read = UUID(key)
    except ValueError:
        raise WrongKey() from None
    if read.version != KEY_VERSION:
        raise WrongKey()
    return str(read)


def check(told):
    """What was told, in the form in which it is kept. Raises NothingSaid, TextTooLong, NoPlace, PlaceOutside or NotANumber."""
    what, where = (_tidy(name, getattr(told, name), limit) for name, limit in LONGEST.items())
    if not _says_something(what):
        raise NothingSaid()
    if not _says_something(where) and not told.lon_lat:
        raise NoPlace()
    if told.lon_lat and not geo.TASHKENT.holds(*told.lon_lat):
        raise PlaceOutside()
    return Told(what, where, told.lon_lat, read_number(told.callback), told.hurt, tuple(dict.fromkeys(told.services)))


def _tidy(name, text, limit):
    text = text.replace("\r\n", "\n").strip()
    if len(text) > limit:
        raise TextTooLong(name, limit)
    return text


def _says_something(text):
    """Whether there is a letter, digit or sign in it: some blanks have a width of nothing."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def check_services(keys):
    if not keys:
        raise NoService()
    return [get_connected(key) for key in keys]


def _keep(key, told, person, now, is_demo):
    incident = Incident(state="sent", version=0, taken_at=now, changed_at=now, is_demo=is_demo)
    _write(incident, told)
    incident.call = Call(key=key, callback=told.callback, taken_by=person.id)
    db.session.add(incident)
    db.session.flush()
    db.session.expire(incident, ["place"])  # it was written as text, and is read as a point
    return incident


def _take_again(key, told, person, now, again):
    """The incident of a call that was saved before. Raises KeyUsed where this one says something else."""
    call = db.session.scalar(select(Call).where(Call.key == key))
    incident = handovers.get_to_change(call.incident_id)
    first = record.read_taken(incident.id)
    if _as_data(told) | {"services": list(told.services)} == first:
        return incident
    touched = record.is_touched_by_others(incident.id, person)
    if not again or touched or call.taken_by != person.id or incident.state in ENDED:
        raise KeyUsed(number=incident.id)
    if _as_data(told) != _as_data(_what_it_says(incident)):
        _put_right(incident, told, person, now)
    had = {each.service_key for each in incident.handovers}
    if missing := [key for key in told.services if key not in had]:
        handovers.send(incident, [get_connected(key) for key in missing], person, now)
    return incident


def _put_right(incident, told, person, now):
    before = _as_data(_what_it_says(incident))
    _write(incident, told)
    incident.call.callback = told.callback
    after = _as_data(told)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record.note_event(incident, "corrected", person, now, **changed)
    db.session.flush()
    db.session.expire(incident, ["place"])
    record.tell(incident)


def _write(incident, told):
    incident.what, incident.where, incident.hurt = told.what, told.where, told.hurt
    incident.place = geo.point_text(*told.lon_lat) if told.lon_lat else None
    district = find_district(*told.lon_lat) if told.lon_lat else None
    incident.district = district.key if district else None


def _what_it_says(incident):
    return Told(incident.what, incident.where, incident.lon_lat, incident.call.callback, incident.hurt)


def _as_data(told):
    place = list(told.lon_lat) if told.lon_lat else None
    return {"what": told.what, "where": told.where, "place": place, "callback": told.callback, "hurt": told.hurt}
