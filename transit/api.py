"""JSON of public transport: stops and lines as GeoJSON, one of each with its parts, departures."""

from zoneinfo import ZoneInfo

from flask import Blueprint, url_for

from city import geo, paging
from city.clock import now
from city.districts import find_district
from city.errors import N_
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from transit import forms, mapping, network
from transit.fares import showing as fares
from transit.operators import showing as operators
from transit.realtime import live
from transit.realtime.api import describe_live, describe_realtime
from transit.realtime.departures import list_departures
from transit.replies import (
    CallInfo,
    ChangeInfo,
    DepartureInfo,
    Departures,
    DirectionInfo,
    EntranceInfo,
    LineCollection,
    LineDetails,
    LineInfo,
    PriceInfo,
    StopCollection,
    StopDetails,
    TimetableInfo,
)
from transit.stations import showing as stations

WHEELCHAIR = {1: True, 2: False}
bp = Blueprint("transit_api", __name__, url_prefix="/api/v1/transit")
LINE_ID = {"key": (N_("id of the line"), "metro:M1")}
STOP_ID = {"key": (N_("id of the station or stop"), "metro:chorsu")}


@bp.get("/stops")
@operation(
    N_("Stations and stops, as GeoJSON"),
    query=forms.StopsQuery,
    returns=StopCollection,
    media=GEOJSON,
    example={"near": "69.279,41.311", "radius_m": 1500, "limit": 2, "lang": "en"},
)
def stops(query):
    after = paging.read_start(query)
    found = mapping.list_stops(query.limit + 1, query.box(), query.line, query.place(), query.radius_m, after)
    given = (after[2] if after and query.near else 0) + query.limit
    shown, following = paging.take_page(found, query.limit, lambda row: go_on_from(*row, given))
    return geo.collection((draw_stop(*each) for each in shown), following)


@bp.get("/stops/<path:key>")
@operation(
    N_("One station or stop with its lines and ways to change"),
    query=forms.LanguageQuery,
    returns=StopDetails,
    path=STOP_ID,
    example={"lang": "en"},
)
def stop(query, key):
    return describe_stop(network.get_stop(key))


@bp.get("/stops/<path:key>/departures")
@operation(
    N_("The next departures from a station or stop"),
    query=forms.DeparturesQuery,
    returns=Departures,
    path=STOP_ID,
    example={"at": "2026-11-24T08:00", "limit": 2, "lang": "en"},
)
def departures(query, key):
    stop, at, told = network.get_stop(key), query.moment(now()), live.snapshot(now())
    found = [describe_departure(each) for each in list_departures(stop, at, query.limit, told)]
    here = at.astimezone(ZoneInfo(stop.timetable.timezone))
    known = {"covered": stop.timetable.covers(here.date()), "illustrative": stop.timetable.illustrative}
    realtime = describe_realtime(stop.timetable.key, told)
    return Departures(stop=key, at=here, **known, realtime=realtime, departures=found)


@bp.get("/routes")
@operation(
    N_("Lines as they lie on the ground, as GeoJSON"),
    query=forms.RoutesQuery,
    returns=LineCollection,
    media=GEOJSON,
    example={"limit": 1, "lang": "en"},
)
def routes(query):
    found = mapping.list_shapes(query.box(), query.line, limit=query.limit + 1, after=paging.read_start(query))
    shown, following = paging.take_page(found, query.limit, lambda row: list(row[1]))
    return geo.collection((draw_line(line, shape) for line, _key, shape in shown), following)


@bp.get("/rails")
@operation(
    N_("Metro, tram and railway lines of Tashkent, as GeoJSON"),
    query=forms.LanguageQuery,
    returns=LineCollection,
    media=GEOJSON,
)
def rails(query):
    found = mapping.list_shapes(geo.TASHKENT, types=mapping.RAILS)
    return geo.collection(draw_line(line, shape) for line, _key, shape in found)


