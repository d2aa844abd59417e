"""JSON of the green areas: many as GeoJSON, one with all that is known of it."""

from datetime import datetime

from flask import Blueprint, url_for
from pydantic import BaseModel, Field

from city import geo
from city.errors import N_
from city.language import current
from city.openapi import operation
from greenspace import labels, spaces
from greenspace.forms import SpaceQuery, SpacesQuery

bp = Blueprint("greenspace_api", __name__, url_prefix="/api/v1/greenspace")


class SpaceDetails(BaseModel):
    id: str
    name: str = Field(description="name in the language asked for")
    names: dict[str, str] = Field(description="names by language tag")
    names_derived: list[str] = Field(description="languages in which the name is ours and from no source")
    url: str
    kind: str
    status: str
    district: str | None
    lon: float | None
    lat: float | None
    place_certainty: str = Field(description="exact, inside, approximate, none")
    place_source: str
    area_ha: float | None
    area_source: str
    opened_year: int | None
    address_uz: str
    notes: dict[str, str] = Field(description="notes by language tag")
    source: str = Field(description="sources of the facts, separated by |")
    licence: str
    updated_at: datetime


@bp.get("/spaces", endpoint="spaces")
@operation(N_("Parks and green areas, as GeoJSON"), query=SpacesQuery, media="application/geo+json")
def list_spaces(query):
    found = find_spaces(query)
    shown = ((geometry(space), properties(space, metres)) for space, metres in found[: query.limit])
    return geo.collection(shown, truncated=len(found) > query.limit)


@bp.get("/spaces/<key>", endpoint="space")
@operation(N_("One park or green area with all that is known of it"), query=SpaceQuery, returns=SpaceDetails)
def show_space(query, key):
    return describe(spaces.get_space(key))


def find_spaces(query):
    """[(space, metres or None)], one more than the limit where there are more."""
    narrow = {"wanted": query.wanted(), "box": query.box(), "keys": query.keys()}
    if place := query.place():
        return spaces.find_near(*place, query.limit + 1, query.radius_m, **narrow)
    return spaces.find_spaces(query.limit + 1, **narrow)


def geometry(space):
    """GeoJSON text of the point, or None."""
    place = space.lon_lat
    return f'{{"type":"Point","coordinates":[{place[0]:.6f},{place[1]:.6f}]}}' if place else None


def properties(space, metres=None):
    """What the map and other readers of the GeoJSON get."""
    return {
        "id": space.key,
        "name": str(space.name(current().code)),
        "url": url_for("greenspace.space", key=space.key),
        "text": labels.summary(space),
        "approximate": space.is_approximate,
        "radius_m": space.radius_m,
        "kind": space.kind,
        "status": space.status,
        "district": space.district,
        "area_ha": space.area_ha,
        "place_certainty": space.place_certainty,
        "names": space.names,
        **({"distance_m": round(metres)} if metres is not None else {}),
    }


def describe(space):
    lon, lat = space.lon_lat or (None, None)
    same = (
        "names",
        "kind",
        "status",
        "district",
        "place_certainty",
        "place_source",
        "area_ha",
        "area_source",
    )
    same += ("opened_year", "address_uz", "notes", "source", "licence", "updated_at")
    return SpaceDetails(
        id=space.key,
        name=str(space.name(current().code)),
        names_derived=[language.replace("_cyrl", "-Cyrl") for language in space.names_derived.split(";") if language],
        url=url_for("greenspace.space", key=space.key),
        lon=lon,
        lat=lat,
        **{name: getattr(space, name) for name in same},
    )
