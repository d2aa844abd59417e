"""JSON of the air posts."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, Field

from city import geo
from city.dataset_parts import point
from city.errors import N_
from city.formats import number
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from city.openapi.geojson import Point, collection_of
from greenspace.air import posts
from greenspace.air.forms import PostsQuery

bp = Blueprint("greenspace_air_api", __name__)


class YearFigures(BaseModel):
    year: int
    days: int = Field(description=N_("days of the year with a measurement"))
    pm25_median_ug_m3: float | None
    pm25_mean_ug_m3: float | None


class PostProperties(BaseModel):
    id: str
    name: str = Field(description=N_("name in the language asked for"))
    url: str = Field(description=N_("its page on this site"))
    text: str = Field(description=N_("the figure of the year, in the language asked for"))
    names: dict[str, str] = Field(description=N_("names by language tag"))
    district: str | None
    validated: bool = Field(description=N_("whether somebody has checked the figures"))
    years: list[YearFigures]


PostCollection = collection_of("AirPost", Point, PostProperties)


@bp.get("/api/v1/greenspace/air", endpoint="air_posts")
@operation(
    N_("Air posts with fine dust by year, as GeoJSON; not validated"),
    query=PostsQuery,
    returns=PostCollection,
    media=GEOJSON,
    example={"lang": "en"},
)
def show_posts(query):
    year = posts.choose_year(query.year, posts.list_years())
    return geo.collection((point(post.lon_lat), describe(post, year)) for post in posts.list_posts())


def describe(post, year):
    """What the map and other readers of the GeoJSON get; `years` has all that there is."""
    return {
        "id": post.key,
        "name": str(post.name(current().code)),
        "url": url_for("greenspace.air", year=year, _anchor=f"post-{post.key}"),
        "text": say_median(post.find_year(year)),
        "names": post.names,
        "district": post.district,
        "validated": False,
        "years": [describe_year(each) for each in post.years],
    }


def describe_year(each):
    return {name: getattr(each, name) for name in ("year", "days", "pm25_median_ug_m3", "pm25_mean_ug_m3")}


def say_median(figures):
    """The figure of a year in one line; empty where there is none."""
    if not figures:
        return ""
    return _("PM2.5 in %(year)s: median %(median)s µg/m³", year=figures.year, median=number(figures.pm25_median_ug_m3, 1))
