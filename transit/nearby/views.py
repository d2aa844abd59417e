"""The page of departures around a place. It is of the same blueprint as the other pages of public transport."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _

from city.clock import now
from city.forms import read_query
from city.language import current
from city.maps import draw_map, drawing_of, find_layer
from transit import labels
from transit.nearby import around, finding, forms
from transit.views import bp

EACH = 6


@dataclass(frozen=True)
class Near:
    """A place that departures are shown around; the name is '' where only coordinates are known."""

    lon_lat: tuple
    name: str
    others: list


@bp.get("/departures")
def departures():
    query, at = read_query(forms.AroundQuery), now().replace(second=0, microsecond=0)
    near = find_near(query)
    stops = around.list_around(*near.lon_lat, int(query.radius_m), at, EACH) if near else []
    page = {"near": near, "stops": stops, "at": at, "radii_m": forms.RADII_M, "labels": labels}
    page["map"] = draw_around(near.lon_lat) if stops else None
    return render_template("transit/departures.html", query=query, **page)


def draw_around(place):
    return draw_map([drawing_of(find_layer("stations"))], _("Map of the surroundings"), place, 16, later=True)


def find_near(query):
    """The Near asked for: by coordinates, else the best of what the name finds; None where there is none."""
    if query.near:
        return Near(query.place(), query.q, [])
    hits = finding.find_places(query.q) if query.q else []
    if not hits:
        return None
    first, *others = hits
    return Near((first.lon, first.lat), first.name(current().code).text, [describe(hit, query) for hit in others])


def describe(hit, query):
    """Another place that may have been meant."""
    near, name = f"{hit.lon:.5f},{hit.lat:.5f}", hit.name(current().code).text
    return {"label": name, "address": url_for(".departures", near=near, q=name, radius_m=query.radius_m)}
