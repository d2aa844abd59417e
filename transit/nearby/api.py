"""JSON of the next departures of several stops: around a place, or of those asked for. Of the blueprint of the rest."""

from flask import url_for

from city.clock import TASHKENT, now
from city.errors import N_, WrongValue
from city.openapi import operation
from transit.api import bp, describe_departure, name_of
from transit.nearby import around
from transit.nearby.forms import AroundJsonQuery
from transit.nearby.replies import DeparturesOfStops, StopNextInfo


@bp.get("/departures", endpoint="departures_of_stops")
@operation(
    N_("The next departures of all stops around a place, or of several stops"),
    query=AroundJsonQuery,
    returns=DeparturesOfStops,
    example={"near": "69.279,41.311", "radius_m": 700, "at": "2026-11-24T08:00", "limit": 2, "lang": "en"},
)
def departures_of_stops(query):
    at, place, kept = query.moment(now()), query.place(), query.kept()
    if not (place or kept):
        raise WrongValue(name="near")
    found = around.list_around(*place, query.radius_m, at, query.limit) if place else around.list_kept(kept, at, query.limit)
    return DeparturesOfStops(at=at.astimezone(TASHKENT), stops=[describe(each) for each in found])


def describe(each):
    (lon, lat), asked = each.stop.lon_lat, {"line": each.kept.line, "direction": each.kept.direction}
    address = url_for("transit.stop", key=each.stop.key, **{name: value for name, value in asked.items() if value is not None})
    return StopNextInfo(
        id=each.stop.key, name=name_of(each.stop), url=address, lon=lon, lat=lat,
        distance_m=None if each.metres is None else round(each.metres),
        illustrative=each.stop.timetable.illustrative, departures=[describe_departure(one) for one in each.departures], **asked,
    )  # fmt: skip
