"""Demonstration data of 112: made-up incidents, marked as such wherever they show, and somebody at every desk."""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select
from uuid6 import uuid7

from city.accounts import people
from city.accounts.demo import name_of
from city.database import db
from city.names import pick_name
from emergency112 import handovers, intake, places, services
from emergency112.intake import Told
from emergency112.models import Incident

NOBODY = SimpleNamespace(id=None, name="demo")
CALLS = (  # minutes ago, told, what the desk of the first service said
    (
        14,
        ("Uchinchi qavatdan tutun chiqyapti", "Chilonzor 9-kvartal, Mirzo Ulugʻbek bekati yonida", 69.2131, 41.2817, 2),
        ("fire", "ambulance"),
        "accept",
    ),
    (8, ("Gaz hidi kelyapti, yoʻlakda", "Yunusobod 4-daha, 12-uy", 69.2886, 41.3662, None), ("gas",), "receive"),
    (3, ("Ikki avtomobil toʻqnashdi", "Amir Temur xiyoboni roʻparasida", 69.2797, 41.3113, 1), ("police", "ambulance"), None),
)


PLACES = ("chorsu", "chilonzor", "buyuk ipak yoʻli", "oybek", "yunusobod", "sergeli")
STORIES = (
    ("Oshxonada olov chiqdi", ("fire",)),
    ("Gaz hidi kelyapti", ("gas",)),
    ("Odam hushini yoʻqotdi", ("ambulance",)),
    ("Ikki avtomobil toʻqnashdi", ("police", "ambulance")),
    ("Liftda odam qolib ketdi", ("fire",)),
    ("Podyezdda janjal", ("police",)),
)


def make_up(chance):
    """A made-up call, told near a station. `chance` is a random.Random or the module."""
    what, keys = chance.choice(STORIES)
    place = chance.choice([each for each in places.find_places(chance.choice(PLACES)) if each.kind != "district"])
    lon_lat = place.lon + chance.uniform(-0.01, 0.01), place.lat + chance.uniform(-0.008, 0.008)
    return Told(what, str(pick_name(place.names, "uz")), lon_lat, "", chance.choice((None, None, 1, 2)), keys)


def load_demo(now):
    """A desk for the demonstration account, and three incidents where there are none. Inside a unit of work."""
    desk = people.find_by_name(name_of("desk"))
    if desk and not services.list_desks_of(desk.id):
        services.seat(desk.id, [each.key for each in services.list_connected()])
    if not db.session.scalar(select(Incident.id).limit(1)):
        for minutes, told, keys, said in CALLS:
            load_call(now - timedelta(minutes=minutes), told, keys, said)


def load_call(at, told, keys, said):
    what, where, lon, lat, hurt = told
    taken = intake.take_call(str(uuid7()), Told(what, where, (lon, lat), "", hurt, keys), NOBODY, at, is_demo=True)
    if said:
        first = taken.incident.handovers[0]
        handovers.answer(first.service_key, first.id, said, NOBODY, at + timedelta(seconds=40))
