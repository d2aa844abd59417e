"""Maps by folium, made to live under a strict content security policy. The only file that imports folium.

What folium writes is reduced to one script: no styles, no jQuery, nothing from other hosts. Leaflet comes from
static/vendor, what is drawn comes as GeoJSON for the visible box, and static/js/map.js draws it.
"""

import json
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from branca.element import MacroElement
from flask import current_app, url_for
from flask_babel import gettext as _
from jinja2 import Template
from markupsafe import Markup

from city.furniture import keep_furniture
from city.geo import Box
from city.language import current
from city.security import allow_script

sys.modules.setdefault("pandas", None)  # folium takes pandas along where it finds it: a second and 86 MB
import folium  # noqa: E402

if sys.modules["pandas"] is None:
    del sys.modules["pandas"]

CITY = Box(69.13, 41.17, 69.45, 41.43)
CLOSEST_ZOOM, FARTHEST_ZOOM = 19, 9
MARK = "the view"
VIEW = json.dumps(MARK)


@dataclass(frozen=True)
class Drawing:
    """A layer on one map: where its GeoJSON is, how it looks, whether it is what the map is about."""

    name: str
    url: str
    kind: str  # areas, lines, points; cells (points or how many they are) and ways (lines) for box and zoom
    colour: str
    label: str = ""
    ground: bool = False


class DrawnMap(NamedTuple):
    """The two parts of a map on a page: its place among the text, and the script at the end.

    Of a map for `later` nothing is loaded until its button is pressed (static/js/map-later.js).
    """

    holder: Markup
    script: Markup
    later: bool = False


class CityMap(folium.Map):
    """folium's map without its own head: the page brings scripts and styles."""

    default_js = []
    default_css = []
    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}{% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map("map", {{ this.options | tojson }});
        {% endmacro %}
        """
    )

    def get_name(self):
        return "city_map"  # folium's own names are random, and no ETag would ever match


class Tiles(MacroElement):
    """Background tiles."""

    _template = Template(
        "{% macro script(this, kwargs) %}cityMap.tiles({{ this._parent.get_name() }}, {{ this.options | tojson }});{% endmacro %}"
    )

    def __init__(self, **options):
        super().__init__()
        self.options = options


class Layers(MacroElement):
    """All that is drawn on the map, handed to static/js/map.js with the words it needs."""

    _template = Template(
        "{% macro script(this, kwargs) %}cityMap.start({{ this._parent.get_name() }}, {{ this.options | tojson }});{% endmacro %}"
    )

    def __init__(self, **options):
        super().__init__()
        self.options = options


def draw_map(drawings, label, centre=None, zoom=14, later=False):
    """A map for a page: around `centre` (lon, lat), else of the whole city. Drawings come on top of the ground."""
    layers = (*keep_furniture("ground of maps", ground_drawings), *drawings)
    words = keep_furniture("words of maps", lambda: tuple(list_words().items()))
    config = current_app.config
    script = write_script(layers, words, config["MAP_TILES_URL"], config["MAP_TILES_ATTRIBUTION"])
    script = script.replace(VIEW, write_view(centre, zoom))
    holder = Markup('<div id="map" class="map" role="region" aria-label="%s"></div>') % label
    kind = ' type="text/plain" id="map-script"' if later else ""  # a browser runs no plain text
    return DrawnMap(holder, Markup(f"<script{kind}>{allow_script(script)}</script>"), later)


def write_view(centre, zoom):
    """Where a map looks: around `centre` (lon, lat), else at the whole city."""
    box = [[CITY.south, CITY.west], [CITY.north, CITY.east]]
    return json.dumps({"centre": centre[::-1], "zoom": zoom} if centre else {"box": box})


@lru_cache(maxsize=512)  # one for each kind of page and language, wherever it looks: folium needs milliseconds
def write_script(layers, words, tiles, credit):
    """The script that folium writes for a map; VIEW stands where it says where to look."""
    city_map = CityMap(tiles=None)
    city_map.options = {"maxZoom": CLOSEST_ZOOM, "minZoom": FARTHEST_ZOOM, "zoomControl": False, "attributionControl": False}
    if tiles:
        city_map.add_child(Tiles(url=tiles))
    layers = [vars(layer) for layer in layers]
    city_map.add_child(Layers(view=MARK, layers=layers, words=dict(words), credit=credit))
    city_map.render()
    return f"\n{city_map.get_root().script.render().strip()}\n"


def ground_drawings():
    """What lies under every map: districts, and what the services give for ground (metro lines)."""
    layers = [layer for feature in current_app.extensions["features"] for layer in feature.layers if layer.ground]
    address = url_for("city_api.districts", lang=current().code)
    districts = Drawing("districts", address, "areas", "district", ground=True)
    return [districts, *(drawing_of(layer) for layer in layers)]


def drawing_of(layer, **arguments):
    """The Drawing of a feature's MapLayer; `arguments` go into the address, filters for example."""
    address = url_for(layer.endpoint, lang=current().code, **arguments)
    return Drawing(layer.name, address, layer.kind, layer.colour, _(layer.label), layer.ground)


def find_layer(name):
    """The MapLayer called `name` of any feature; None where the service is switched off."""
    layers = (layer for feature in current_app.extensions["features"] for layer in feature.layers)
    return next((layer for layer in layers if layer.name == name), None)


def list_words():
    """The words that static/js/map.js shows, in the reader's language."""
    return {
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "close": _("Close"),
        "cluster": _("%(count)s places here, zoom in", count="{count}"),
        "approximate": _("approximate place"),
        "failed": _("The map could not be loaded. The list has all of it."),
        "partial": _("Not everything is shown. Zoom in to see more."),
    }
