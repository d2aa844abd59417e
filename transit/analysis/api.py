"""JSON of the analysis: service by line and hour, who lives near a stop, and what lies beyond reach as GeoJSON."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from city import geo
from city.clock import now
from city.errors import N_
from city.formats import number
from city.forms import LanguageQuery
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from transit import network
from transit.analysis import figures, replies
from transit.analysis.forms import LinesQuery

bp = Blueprint("transit_analysis_api", __name__, url_prefix="/api/v1/transit/analysis")
EXAMPLE = {"lang": "en"}
LINE_ID = {"key": (N_("id of the line"), "metro:M1")}
SAME = ("direction", "trips", "first_s", "last_s", "stop")
MINUTES = ("headway_min", "shortest_min", "longest_min", "wait_min")


@bp.get("")
@operation(
    N_("When public transport was analysed, and how many people live near it"),
    query=LanguageQuery,
    returns=replies.Overview,
    example=EXAMPLE,
)
def overview(query):
    people = figures.sum_people(figures.list_access())
    reach = [
        replies.ReachInfo(kind=kind, share=round(each.share, 4), people_reached=each.reached, people_beyond=each.beyond)
        for kind, each in people.items()
    ]
    return replies.Overview(**describe(), people=max(each.people for each in people.values()), reach=reach)


@bp.get("/lines")
@operation(
    N_("Trips, span, intervals and speed of every line, by direction and kind of day"),
    query=LinesQuery,
    returns=replies.Lines,
    example=EXAMPLE | {"day": 1},
)
def lines(query):
    served = figures.list_served(None if query.day is None else query.day - 1)
    return replies.Lines(**describe(), lines=[replies.ServiceInfo(**describe_service(each)) for each in served])


@bp.get("/lines/<path:key>")
@operation(N_("The same of one line, hour by hour"), query=LanguageQuery, returns=replies.OneLine, path=LINE_ID, example=EXAMPLE)
def line(query, key):
    network.get_line(key)
    hours = figures.list_hours(key)
    found = [
        replies.LineServiceInfo(
            **describe_service(each),
            hours=[describe_hour(hour) for hour in hours[key, each.service.direction, each.service.weekdays]],
        )
        for each in figures.list_served(None, key)
    ]
    return replies.OneLine(**describe(), lines=found)


@bp.get("/access")
@operation(
    N_("People near public transport by district (SDG 11.2.1), estimated"),
    query=LanguageQuery,
    returns=replies.Access,
    example=EXAMPLE,
)
def access(query):
    found = [describe_district(*each) for each in figures.list_access()]
    return replies.Access(**describe(), districts=found)


@bp.get("/gaps")
@operation(
    N_("Parts of districts beyond the reach of public transport, as GeoJSON"),
    query=LanguageQuery,
    returns=replies.GapCollection,
    media=GEOJSON,
    example=EXAMPLE,
)
def gaps(query):
    return geo.collection((each.gap, describe_gap(district, each)) for district, each in figures.list_gaps())


def describe():
    about = figures.read_about(now())
    keys = [each.key for each in about.timetables]
    return {"made_at": about.made_at, "current": about.is_current, "illustrative": about.illustrative, "timetables": keys}


def describe_service(served):
    line, service = served.line, served.service
    return {
        "line": line.key,
        "badge": line.badge,
        "name": str(line.name(current().code)),
        "url": url_for("transit_analysis.line", key=line.key),
        "headsign": str(served.headsign.name(current().code)),
        "weekdays": [int(digit) + 1 for digit in service.weekdays],
        **{name: getattr(service, name) for name in SAME},
        **{name: in_short(getattr(service, name)) for name in MINUTES},
        **describe_way(service),
    }


def describe_way(service):
    return {"distance_km": in_short(service.distance_m / 1000), "speed_kmh": in_short(service.speed_kmh)}


def describe_hour(each):
    known = {"hour": each.hour, "departures": each.departures, "headway_min": in_short(each.headway_min)}
    return replies.HourInfo(**known, **describe_way(each))


def describe_district(district, kinds):
    reach = [
        replies.ReachInfo(
            kind=kind, share=round(each.share, 4), people_reached=each.people_reached, people_beyond=each.people_beyond
        )
        for kind, each in kinds.items()
    ]
    name = str(district.name(current().code))
    return replies.DistrictReach(district=district.key, name=name, people=district.population, reach=reach)


def describe_gap(district, each):
    """Properties of a gap; the map shows its name."""
    people = _("about %(people)s people beyond reach", people=number(each.people_beyond, 0))
    name = f"{district.name(current().code)}: {people}"
    return {"id": district.key, "name": name, "people_beyond": each.people_beyond}


def in_short(value):
    return None if value is None else round(value, 2)
