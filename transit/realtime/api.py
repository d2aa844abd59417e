"""JSON of real time: vehicles as GeoJSON; and the stream that tells when something new is known."""

from datetime import UTC, datetime

from flask import Blueprint, url_for
from flask_babel import gettext as _

from city import geo
from city.clock import now
from city.errors import N_
from city.language import current
from city.openapi import operation
from city.openapi.accepting import GEOJSON
from city.streams import stream
from transit.realtime import forms, keeping, labels, live, naming
from transit.realtime.replies import LiveInfo, RealtimeInfo, VehicleCollection

bp = Blueprint("transit_live_api", __name__, url_prefix="/api/v1/transit")
events_bp = Blueprint("transit_live_events", __name__, url_prefix="/transit/live")


@bp.get("/vehicles")
@operation(
    N_("Vehicles where they are now, as GeoJSON"),
    query=forms.VehiclesQuery,
    returns=VehicleCollection,
    media=GEOJSON,
    example={"line": "metro:M1", "lang": "en"},
    about=N_("Only what was told within the last minutes; empty where there is no real time."),
)
def vehicles(query):
    told, found = live.snapshot(now()), live.list_vehicles(now(), query.lines(), query.box())
    keys = {each.route for each in found}
    lines, headsigns = naming.list_lines(keys), naming.list_headsigns(keys)
    return geo.collection(draw(each, told, lines[each.route], headsigns) for each in found if each.route in lines)


@events_bp.get("/events")
def events():
    return stream([keeping.CHANNEL], public=True)


def draw(vehicle, told, line, headsigns):
    """(GeoJSON geometry, properties) of a vehicle."""
    words = headsigns.get((vehicle.route, vehicle.direction))
    headsign = str(words.name(current().code)) if words else None
    trip = told.trips.get(vehicle.trip_key)
    delay_s = find_delay(vehicle, trip)
    properties = {
        "id": f"{vehicle.feed}/{vehicle.id}",
        "label": vehicle.label,
        "line": vehicle.route,
        "text": line.badge,
        "colour": line.colour,
        "direction": vehicle.direction,
        "headsign": headsign,
        "trip": vehicle.trip,
        "next_stop": vehicle.stop,
        "status": vehicle.status,
        "delay_s": delay_s,
        "bearing": vehicle.bearing,
        "speed_kmh": None if vehicle.speed is None else round(vehicle.speed * 3.6),
        "told_at": datetime.fromtimestamp(vehicle.told_at, UTC).isoformat(),
        "simulated": told.feeds[vehicle.feed].simulated,
        "name": name_vehicle(line, headsign, delay_s),
        "url": url_for("transit.line", key=vehicle.route),
    }
    return f'{{"type":"Point","coordinates":[{vehicle.lon:.6f},{vehicle.lat:.6f}]}}', properties


def name_vehicle(line, headsign, delay_s):
    """Line, direction and delay of a vehicle in a few words."""
    badge = line.badge or str(line.name(current().code))
    where_to = _("towards %(place)s", place=headsign) if headsign else None
    return " · ".join(filter(None, (badge, where_to, None if delay_s is None else labels.lateness(delay_s))))


def find_delay(vehicle, trip):
    """The delay of a vehicle at its next stop, or None."""
    known = trip and vehicle.position is not None and vehicle.position < len(trip.arrivals)
    return trip.arrivals[vehicle.position] if known else None


def describe_live(departure):
    """LiveInfo of a departure, or None."""
    told = departure.live
    if not told:
        return None
    fields = ("state", "delay_s", "told_at", "stops_away")
    return LiveInfo(at=told.at, **{field: getattr(told, field) for field in fields})


def describe_realtime(feed, told):
    """RealtimeInfo of a feed."""
    found = told.feeds.get(feed)
    if not found:
        return RealtimeInfo(state="none", told_at=None, simulated=False)
    return RealtimeInfo(state="live" if found.is_fresh else "stale", told_at=found.made_at, simulated=found.simulated)
