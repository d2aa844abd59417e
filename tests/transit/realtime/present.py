"""A line whose trips run around the present, for pages that show what is now."""

from datetime import datetime, time, timedelta

from city.clock import TASHKENT
from tests.transit.feeds import make_calls, make_service, make_trip, write_feed

STARTS = {"T0": -15, "T1": 10, "T2": 20, "T3": 30}  # minutes after the moment of the feed; ten minutes from stop to stop


def clock_of(at):
    return f"{at.astimezone(TASHKENT):%H:%M}"


def service_time(at, day):
    """H:MM:SS of a service day; past 24 on the next."""
    minutes = round((at - datetime.combine(day, time(), TASHKENT)).total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def write_present_feed(path, at):
    """A feed of one line with three stops, on the service day of the first trip only."""
    calls, day = [], (at - timedelta(minutes=15)).astimezone(TASHKENT).date()
    for trip, minutes in STARTS.items():
        times = [at + timedelta(minutes=minutes + 10 * number) for number in range(3)]
        calls += make_calls(trip, *(service_time(each, day) for each in times))
    trips = [make_trip(trip, trip_headsign="Far") for trip in STARTS]
    services = [make_service(start=f"{day:%Y%m%d}", end=f"{day:%Y%m%d}")]
    return write_feed(path, trips=trips, stop_times=calls, calendar=services)
