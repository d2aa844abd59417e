"""Feeds for versions: each differs from the next by a name, a place or a time."""

from tests.transit.feeds import make_calls, make_service, make_stop, write_feed
from transit.versions.taking import Arrival

STOPS = {"A": 69.24, "B": 69.25, "C": 69.26}


def make_stops(**names):
    return [make_stop(each, lon, stop_name=names.get(each, f"Stop {each}")) for each, lon in STOPS.items()]


def arrive(path, feed="tram", **values):
    return Arrival(feed, path, path.name, **values)


def write_named(path, name):
    """A good feed in which the first stop is called so."""
    return write_feed(path, stops=make_stops(A=name))


def write_backwards(path, **more):
    """A feed whose only trip arrives before it has left."""
    return write_feed(path, stop_times=make_calls("T1", "08:00:00", "07:00:00", "08:10:00"), **more)


def write_ended(path, end="20141231", **more):
    return write_feed(path, calendar=[make_service(start=end[:4] + "0101", end=end)], **more)
