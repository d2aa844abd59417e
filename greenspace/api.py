"""JSON of the green areas: many as GeoJSON, one with all that is known of it."""

from datetime import datetime

from flask import Blueprint, url_for
from pydantic import BaseModel, Field

from city import geo, paging
from city.errors import N_
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from city.openapi.geojson import Point, collection_of
from greenspace import labels, spaces
from greenspace.forms import SpaceQuery, SpacesQuery

bp = Blueprint("greenspace_api", __name__, url_prefix="/api/v1/greenspace")
EXAMPLE = "milliy-bog"


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


class SpaceProperties(BaseModel):
    id: str
    name: str = Field(description=N_("name in the language asked for"))
    url: str = Field(description=N_("its page on this site"))
    text: str = Field(description=N_("kind and state, in the language asked for"))
    approximate: bool = Field(description=N_("the place is not from a survey"))
    radius_m: int | None = Field(description=N_("radius of a circle of its area, where it is not built yet"))
    kind: str
    status: str
    district: str | None
    area_ha: float | None
    place_certainty: str = Field(description=N_("exact, inside, approximate, none"))
    names: dict[str, str] = Field(description=N_("names by language tag"))
    distance_m: int = Field(0, description=N_("with “near”: how far, in metres"))


SpaceCollection = collection_of("Space", Point | None, SpaceProperties)


@bp.get("/spaces", endpoint="spaces")
@operation(
    N_("Parks and green areas, as GeoJSON"),
    query=SpacesQuery,
    returns=SpaceCollection,
    media=GEOJSON,
    about=N_("Open ones first, then the larger ones. Without a box also those whose place is not known, with no geometry."),
    example={"kind": "park", "limit": 2, "lang": "en"},
)
def list_spaces(query):
    after, place, keys = paging.read_start(query), query.place(), query.keys()
    found = find_spaces(query, place, keys, after)
    given = (after[2] if after and place else 0) + query.limit
    shown, following = paging.take_page(found, query.limit, lambda row: go_on_from(*row, keys, given))
    return geo.collection(((geometry(space), properties(space, metres)) for space, metres in shown), following)


@bp.get("/spaces/<key>", endpoint="space")
@operation(
    N_("One park or green area with all that is known of it"),
    query=SpaceQuery,
    returns=SpaceDetails,
    path={"key": (N_("id of the green area"), EXAMPLE)},
    example={"lang": "en"},
)
def show_space(query, key):
    return describe(spaces.get_space(key))


def find_spaces(query, place, keys, after):
    """[(space, metres or None)], one more than the limit where there are more."""
    narrow = {"wanted": query.wanted(), "box": query.box(), "keys": keys, "after": after}
    if place:
        return spaces.find_near(*place, query.limit + 1, query.radius_m, **narrow)
    return spaces.find_spaces(query.limit + 1, **narrow)


def go_on_from(space, metres, keys, given):
    """What the page after a green area goes on from."""
    return spaces.sort_key_of(space, keys) if metres is None else [metres, space.key, given]


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
