"""JSON of the free Wi-Fi points."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from city import geo
from city.dataset_parts import point as point_text
from city.errors import N_
from city.language import current
from city.openapi import operation
from city.wifi.forms import PointsQuery
from city.wifi.kinds import KINDS
from city.wifi.points import list_near, list_points

bp = Blueprint("wifi_api", __name__)


@bp.get("/api/v1/wifi", endpoint="points")
@operation(N_("Free Wi-Fi points, as GeoJSON"), query=PointsQuery, media="application/geo+json")
def show_points(query):
    found = find_points(query)
    shown = ((point_text(point.lon_lat), describe(point, metres)) for point, metres in found[: query.limit])
    return geo.collection(shown, truncated=len(found) > query.limit)


def find_points(query):
    """[(point, metres or None)], one more than the limit where there are more."""
    if place := query.place():
        near, box = list_near(*place, query.wanted(), query.limit + 1, query.radius_m), query.box()
        return [found for found in near if not box or box.holds(*found[0].lon_lat)]
    return list_points(query.wanted(), query.box(), query.limit + 1)


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
