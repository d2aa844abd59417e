"""Pages of public transport: all lines, a line, a stop."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from city.clock import now
from city.districts import find_district
from city.forms import read_query
from city.maps import Drawing, draw_map, drawing_of, find_layer
from city.views import list_place_sources, list_point_drawings
from transit import forms, hours, labels, mapping, network, overview, sharing, timetable
from transit.badges import draw_badge
from transit.realtime import departures as realtime
from transit.realtime import live

bp = Blueprint("transit", __name__, url_prefix="/<lang:lang_path>/transit", template_folder="templates")
bp.add_app_template_filter(draw_badge, "line_badge")

NEAREST, NEAR_M = 10, 20_000
SURROUNDINGS, SURROUNDINGS_M = 3, 1000
IN_ALL, IN_EACH = 16, 5  # departures read, and shown of each direction


@bp.get("/")
def lines():
    place = read_query(forms.NearQuery).place()
    near = sharing.list_near(*place, NEAREST, NEAR_M) if place else None
    page = {"feeds": overview.list_feeds(now()), "near": near, "within_m": NEAR_M, "labels": labels}
    page["map"] = draw_map([drawing_of(find_layer("stations"))], _("Map of public transport"), place)
    return render_template("transit/lines.html", **page)


@bp.get("/routes/<path:key>")
def line(key):
    page = network.get_line(key)
    direction = choose_direction(page, read_query(forms.DirectionQuery).direction)
    calls = network.list_calls(key, direction)
    today = now().astimezone(ZoneInfo(page.timetable.timezone)).date()
    shown = {
        "direction": direction,
        "calls": calls,
        "hours": hours.list_hours(key, page.timetable, today),
        "labels": labels,
    }
    return render_template("transit/line.html", page=page, map=draw_line_map(key, calls), **shown)


@bp.get("/stops/<path:key>")
def stop(key):
    stop = network.get_stop(key)
    query = read_query(forms.MomentQuery)
    shown = describe_departures(stop, query.moment(now()).replace(second=0, microsecond=0)) | describe_surroundings(stop)
    shown |= {"lines": network.list_lines_at(key), "changes": network.list_changes([key]).get(key, [])}
    shown |= {
        "map": draw_map(list_point_drawings(), _("Map of the surroundings"), stop.lon_lat),
        "labels": labels,
    }
    return render_template("transit/stop.html", stop=stop, query=query, **shown)


def choose_direction(page, asked):
    """The direction asked for, or the first one that the line has."""
    return asked if asked in page.directions else next(iter(page.directions), 0)


def describe_departures(stop, at):
    """What a stop's page says of the moment `at`: the next trains, direction by direction."""
    here = at.astimezone(ZoneInfo(stop.timetable.timezone))
    departures = realtime.list_departures(stop, at, IN_ALL, live.snapshot(now()))
    covered = stop.timetable.covers(here.date())
    return {
        "at": at,
        "here": here,
        "covered": covered,
        "groups": timetable.group_by_direction(departures, IN_EACH),
    }


def describe_surroundings(stop):
    """What a stop's page says of the place: its district, and what other services have nearby."""
    others = [source for source in list_place_sources() if source.kind != sharing.STATION]
    nearby = [(_(source.label), source.near(*stop.lon_lat, SURROUNDINGS, SURROUNDINGS_M)) for source in others]
    return {"district": find_district(*stop.lon_lat), "nearby": nearby, "within_m": SURROUNDINGS_M}


def draw_line_map(key, calls):
    """A map of a line with its stops."""
    centre, zoom = mapping.find_view([call.lon_lat for call in calls]) if calls else (None, 14)
    way = Drawing("line", url_for("transit_api.routes", line=key), "lines", "transit")
    return draw_map([way, drawing_of(find_layer("stations"), line=key)], _("Map of the line"), centre, zoom)
