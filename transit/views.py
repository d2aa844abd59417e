"""Pages of public transport: all lines, a line, a stop."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _

from city.clock import now
from city.forms import read_query
from city.language import current
from city.maps import Drawing, draw_map, drawing_of, find_layer
from city.views import list_place_sources, list_point_drawings
from transit import forms, hours, labels, mapping, network, overview, sharing, timetable
from transit.badges import draw_badge
from transit.facts import get_stop_facts
from transit.fares import showing as fares
from transit.nearby.finding import find_by_name
from transit.operators import showing as operators
from transit.realtime import live
from transit.realtime.departures import list_departures
from transit.surroundings import WITHIN_M, Surroundings
from transit.timetables import boards
from transit.timetables.drawing import draw_bars

bp = Blueprint("transit", __name__, url_prefix="/<lang:lang_path>/transit", template_folder="templates")
bp.add_app_template_filter(draw_badge, "line_badge")
bp.add_app_template_filter(draw_bars, "hour_bars")
bp.add_app_template_filter(labels.kind_of_day, "kind_of_day")

NEAREST, NEAR_M = 10, 20_000
IN_ALL, IN_EACH = 16, 5  # departures read, and shown of each direction


@bp.get("/")
def lines():
    query = read_query(forms.LinesQuery)
    place = query.place()
    near = sharing.list_near(*place, NEAREST, NEAR_M) if place else None
    page = {"feeds": overview.list_feeds(now()), "near": near, "within_m": NEAR_M, "labels": labels}
    page |= {"query": query, "found": find_by_name(query.q) if query.q else None}
    drawn = [
        Drawing("ways", url_for("transit_api.map_lines", lang=current().code), "ways", "transit"),
        drawing_of(find_layer("stations")),
    ]
    page["map"] = draw_map(drawn, _("Map of public transport"), place)
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
    shown["by_hour"] = {number: hours.find_today(its, today) for number, its in shown["hours"].items()}
    shown |= {"facts": operators.read_line_facts(key), "prices": fares.list_prices(key)}
    shown |= {"credits": operators.read_credits(page.timetable, key)}
    return render_template("transit/line.html", page=page, map=draw_line_map(key, calls), **shown)


@bp.get("/stops/<path:key>")
def stop(key):
    facts, query = get_stop_facts(key), read_query(forms.StopPageQuery)
    stop, day = facts.stop, query.whole_day()
    shown = describe_day(stop, day, query) if day else describe_departures(stop, query)
    shown |= vars(facts) | {"ways": list_ways(facts.lines, query)} | describe_surroundings(stop)
    shown["map"] = draw_map(list_point_drawings(), _("Map of the surroundings"), stop.lon_lat, later=True)
    return render_template("transit/stop.html", query=query, day=day, labels=labels, **shown)


def choose_direction(page, asked):
    """The direction asked for, or the first one that the line has."""
    return asked if asked in page.directions else next(iter(page.directions), 0)


def describe_departures(stop, query):
    """What a stop's page says of the moment asked about: the next trains, direction by direction."""
    at = query.moment(now()).replace(second=0, microsecond=0)
    here = at.astimezone(ZoneInfo(stop.timetable.timezone))
    departures = list_departures(stop, at, IN_ALL, live.snapshot(now()), query.line, query.direction)
    covered = stop.timetable.covers(here.date())
    return {"at": at, "here": here, "covered": covered, "groups": timetable.group_by_direction(departures, IN_EACH)}


def describe_day(stop, day, query):
    """What it says of a whole day: boards, and the days beside it."""
    found = boards.list_day_boards(stop, day, query.line, query.direction)
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return {"boards": found, "day_before": before, "day_after": after, "covered": stop.timetable.covers(day)}


def describe_surroundings(stop):
    """What it says of the place: its district, and what is nearby."""
    around = current_app.extensions.setdefault("transit_surroundings", Surroundings())
    district, nearby = around.read(stop, list_place_sources(), time.monotonic())
    return {"district": district, "nearby": [(_(label), places) for label, places in nearby], "within_m": WITHIN_M}


def list_ways(lines, query):
    """{number: headsign} of the ways of the line asked for, where it calls here."""
    return network.list_directions(query.line) if any(line.key == query.line for line in lines) else {}


def draw_line_map(key, calls):
    """A map of a line with its stops."""
    centre, zoom = mapping.find_view([call.lon_lat for call in calls]) if calls else (None, 14)
    way = Drawing("line", url_for("transit_api.routes", line=key), "lines", "transit")
    return draw_map([way, drawing_of(find_layer("stations"), line=key)], _("Map of the line"), centre, zoom)
