"""The districts, and the monuments, museums and works of art, as open data."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer

from city import geo
from city.database import db
from city.dataset_parts import NAMES, point, stated, texts_of
from city.datasets import Column, Dataset
from city.districts import District, find_district
from city.errors import N_
from city.landmarks import Landmark

GATHERED = date(2026, 11, 24)
OSM = "https://www.openstreetmap.org"
OSM_KINDS = {"n": "node", "w": "way", "r": "relation"}


def list_district_rows():
    query = select(District, geo.geojson(District.outline), geo.area_m2(District.outline))
    for each, outline, area_m2 in db.session.execute(query.options(defer(District.outline)).order_by(District.key)):
        yield {
            "id": each.key,
            "soato": each.soato,
            **texts_of(each),
            "population": each.population,
            "population_date": date.fromisoformat(each.population_date),
            "population_source": each.population_source,
            "area_km2_computed": round(area_m2 / 1e6, 2),
            "geometry": outline,
        }


def list_culture_rows():
    for each in db.session.scalars(select(Landmark).order_by(Landmark.key)).all():
        district = find_district(*each.lon_lat)
        yield {
            "id": each.key,
            "kind": each.kind,
            **texts_of(each),
            "district_computed": district.key if district else None,
            "openstreetmap": f"{OSM}/{OSM_KINDS[each.key[0]]}/{each.key[1:]}",
            "geometry": point(each.lon_lat),
        }


DISTRICTS = Dataset(
    key="districts",
    title=N_("Districts of Tashkent"),
    summary=N_("The twelve districts: names, SOATO code, outline, and how many people live there."),
    theme="REGI",
    keywords=("districts", "boundaries", "population", "administrative division"),
    columns=(
        Column("id", "text", N_("Identifier")),
        Column("soato", "text", N_("SOATO code")),
        *NAMES,
        Column("population", "integer", N_("People")),
        Column("population_date", "date", N_("Day of the count")),
        Column("population_source", "text", N_("Source of the population")),
        Column("area_km2_computed", "number", N_("Area in km², computed from the simplified outline; not official")),
    ),
    rows=list_district_rows,
    updated_at=stated(GATHERED, District.id),
    licence="ODbL-1.0",
    source=N_("Outlines: © OpenStreetMap contributors. Population: press service of the city."),
    frequency="IRREG",
    geometry="areas",
    source_url=f"{OSM}/copyright",
    how=N_(
        "Outlines are as mapped in June 2022 and simplified to about 100 m; some 18 km² around Xonobod belong to none. Areas are"
        " computed from these outlines: they add up to about 416 km², published figures run from 334.8 to 631 km². So no"
        " densities are given, and none should be computed from them."
    ),
    api="city_api.districts",
)
CULTURE_POINTS = Dataset(
    key="culture-points",
    title=N_("Monuments, museums and works of art"),
    summary=N_("Museums, monuments, works of art in the open and other things by which people say where they are."),
    theme="EDUC",
    keywords=("culture", "monuments", "museums", "public art", "landmarks"),
    columns=(
        Column("id", "text", N_("Identifier")),
        Column("kind", "text", N_("Kind: museum, monument, artwork, landmark")),
        *NAMES,
        Column("district_computed", "text", N_("District in which the point lies, computed")),
        Column("openstreetmap", "address", N_("The thing in OpenStreetMap")),
    ),
    rows=list_culture_rows,
    updated_at=stated(GATHERED, Landmark.id),
    licence="ODbL-1.0",
    source=N_("© OpenStreetMap contributors, as gathered in November 2026."),
    frequency="IRREG",
    geometry="points",
    source_url=f"{OSM}/copyright",
    how=N_(
        "Names are those of the map, in the languages it has them in; four things have none. Apostrophes are set as Uzbek is"
        " written. Nothing was checked on the spot. The map is not a register: what is missing here may well be there."
    ),
    api="city_api.landmarks",
)