@bp.get("/routes/<path:key>")
@operation(
    N_("One line with its stops in both directions"),
    query=forms.LanguageQuery,
    returns=LineDetails,
    path=LINE_ID,
    example={"lang": "en"},
)
def route(query, key):
    page = network.get_line(key)
    directions = [describe_direction(key, number, headsign) for number, headsign in page.directions.items()]
    info = describe_line(page.line).model_dump()
    return LineDetails(**info, directions=directions, timetable=describe_timetable(page.timetable), **describe_facts(key))


def go_on_from(stop, _lines, metres, given):
    """What the page after a stop goes on from."""
    return [stop.key] if metres is None else [metres, stop.key, given]


def draw_stop(stop, lines, metres):
    """(GeoJSON geometry, properties) of a stop."""
    lon, lat = geo.lon_lat(stop.place)
    properties = mapping.describe_stop(stop, lines, metres, current().code)
    return f'{{"type":"Point","coordinates":[{lon:.6f},{lat:.6f}]}}', properties | {"url": url_for("transit.stop", key=stop.key)}


def draw_line(line, shape):
    """(GeoJSON geometry, properties) of a line."""
    return shape, mapping.describe_line(line, current().code) | {"url": url_for("transit.line", key=line.key)}


def name_of(shown):
    return str(shown.name(current().code))


def describe_line(line):
    colours = {"colour": line.colour, "text_colour": line.text_colour}
    url = url_for("transit.line", key=line.key)
    return LineInfo(id=line.key, badge=line.badge, name=name_of(line), names=line.names, url=url, **colours)


def describe_timetable(shown):
    fields = ("version", "timezone", "first_day", "last_day", "imported_at", "illustrative")
    return TimetableInfo(operator=name_of(shown), **{field: getattr(shown, field) for field in fields})


def describe_stop(stop):
    (lon, lat), district = stop.lon_lat, find_district(*stop.lon_lat)
    return StopDetails(
        id=stop.key, name=name_of(stop), names=stop.names, url=url_for("transit.stop", key=stop.key), lon=lon, lat=lat,
        approximate=stop.approximate, station=stop.station, district=district.key if district else None,
        lines=[describe_line(line) for line in network.list_lines_at(stop.key)],
        changes=[describe_change(change) for change in network.list_changes([stop.key]).get(stop.key, [])],
        timetable=describe_timetable(stop.timetable), wheelchair=WHEELCHAIR.get(stop.facts.wheelchair),
        code=stop.facts.code, platform=stop.facts.platform, level=stop.facts.level,
        entrances=[describe_entrance(each) for each in stations.list_entrances(stop)],
    )  # fmt: skip


def describe_entrance(each):
    (lon, lat), wheelchair = each.lon_lat, WHEELCHAIR.get(each.wheelchair)
    return EntranceInfo(name=name_of(each) if each.names else "", lon=lon, lat=lat, wheelchair=wheelchair)


def describe_facts(key):
    """What a line's details have beside its directions."""
    facts = operators.read_line_facts(key)
    prices = [
        PriceInfo(name=name_of(price), amount=str(price.amount), currency=price.currency, rider=price.rider)
        for price in fares.list_prices(key)
    ]
    operator = name_of(facts.operator) if facts.operator else ""
    return {"operator": operator, "wheelchair": facts.wheelchair, "bicycles": facts.bicycle, "prices": prices}


def describe_change(change):
    lines = [describe_line(line) for line in change.lines]
    return ChangeInfo(id=change.key, name=name_of(change), walk_s=change.walk_s, lines=lines)


def describe_departure(each):
    known = {
        "line": each.route,
        "badge": each.badge,
        "direction": each.direction,
        "at": each.at,
        "wait_min": each.wait_min,
    }
    return DepartureInfo(headsign=name_of(each.headsign), live=describe_live(each), **known)


def describe_direction(key, number, headsign):
    stops = [
        CallInfo(id=call.key, name=name_of(call), lon=call.lon_lat[0], lat=call.lon_lat[1], run_s=call.run_s)
        for call in network.list_calls(key, number)
    ]
    return DirectionInfo(direction=number, headsign=name_of(headsign), stops=stops)
