"""The door to gtfs-realtime-bindings: bytes of a FeedMessage into plain values, and the other way round."""

import math
import re
from datetime import date

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as wire

from transit.realtime import messages as plain
from transit.realtime.refusals import NotRealtime

SIMULATED = "simulated"  # how feed_version begins where a simulator made the message
CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d):([0-5]?\d)")
_trip, _stop = wire.TripDescriptor, wire.TripUpdate.StopTimeUpdate
TRIPS = {
    _trip.ADDED: plain.ADDED,
    _trip.NEW: plain.ADDED,
    _trip.DUPLICATED: plain.DUPLICATED,
    _trip.UNSCHEDULED: plain.SCHEDULED,
    _trip.CANCELED: plain.CANCELLED,
    _trip.DELETED: plain.DELETED,
}
STOPS = {_stop.SKIPPED: plain.SKIPPED, _stop.NO_DATA: plain.NO_DATA}
STATUSES = {
    wire.VehiclePosition.INCOMING_AT: plain.INCOMING,
    wire.VehiclePosition.STOPPED_AT: plain.STOPPED,
}


def read_message(data):
    """The Message in some bytes. Raises NotRealtime for anything that is not a whole one."""
    message = wire.FeedMessage()
    try:
        message.ParseFromString(data)
    except DecodeError:
        raise NotRealtime() from None
    if not message.IsInitialized():
        raise NotRealtime()
    entities = [each for each in message.entity if not each.is_deleted]
    return plain.Message(
        made_at=message.header.timestamp or None,
        simulated=message.header.feed_version.startswith(SIMULATED),
        updates=tuple(_read_update(each.trip_update) for each in entities if each.HasField("trip_update")),
        vehicles=tuple(found for each in entities if each.HasField("vehicle") and (found := _read_vehicle(each))),
    )


def _given(message, field):
    """The value of a field, None where it was not said."""
    return getattr(message, field) if message.HasField(field) else None


def read_clock(text):
    """Seconds of the service day from H:MM:SS, None for anything else."""
    match = CLOCK.fullmatch(text.strip())
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]) if match else None


def read_day(text):
    """A day from YYYYMMDD, None for anything else."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 else None
    except ValueError:
        return None


def _read_name(each):
    return plain.TripName(
        trip=each.trip_id or None,
        route=each.route_id or None,
        direction=_given(each, "direction_id"),
        start_s=read_clock(each.start_time),
        day=read_day(each.start_date),
        relation=TRIPS.get(each.schedule_relationship, plain.SCHEDULED),
    )


def _read_update(each):
    stops = tuple(map(_read_stop, each.stop_time_update))
    headsign = each.trip_properties.trip_headsign
    return plain.TripUpdate(_read_name(each.trip), stops, _given(each, "delay"), each.timestamp or None, headsign)


def _read_stop(stop):
    """Of these a big feed has a hundred thousand: plain tuples, and each field asked for once."""
    return plain.StopUpdate(
        stop.stop_sequence if stop.HasField("stop_sequence") else None,
        stop.stop_id or None,
        _read_event(stop.arrival) if stop.HasField("arrival") else None,
        _read_event(stop.departure) if stop.HasField("departure") else None,
        STOPS.get(stop.schedule_relationship, plain.STOPS),
    )


def _read_event(event):
    delay_s, at = event.delay if event.HasField("delay") else None, event.time or None
    return None if delay_s is None and at is None else plain.Told(delay_s, at)


def _read_vehicle(entity):
    """A VehicleSeen; None for one without a place on the earth."""
    each, place = entity.vehicle, entity.vehicle.position
    lon, lat = place.longitude, place.latitude
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90 and (lon or lat)):
        return None
    return plain.VehicleSeen(
        id=each.vehicle.id or entity.id,
        label=each.vehicle.label,
        lon=round(lon, 5),  # they come as floats of 32 bits
        lat=round(lat, 5),
        name=_read_name(each.trip) if each.HasField("trip") else None,
        bearing=_finite(_given(place, "bearing")),
        speed=_finite(_given(place, "speed")),
        sequence=_given(each, "current_stop_sequence"),
        stop=each.stop_id or None,
        status=STATUSES.get(each.current_status, plain.IN_TRANSIT),
        told_at=each.timestamp or None,
    )


def _finite(value):
    return None if value is None or not math.isfinite(value) else round(value, 1)
