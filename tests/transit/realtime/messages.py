"""Small GTFS-Realtime messages to test with, and a poll of them."""

from datetime import timedelta

from city.database import unit_of_work
from transit.realtime import keeping, live, messages, polling, writing
from transit.realtime.messages import Message, StopUpdate, Told, TripName, TripUpdate, VehicleSeen

MAX_AGE = timedelta(minutes=3)


def name(trip="T1", **more):
    return TripName(trip, **more)


def stop(sequence=None, arrival=None, departure=None, at=None, **more):
    """What is said of a stop: delays in seconds, or `at`, the moment of arrival."""
    arrival = Told(at=at) if at else None if arrival is None else Told(arrival)
    return StopUpdate(sequence, more.pop("stop", None), arrival, None if departure is None else Told(departure), **more)


def skip(sequence):
    return StopUpdate(sequence, relation=messages.SKIPPED)


def update(*stops, trip="T1", **more):
    told = {key: more.pop(key) for key in ("delay_s", "told_at", "headsign") if key in more}
    return TripUpdate(name(trip, **more), stops, **told)


def vehicle(id="V1", lon=69.245, lat=41.3, trip="T1", told_at=None, **more):
    return VehicleSeen(id, "", lon, lat, name(trip) if trip else None, told_at=told_at, **more)


def make(now, *updates, vehicles=(), simulated=False):
    return Message(int(now.timestamp()), simulated, tuple(updates), tuple(vehicles))


def write(path, *args, **more):
    """Write a message into a file, as a source would give it."""
    path.write_bytes(writing.write_message(make(*args, **more)))
    return path


def poll(path, now, feed="tram", max_age=MAX_AGE):
    """Ask a file for real time as the job does; needs an open app context. The Polled is returned."""
    addresses = polling.list_addresses([(feed, str(each)) for each in (path if isinstance(path, list) else [path])])
    found = polling.poll(addresses, keeping.read_matched_to(), now, max_age)
    with unit_of_work():
        keeping.keep(found, now, max_age)
    live.forget()
    return found if isinstance(path, list) else found[0]
