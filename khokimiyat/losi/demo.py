"""The catalogues, and this very portal held against both of them, as a demonstration that says so."""

import csv

from sqlalchemy import select

from city.database import db
from khokimiyat.losi.addresses import OWN
from khokimiyat.losi.answers import Given, save_answers
from khokimiyat.losi.assessments import open_assessment, publish
from khokimiyat.losi.catalogues import DATA, get_catalogue, load_own
from khokimiyat.losi.kinds import FOUND, NOT_FOUND
from khokimiyat.losi.models import Assessment

PORTAL, ASSESSOR = "Tashkent City Services", "demo"


def load_demo(now):
    """The city's own catalogues, and an assessment by each where there is none at all. Inside a unit of work."""
    load_own(now)
    if not db.session.scalar(select(Assessment.id).limit(1)):
        found = read_found()
        for key in reversed(found):  # the newest stands first on the page: the decree's
            assess_own_portal(get_catalogue(key), found[key], now)


def assess_own_portal(catalogue, found, now):
    """What is named was found, at its address; the rest was not."""
    opened = open_assessment(catalogue, PORTAL, OWN, ASSESSOR, now, is_demo=True)
    given = {each.code: Given(NOT_FOUND) for each in catalogue.indicators}
    given |= {code: Given(FOUND, address) for code, address in found.items()}
    save_answers(opened, given, ASSESSOR, now)
    publish(opened, now)


def read_found():
    """{catalogue: {code: address}} of what this portal has."""
    found = {}
    with (DATA / "self_assessment.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["catalogue"], {})[row["code"]] = row["evidence"]
    return found
