"""JSON of the free Wi-Fi points."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, Field

from city import geo, paging
from city.dataset_parts import point as point_text
from city.errors import N_
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from city.openapi.geojson import Point, collection_of
from city.wifi.forms import PointsQuery
from city.wifi.kinds import KINDS
from city.wifi.points import list_near, list_points

bp = Blueprint("wifi_api", __name__)


class WifiProperties(BaseModel):
    id: str
    name: str = Field(description=N_("name in the language asked for"))
    url: str = Field(description=N_("its page on this site"))
    text: str = Field(description=N_("its kind, in the language asked for"))
    approximate: bool = Field(description=N_("the place is not from a survey"))
    checked: bool = Field(description=N_("whether we have seen that it works"))
    kind: str
    address: str | None
    hours: str | None = Field(description=N_("opening hours, as the source writes them"))
    district: str | None = Field(description=N_("key of the district that the source names"))
    district_of_point: str | None = Field(description=N_("key of the district in which the point lies"))
    names: dict[str, str] = Field(description=N_("names by language tag"))
    distance_m: int = Field(0, description=N_("with “near”: how far, in metres"))


WifiCollection = collection_of("Wifi", Point, WifiProperties)


@bp.get("/api/v1/wifi", endpoint="wifi_points")
@operation(
    N_("Free Wi-Fi points, as GeoJSON"),
    query=PointsQuery,
    returns=WifiCollection,
    media=GEOJSON,
    about=N_("From a list of public places; nobody has checked them."),
    example={"limit": 2, "lang": "en"},
)
def show_points(query):
    (start,) = paging.read_start(query) or [0]
    found = find_points(query, start + query.limit + 1)[start:]
    shown, following = paging.take_page(found, query.limit, lambda _row: [start + query.limit])
    return geo.collection(((point_text(point.lon_lat), describe(point, metres)) for point, metres in shown), following)


def find_points(query, most):
    """[(point, metres or None)], at most so many, in the order of the list."""
    if place := query.place():
        return list_near(*place, query.wanted(), most, query.radius_m, query.box())
    return list_points(query.wanted(), query.box(), most)


def describe(point, metres=None):
    """What the map and other readers of the GeoJSON get."""
    same = {name: getattr(point, name) for name in ("kind", "address", "hours", "district", "district_of_point", "names")}
    return {
        "id": point.key,
        "name": str(point.name(current().code)),
        "url": url_for("wifi.point", key=point.key),
        "text": f"{_(KINDS[point.kind])} · {_('place not checked')}",
        "approximate": True,
        "checked": False,
        **same,
        **({"distance_m": round(metres)} if metres is not None else {}),
    }
