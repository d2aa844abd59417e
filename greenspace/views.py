"""Pages of the green areas: the list with its map, and a page for each."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from city.districts import get_middle, list_districts
from city.forms import read_query
from city.language import LANGUAGES
from city.maps import draw_map, drawing_of, find_layer
from city.views import list_place_sources, list_point_drawings
from greenspace import chips, labels, sharing, spaces
from greenspace.forms import ListQuery
from greenspace.kinds import CERTAINTIES
from greenspace.provenance import read_sources

bp = Blueprint("greenspace", __name__, url_prefix="/<lang:lang_path>/green", template_folder="templates")

NEAR_M, NEAREST = 1500, 3


@bp.get("/", endpoint="spaces")
def show_spaces():
    query = read_query(ListQuery)
    found = list_found(query)
    page = {
        "groups": chips.list_groups(query),
        "total": spaces.count(query.wanted()),
        "page_size": spaces.PAGE,
    }
    page |= {"map": draw_list_map(query), "districts": {each.key: each for each in list_districts()}}
    return render_template("greenspace/spaces.html", query=query, found=found, labels=labels, **page)


@bp.get("/spaces/<key>", endpoint="space")
def show_space(key):
    space = spaces.get_space(key)
    page = {
        "district": find_district(space.district),
        "groups": list_surroundings(space),
        "certainties": CERTAINTIES,
    }
    page |= {"map": draw_space_map(space), "languages": LANGUAGES, "labels": labels}
    return render_template("greenspace/space.html", space=space, **page)


def list_found(query):
    """The page of the list that a reader asks for: [(space, metres or None)]."""
    if place := query.place():
        return spaces.list_near(*place, query.wanted(), query.page)
    return spaces.list_spaces(query.wanted(), query.page)


def draw_list_map(query):
    """The map beside the list: the same filters, around the reader's place or the district asked for."""
    drawing = drawing_of(find_layer("spaces"), **query.arguments(near=None))
    centre, zoom = query.place(), 13
    if not centre and query.district and query.district != spaces.NO_DISTRICT:
        centre, zoom = get_middle(query.district), 12
    return draw_map([drawing], _("Map of parks and green areas"), centre, zoom)


def draw_space_map(space):
    """A map around the green area, with all else there is; None where the place is not known."""
    place = space.lon_lat
    return draw_map(list_point_drawings(), _("Map of the surroundings"), place, zoom=15) if place else None


def list_surroundings(space):
    """[(label, places)]: the nearest of what every service offers, and other green areas."""
    if not space.lon_lat:
        return []
    others = [source for source in list_place_sources() if source.kind != "park"]
    groups = [(_(source.label), source.near(*space.lon_lat, NEAREST, NEAR_M)) for source in others]
    parks = sharing.list_places_near(*space.lon_lat, NEAREST + 1, NEAR_M)
    return [
        *groups,
        (_("Other green areas"), [park for park in parks if park.named.id != space.id][:NEAREST]),
    ]


def find_district(key):
    return next((district for district in list_districts() if district.key == key), None)


@bp.app_template_filter("sources")
def say_sources(text):
    """[(text in the reader's language, address or None)] of a cell of sources."""
    return [(_(source.text), source.address) for source in read_sources(text)]
