"""The city's own JSON: search, districts and landmarks; city/api_pages.py describes all JSON addresses."""

from datetime import date as Day

from flask import Blueprint, current_app, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, Field

from city import districts as city_districts
from city import geo, paging
from city import landmarks as city_landmarks
from city.errors import N_
from city.forms import BoxQuery, LanguageQuery, SearchQuery
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from city.openapi.geojson import MultiPolygon, Point, collection_of
from city.search import page as search_page

bp = Blueprint("city_api", __name__)


class Found(BaseModel):
    kind: str = Field(description="park, station, line, district ...")
    name: str = Field(description="name in the language asked for")
    names: dict[str, str] = Field(description="names by language tag")
    url: str
    lon: float | None
    lat: float | None
    score: float = Field(description="from 0 to 1; 1 is the very name")
    district: str | None = Field(description="key of the district it lies in")
    date: Day | None = Field(description="when it was published or opened")
    marks: list[tuple[int, int]] = Field(description="[start, end] of words of `name` that answer, in Unicode characters")
    snippet: str | None = Field(description="a piece of its text where words of the query stand")
    snippet_marks: list[tuple[int, int]] = Field(description="the same as `marks`, of `snippet`")


class SearchResults(BaseModel):
    results: list[Found]
    total: int | None = Field(description="how many there are; null where there are more than are counted")
    did_you_mean: str | None = Field(description="the query that was searched for instead, where words were mistyped")
    partly: bool = Field(description="whether nothing has all the words: the results have most of them")
    next: str | None = Field(description="address of the next page; null on the last one")


@bp.get("/api/v1/search")
@operation(
    N_("Search parks, stations, lines and districts"),
    query=SearchQuery,
    returns=SearchResults,
    example={"q": "chorsu", "limit": 2, "lang": "en"},
)
def find(query):
    kinds = {source.kind for source in current_app.extensions["searches"]}
    (start,) = paging.read_start(query) or [0]
    answer = search_page.ask(query, kinds, query.limit, start)
    found = [_found(search_page.describe_hit(hit, answer.readings)) for hit in answer.hits]
    end = start + query.limit
    following = paging.name_next([end]) if answer.reached > end else None
    about = {"total": answer.total, "did_you_mean": answer.corrected or None, "partly": answer.partly}
    return SearchResults(results=found, next=following, **about)


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


def _found(described):
    hit, snippet = described["hit"], described["snippet"]
    return Found(
        kind=hit.kind,
        name=str(hit.name(current().code)),
        names=hit.names,
        url=url_for(hit.endpoint, **hit.values),
        lon=hit.lon,
        lat=hit.lat,
        score=hit.score,
        district=hit.district,
        date=hit.date,
        marks=described["name"].ranges,
        snippet=snippet.text if snippet else None,
        snippet_marks=snippet.ranges if snippet else (),
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
