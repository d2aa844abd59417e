"""Pages of the analysis: all lines together, one by one, who lives near a stop, and where nobody does."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from city.clock import now
from city.forms import read_query
from city.language import current
from city.maps import Drawing, draw_map
from transit import network
from transit.analysis import access as reaching
from transit.analysis import figures, labels
from transit.analysis.forms import DayQuery

bp = Blueprint("transit_analysis", __name__, url_prefix="/<lang:lang_path>/transit/analysis")


@bp.get("")
def overview():
    chosen, page = read_day(".overview")
    served = figures.list_served(chosen[0]) if chosen else []
    page |= {"summary": figures.sum_up(served), "hours": figures.sum_hours(chosen[0]) if chosen else []}
    page |= {"people": figures.sum_people(figures.list_access()), "stops": reaching.count_stops()}
    return show("overview", **page)


@bp.get("/lines")
def lines():
    chosen, page = read_day(".lines")
    return show("lines", served=figures.list_served(chosen[0]) if chosen else [], **page)


@bp.get("/lines/<path:key>")
def line(key):
    shown = network.get_line(key)
    served, hours = figures.list_served(None, key), figures.list_hours(key)
    by_direction = {
        direction: [(each.service, hours[key, direction, each.service.weekdays]) for each in served if is_of(each, direction)]
        for direction in shown.directions
    }
    return show("line", page=shown, by_direction=by_direction)


@bp.get("/access")
def access():
    found = figures.list_access()
    return show("access", districts=found, people=figures.sum_people(found), stops=reaching.count_stops(), kinds=reaching.KINDS)


@bp.get("/gaps")
def gaps():
    address = url_for("transit_analysis_api.gaps", lang=current().code)
    drawn = draw_map([Drawing("gaps", address, "shapes", "gap", _("Beyond reach"))], _("Map of what lies beyond reach"))
    return show("gaps", gaps=figures.list_gaps(), map=drawn, stops=reaching.count_stops())


def show(name, **page):
    return render_template(f"transit/analysis/{name}.html", about=figures.read_about(now()), say=labels, **page)


def is_of(served, direction):
    return served.service.direction == direction


def read_day(endpoint):
    """(weekdays of the kind of day asked for or None, what pages of it show)."""
    kinds = figures.list_day_kinds()
    chosen = read_query(DayQuery).choose(kinds)
    chips = [
        {
            "label": labels.kind_of_day(kind),
            "count": None,
            "chosen": kind == chosen,
            "address": url_for(endpoint, day=kind[0] + 1),
        }
        for kind in kinds
    ]
    return chosen, {"chips": chips, "chosen": chosen}
