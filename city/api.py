"""The city's own JSON: search, districts, and the description of all JSON addresses."""

from datetime import date as Day

from flask import Blueprint, current_app, jsonify, render_template, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, Field

from city import districts as city_districts
from city import geo
from city import landmarks as city_landmarks
from city.errors import N_
from city.forms import BoxQuery, SearchQuery
from city.language import current
from city.openapi import describe_api, list_operations, operation
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


@bp.get("/api/v1/search")
@operation(N_("Search parks, stations, lines and districts"), query=SearchQuery, returns=SearchResults)
def find(query):
    answer = search_page.ask(query, {source.kind for source in current_app.extensions["searches"]}, query.limit)
    found = [_found(search_page.describe_hit(hit, answer.readings)) for hit in answer.hits]
    return SearchResults(results=found, total=answer.total, did_you_mean=answer.corrected or None, partly=answer.partly)


@bp.get("/api/v1/districts")
@operation(N_("Outlines of the twelve districts, as GeoJSON"), media="application/geo+json")
def districts(query):
    outlines = city_districts.read_outlines(current().code)
    return geo.collection((shape, _with_address(properties)) for shape, properties in outlines)


@bp.get("/api/v1/landmarks")
@operation(N_("Landmarks inside a box, as GeoJSON"), query=BoxQuery, media="application/geo+json")
def landmarks(query):
    found = city_landmarks.list_in_box(query.box())
    return geo.collection((_point(each), _describe(each)) for each in found)


@bp.get("/api/v1/openapi.json")
def openapi():
    return jsonify(describe_api(_("Tashkent City Services")))


@bp.get("/api/")
def readable():
    return render_template("city/api.html", operations=list(list_operations()))


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
    name = str(landmark.name(current().code))
    return {"id": landmark.key, "name": name, "text": _(city_landmarks.KINDS[landmark.kind]), "url": address}


def _with_address(properties):
    return properties | {"url": url_for("city.district", key=properties["id"])}
