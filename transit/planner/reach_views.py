"""The page of how far one gets: a form, the map, and the stops and parks that are reached by when."""

from dataclasses import dataclass, field

from flask import render_template, url_for
from flask_babel import gettext as _

from city.clock import TASHKENT, now
from city.errors import CityError
from city.forms import read_query
from city.language import current
from city.maps import Drawing, draw_map, drawing_of, find_layer
from city.views import list_place_sources
from transit import labels
from transit.planner import naming
from transit.planner.api import find_planner
from transit.planner.forms import ReachPageQuery
from transit.planner.loading import load
from transit.views import bp

LISTED = 20  # of each kind
THINGS = ("park",)  # kinds of places that are listed beside stops


@dataclass
class Reached:
    """What the page knows: the end as it was understood, what is wrong, and what is reached."""

    query: ReachPageQuery
    ends: dict = field(default_factory=dict)
    meant: dict = field(default_factory=dict)
    error: CityError | None = None
    stops: list = field(default_factory=list)  # (StopName, seconds)
    things: list = field(default_factory=list)  # (label of the kind, [reaching.Thing])


@bp.get("/reach")
def reach():
    query = read_query(ReachPageQuery)
    asked = ask(query)
    page = {"asked": asked, "query": query, "labels": labels, "at": read_at(query), "map": draw_reach(asked)}
    return render_template("transit/planner/reach.html", **page), asked.error.status if asked.error else 200


def ask(query):
    """What is reached, or what is wrong."""
    asked = Reached(query)
    try:
        query.limits()
        if query.start:
            asked.ends["from"], others = load("planning").choose_end(query.chosen(), "from")
            asked.meant["from"] = [asked.ends["from"], *others] if others else []
            fill(asked, load("planning").find_reach(find_planner(), asked.ends["from"], query.moment(now()), query.limits()[-1]))
    except CityError as error:
        asked.error = error
    return asked


def fill(asked, found):
    """List the stops and the things that one gets to first."""
    timed = load("reaching").list_stops(found, LISTED)
    names = naming.name_stops([number for number, _seconds in timed])
    asked.stops = [(names[number], seconds) for number, seconds in timed if number in names]
    most_s = asked.query.limits()[-1] * 60
    for source in list_place_sources():
        if source.kind in THINGS:
            things = load("reaching").list_things(found, naming.list_entries(source.kind), most_s, LISTED)
            asked.things.append((_(source.label), things))


def read_at(query):
    """The moment that the form shows; now where what was given is wrong."""
    try:
        return query.moment(now()).astimezone(TASHKENT)
    except CityError:
        return now().astimezone(TASHKENT)


def draw_reach(asked):
    """The map: areas by minutes."""
    end = asked.ends.get("from")
    if asked.error or not end:
        return draw_map([drawing_of(find_layer("stations"))], _("Map of public transport"))
    asks = {"from": end.key, "minutes": asked.query.minutes, "depart_at": f"{read_at(asked.query):%Y-%m-%dT%H:%M}"}
    areas = Drawing("reach", url_for("transit_api.reach", lang=current().code, **asks), "shapes", "transit")
    return draw_map([areas], _("Map of how far one gets"), end.lon_lat, 12)
