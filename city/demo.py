"""What the city itself brings along, and loading the demonstration data of every service."""

import json
from functools import partial
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from tqdm import tqdm

from city import geo, search
from city.accounts.demo import PASSWORD, load_people
from city.accounts.passwords import hash_password
from city.clock import now
from city.database import db, unit_of_work
from city.districts import District, get_middle, list_districts
from city.errors import N_
from city.features import SearchEntry, SearchSource
from city.landmarks import load_landmarks

WORDS = "tuman район district"
DISTRICTS = Path(__file__).parent / "data" / "districts.geojson"


def list_district_entries():
    for district in list_districts():
        lon, lat = get_middle(district.key)
        yield SearchEntry(
            district.key, district.names, "city.district", {"key": district.key}, lon, lat, WORDS, district=district.key
        )


DISTRICT_SEARCH = SearchSource("district", N_("District"), list_district_entries)


def load_all():
    """Load districts and each service's demonstration data, each in a unit of work, with a bar on a terminal."""
    features = [feature for feature in current_app.extensions["features"] if feature.load_demo]
    services = [(each.name, partial(each.load_demo, now())) for each in features]
    steps = [("districts", load_districts), ("landmarks", load_landmarks), *list_people_steps(), *services]
    with tqdm(steps, unit="step", disable=None) as bar:
        for name, load in bar:
            bar.set_description(name)
            with unit_of_work():
                load()
            bar.write(f"{name}: loaded")
    with unit_of_work():
        refresh_search()


def list_people_steps():
    """Demonstration accounts, in development only; their password is hashed here, while no transaction is open."""
    if current_app.config["CITY_ENV"] == "production":
        return []
    return [("staff accounts", partial(load_people, hash_password(PASSWORD), now()))]


def load_districts():
    """The twelve districts, where they are not there yet."""
    if db.session.scalar(select(District.id).limit(1)):
        return
    for feature in json.loads(DISTRICTS.read_text())["features"]:
        outline = geo.multipolygon_text(feature["geometry"]["coordinates"])
        db.session.add(District(**feature["properties"], outline=outline))
    db.session.flush()


def refresh_search():
    """Index anew all that can be found."""
    for source in current_app.extensions["searches"]:
        search.replace_entries(source.kind, source.entries())
