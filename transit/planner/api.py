"""JSON of journeys, and their ways on the map. Of the blueprint of the rest of public transport."""

import json

from flask import url_for
from flask_babel import ngettext

from city import geo
from city.clock import TASHKENT, now
from city.errors import N_, WrongValue
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from transit.api import bp, name_of
from transit.planner import shapes
from transit.planner.forms import EndsQuery, JourneyMapQuery, JourneysQuery, ReachQuery
from transit.planner.jobs import planner_folder
from transit.planner.loading import load
from transit.planner.replies import (
    ChangeDetails,
    JourneyCall,
    JourneyEnd,
    JourneyEnds,
    JourneyInfo,
    JourneyLeg,
    JourneyList,
    MissedInfo,
    ReachCollection,
    RideLine,
    WayCollection,
)
from transit.realtime import live

EXAMPLE = {"from": "stop:metro:chorsu", "to": "stop:metro:novza", "depart_at": "2026-11-24T08:00", "lang": "en"}


def find_planner():
    """The Planner of the timetables that are active."""
    return load("planning").find_planner(planner_folder(), live.snapshot(now()))


@bp.get("/journeys")
@operation(
    N_("Journeys from one place to another"),
    query=JourneysQuery,
    returns=JourneyList,
    about=N_(
        "Best in leaving, arriving, changes and walking; with `max_walk_m=0` in leaving, arriving and changes only, and"
        " nobody walks but as transfers.txt says."
    ),
    example=EXAMPLE | {"window_min": 20, "limit": 1},
)
def journeys(query):
    plan = make_plan(query)
    wish = plan.wish
    return JourneyList(
        start=describe_end(wish.start), goal=describe_end(wish.goal), at=wish.at.astimezone(TASHKENT), arrive=wish.arrive,
        window_min=wish.window_min, more=plan.more, journeys=[describe_journey(each, query) for each in plan.journeys],
    )  # fmt: skip


@bp.get("/journeys/map")
@operation(
    N_("The way of one journey, as GeoJSON"),
    query=JourneyMapQuery,
    returns=WayCollection,
    media=GEOJSON,
    example=EXAMPLE,
)
def journey_map(query):
    found = make_plan(query).journeys
    chosen = [each for each in found if query.journey in (None, each.key)][:1]
    if query.journey and not chosen:
        raise WrongValue(name="journey")
    return geo.collection(draw_leg(*way) for each in chosen for way in shapes.list_ways(each))


@bp.get("/journeys/ends")
@operation(
    N_("What words may mean as an end of a journey"),
    query=EndsQuery,
    returns=JourneyEnds,
    example={"q": "chilonzor", "lang": "en"},
)
def journey_ends(query):
    return JourneyEnds(ends=[describe_end(each) for each in load("planning").list_ends(query.q)])


def make_plan(query):
    """The planning.Plan that a program asks for."""
    (start, _), (goal, _) = query.ends()
    return load("planning").make_plan(find_planner(), query.wish(start, goal, now()), query.when, query.limit)


def draw_leg(leg, places):
    """(GeoJSON geometry, properties) of a leg."""
    points = [[round(lon, 6), round(lat, 6)] for lon, lat in places]
    colour = leg.line.colour if leg.is_ride else shapes.WALK_COLOUR
    name = leg.line.badge or name_of(leg.line) if leg.is_ride else ""
    kind = "ride" if leg.is_ride else "walk"
    return json.dumps({"type": "LineString", "coordinates": points}), {"name": name, "colour": colour, "kind": kind}


def describe_end(place):
    """An End, or a StopName inside a journey."""
    is_stop = hasattr(place, "platform")
    key = place.key if is_stop else next(iter(place.key.removeprefix("stop:").split(",stop:")))
    stop = key if is_stop or place.key.startswith("stop:") else None
    (lon, lat), name = place.lon_lat, name_of(place)
    return JourneyEnd(id=None if is_stop else place.key, stop=stop, name=name, lon=round(lon, 6), lat=round(lat, 6))


def describe_journey(each, query):
    asked = query.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"lang", "limit", "journey"})
    return JourneyInfo(
        id=each.key, departure=each.departs, arrival=each.arrives, duration_s=each.seconds, transfers=each.transfers,
        walk_m=each.walk_m, tight=each.tight, illustrative=each.illustrative,
        url=url_for("transit.plan", lang_path=current().path, **asked | {"window_min": query.window_min, "journey": each.key}),
        legs=[describe_leg(leg) for leg in each.legs],
    )  # fmt: skip


def describe_leg(leg):
    ends = {"start": describe_end(leg.start), "goal": describe_end(leg.goal)}
    times = {"departure": leg.departs, "arrival": leg.arrives}
    if not leg.is_ride:
        none = dict.fromkeys(("line", "direction", "headsign", "trip", "change", "late_s"))
        return JourneyLeg(kind="walk", metres=leg.metres, calls=[], stay_seated=False, **ends, **times, **none)
    return JourneyLeg(
        kind="ride", metres=None, line=describe_line(leg.line), direction=leg.direction, headsign=name_of(leg.headsign),
        trip=leg.trip, calls=[describe_call(call) for call in leg.calls], change=leg.change and describe_change(leg.change),
        stay_seated=leg.seated, late_s=leg.late_s and leg.late_s[0], **ends, **times,
    )  # fmt: skip


def describe_line(line):
    colours = {"colour": line.colour, "text_colour": line.text_colour}
    return RideLine(id=line.key, badge=line.badge, name=name_of(line), type=line.type, **colours)


def describe_call(call):
    platform = call.stop.platform
    return JourneyCall(
        stop=call.stop.key, name=name_of(call.stop), platform=platform and name_of(platform), track=call.stop.track or None,
        arrival=call.arrives, departure=call.departs,
    )  # fmt: skip


def describe_change(change):
    missed = change.missed and MissedInfo(arrival=change.missed.arrives, later_s=change.missed.later_s)
    return ChangeDetails(slack_s=change.slack_s, needed_s=change.needed_s, missed=missed)


@bp.get("/reach")
@operation(
    N_("Where one can be within some minutes, as GeoJSON"),
    query=ReachQuery,
    returns=ReachCollection,
    media=GEOJSON,
    about=N_("One area for each number of minutes, the largest first; on foot as far as 1,500 m after the last vehicle."),
    example={"from": "stop:metro:chorsu", "depart_at": "2026-11-24T08:00", "minutes": "15", "lang": "en"},
)
def reach(query):
    (start, _), limits = load("planning").choose_end(query.start, "from"), query.limits()
    found = load("planning").find_reach(find_planner(), start, query.moment(now()), limits[-1])
    return geo.collection(draw_reach(found, minutes) for minutes in reversed(limits))


def draw_reach(found, minutes):
    """(GeoJSON geometry, properties) of what is reached within some minutes."""
    about = {"minutes": minutes, "name": ngettext("%(num)d minute", "%(num)d minutes", minutes)}
    return load("reaching").draw(found, minutes), about | {"stops": load("reaching").count_stops(found, minutes)}
