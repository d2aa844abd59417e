"""The city's own JSON: search, districts and landmarks; city/api_pages.py describes all JSON addresses."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, Field

from city import districts as city_districts
from city import geo, paging, search
from city import landmarks as city_landmarks
from city.errors import N_
from city.forms import BoxQuery, LanguageQuery, SearchQuery
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from city.openapi.geojson import MultiPolygon, Point, collection_of

bp = Blueprint("city_api", __name__)


class Found(BaseModel):
    kind: str = Field(description="park, station, line, district ...")
    name: str = Field(description="name in the language asked for")
    names: dict[str, str] = Field(description="names by language tag")
    url: str
    lon: float | None
    lat: float | None
    score: float = Field(description="from 0 to 1; 1 is the very name")


class SearchResults(BaseModel):
    results: list[Found]


@bp.get("/api/v1/search")
@operation(
    N_("Search parks, stations, lines and districts"),
    query=SearchQuery,
    returns=SearchResults,
    example={"q": "chorsu", "limit": 2, "lang": "en"},
)
def find(query):
    hits = search.find(query.q, query.kind, query.limit)
    return SearchResults(results=[_found(hit) for hit in hits])


class DistrictProperties(BaseModel):
    id: str = Field(description=N_("key of the district"))
    name: str = Field(description=N_("name in the language asked for"))
    short: str = Field(description=N_("the name without the word “district”"))
    url: str = Field(description=N_("its page on this site"))


class LandmarkProperties(BaseModel):
    id: str
    name: str = Field(description=N_("name in the language asked for"))
    text: str = Field(description=N_("its kind, in the language asked for"))
    url: str = Field(description=N_("its page on this site"))


DistrictCollection = collection_of("District", MultiPolygon, DistrictProperties)
LandmarkCollection = collection_of("Landmark", Point, LandmarkProperties)


@bp.get("/api/v1/districts")
@operation(N_("Outlines of the twelve districts, as GeoJSON"), query=LanguageQuery, returns=DistrictCollection, media=GEOJSON)
def districts(query):
    outlines = city_districts.read_outlines(current().code)
    return geo.collection((shape, _with_address(properties)) for shape, properties in outlines)


@bp.get("/api/v1/landmarks")
@operation(
    N_("Landmarks inside a box, as GeoJSON"),
    query=BoxQuery,
    returns=LandmarkCollection,
    media=GEOJSON,
    about=N_("A box that is larger than the city costs no more than the city: what there is comes page by page."),
    example={"bbox": "69.2,41.25,69.35,41.35", "limit": 2, "lang": "en"},
)
def landmarks(query):
    after = paging.read_start(query)
    found = city_landmarks.list_in_box(query.box(), query.limit + 1, after[0] if after else None)
    shown, following = paging.take_page(found, query.limit, lambda each: [each.key])
    return geo.collection(((_point(each), _describe(each)) for each in shown), following)


def _found(hit):
    return Found(
        kind=hit.kind,
        name=str(hit.name(current().code)),
        names=hit.names,
        url=url_for(hit.endpoint, **hit.values),
        lon=hit.lon,
        lat=hit.lat,
        score=hit.score,
    )


def _point(landmark):
    lon, lat = landmark.lon_lat
    return f'{{"type":"Point","coordinates":[{lon},{lat}]}}'


def _describe(landmark):
    address = url_for("city.landmark", key=landmark.key)
    kind = _(city_landmarks.KINDS[landmark.kind])
    return {"id": landmark.key, "name": str(landmark.name(current().code)) or kind, "text": kind, "url": address}


def _with_address(properties):
    return properties | {"url": url_for("city.district", key=properties["id"])}
