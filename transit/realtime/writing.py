"""Plain values of real time written as a FeedMessage, for the simulator."""

from google.transit import gtfs_realtime_pb2 as wire

from transit.realtime import messages as plain
from transit.realtime.protobuf import SIMULATED

TRIPS = {
    plain.SCHEDULED: "SCHEDULED",
    plain.ADDED: "ADDED",
    plain.DUPLICATED: "DUPLICATED",
    plain.CANCELLED: "CANCELED",
    plain.DELETED: "DELETED",
}
STOPS = {plain.STOPS: "SCHEDULED", plain.SKIPPED: "SKIPPED", plain.NO_DATA: "NO_DATA"}
STATUSES = {plain.IN_TRANSIT: "IN_TRANSIT_TO", plain.INCOMING: "INCOMING_AT", plain.STOPPED: "STOPPED_AT"}


def write_message(message):
    """The bytes of a Message."""
    made = wire.FeedMessage()
    made.header.gtfs_realtime_version = "2.0"
    made.header.timestamp = message.made_at
    if message.simulated:
        made.header.feed_version = SIMULATED
    for number, update in enumerate(message.updates):
        _write_update(made.entity.add(id=f"trip-{number}").trip_update, update)
    for vehicle in message.vehicles:
        _write_vehicle(made.entity.add(id=f"vehicle-{vehicle.id}").vehicle, vehicle)
    return made.SerializeToString()


def _fill(message, **values):
    for name, value in values.items():
        if value is not None:
            setattr(message, name, value)


def _write_name(made, name):
    start = name.start_s
    clock = None if start is None else f"{start // 3600:02}:{start // 60 % 60:02}:{start % 60:02}"
    day = name.day and f"{name.day:%Y%m%d}"
    _fill(made, trip_id=name.trip, route_id=name.route, direction_id=name.direction, start_time=clock, start_date=day)
    made.schedule_relationship = wire.TripDescriptor.ScheduleRelationship.Value(TRIPS[name.relation])


def _write_update(made, update):
    _write_name(made.trip, update.name)
    _fill(made, delay=update.delay_s, timestamp=update.told_at)
    if update.headsign:
        made.trip_properties.trip_headsign = update.headsign
    for stop in update.stops:
        one = made.stop_time_update.add()
        _fill(one, stop_sequence=stop.sequence, stop_id=stop.stop)
        one.schedule_relationship = wire.TripUpdate.StopTimeUpdate.ScheduleRelationship.Value(STOPS[stop.relation])
        for event, told in ((one.arrival, stop.arrival), (one.departure, stop.departure)):
            if told:
                _fill(event, delay=told.delay_s, time=told.at)


def _write_vehicle(made, seen):
    if seen.name:
        _write_name(made.trip, seen.name)
    _fill(made.vehicle, id=seen.id, label=seen.label)
    _fill(made.position, longitude=seen.lon, latitude=seen.lat, bearing=seen.bearing, speed=seen.speed)
    _fill(made, current_stop_sequence=seen.sequence, stop_id=seen.stop, timestamp=seen.told_at)
    made.current_status = wire.VehiclePosition.VehicleStopStatus.Value(STATUSES[seen.status])
