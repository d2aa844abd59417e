"""Pages of the free Wi-Fi points: the list with its map, and a page for each."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from city.districts import get_middle, list_districts
from city.forms import read_query
from city.language import current
from city.maps import Drawing, draw_map
from city.views import list_place_sources
from city.wifi import chips, points
from city.wifi.forms import ListQuery
from city.wifi.kinds import KINDS

bp = Blueprint("wifi", __name__, url_prefix="/<lang:lang_path>/wifi", template_folder="templates")

NEAR_M, NEAREST = 1500, 3


@bp.get("/", endpoint="points")
def show_points():
    query = read_query(ListQuery)
    page = {"found": list_found(query), "groups": chips.list_groups(query), "map": draw_list_map(query)}
    return render_template("wifi/points.html", query=query, kinds=KINDS, districts=find_districts(), **page)


@bp.get("/<key>", endpoint="point")
def show_point(key):
    point = points.get_point(key)
    sources = [source for source in list_place_sources() if source.kind != "wifi"]
    groups = [(source, source.near(*point.lon_lat, NEAREST, NEAR_M)) for source in sources]
    page = {"groups": groups, "kinds": KINDS, "districts": find_districts()}
    page |= {"map": draw_map([draw_points()], _("Map of the surroundings"), point.lon_lat, zoom=16)}
    return render_template("wifi/point.html", point=point, **page)


def list_found(query):
    """[(point, metres or None)] that a reader asks for."""
    if place := query.place():
        return points.list_near(*place, query.wanted())
    return points.list_points(query.wanted())


def draw_list_map(query):
    """The map beside the list: the same filters, around the reader's place or the district asked for."""
    centre, zoom = query.place(), 13
    if not centre and query.district and query.district != points.OUTSIDE:
        centre, zoom = get_middle(query.district), 12
    return draw_map([draw_points(**query.arguments(near=None))], _("Map of free Wi-Fi points"), centre, zoom)


def draw_points(**arguments):
    address = url_for("wifi_api.wifi_points", lang=current().code, **arguments)
    return Drawing("wifi", address, "points", "city", _("Free Wi-Fi"))


def find_districts():
    return {district.key: district for district in list_districts()}
