"""The city's own JSON: search, districts, and the description of all JSON addresses."""

from flask import Blueprint, jsonify, render_template, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, Field

from city import districts as city_districts
from city import geo, search
from city import landmarks as city_landmarks
from city.errors import N_
from city.forms import BoxQuery, SearchQuery
from city.language import current
from city.openapi import describe_api, list_operations, operation

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
@operation(N_("Search parks, stations, lines and districts"), query=SearchQuery, returns=SearchResults)
def find(query):
    hits = search.find(query.q, query.kind, query.limit)
    return SearchResults(results=[_found(hit) for hit in hits])


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
