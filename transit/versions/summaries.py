"""What is kept of a version for comparing it with another, long after its rows are gone.

A summary holds the stops with their places, the lines with their names, and for each kind of day how many trips each line
makes, when the first and the last begin, and how long one waits in the daytime. Kinds of day are those that the calendar
makes in the four weeks to come: on each of workdays, Saturdays and Sundays the services that run most often.
"""

import csv
from collections import Counter, defaultdict
from datetime import timedelta

from city.errors import CityError
from transit import archive
from transit.calendars import list_service_days
from transit.intervals import measure_interval
from transit.rides import read_frequencies, read_time
from transit.versions.zip_tables import ZipTables

WINDOW = timedelta(days=28)
KINDS = {"workdays": range(5), "saturdays": (5,), "sundays": (6,)}
SHOWN_TYPES = ("", "0", "1")  # location_type: stops and stations
UNREADABLE = (*archive.UNREADABLE, CityError, csv.Error, ValueError, KeyError, IndexError, TypeError)
LONGEST = 200  # letters of a name


def try_to_summarise(opened, today):
    """{"summary", "first_day", "last_day"} of a zip, None each where its tables cannot be read: others say why."""
    try:
        return summarise(ZipTables(opened), today)
    except UNREADABLE:
        return dict.fromkeys(("summary", "first_day", "last_day"))


def summarise(tables, today):
    """The summary, and the first and last day on which anything runs, as ISO dates. Raises UNREADABLE."""
    days = list_service_days(tables, today)
    routes = {route_id: _describe_route(*row) for route_id, *row in tables.rows("routes", *ROUTE)}
    trips = {}
    starts = _list_starts(tables, trips)
    kinds = _choose_services(days, today)
    lines = {kind: _describe_lines(starts, services, routes) for kind, services in kinds.items()}
    every = sorted(day for its in days.values() for day in its)
    summary = {"stops": dict(_list_stops(tables)), "routes": routes, "lines": lines, "trips": len(trips)}
    return {"summary": summary, "first_day": every[0].isoformat(), "last_day": every[-1].isoformat()}


ROUTE = ("route_id", "route_short_name", "route_long_name", "route_type")


def _describe_route(short, long, kind):
    return [(short or "")[:LONGEST], (long or "")[:LONGEST], kind or ""]


def _list_stops(tables):
    for stop_id, name, lat, lon, kind in tables.rows("stops", "stop_id", "stop_name", "stop_lat", "stop_lon", "location_type"):
        if kind in SHOWN_TYPES and lat and lon:
            yield stop_id, [(name or "")[:LONGEST], round(float(lat), 6), round(float(lon), 6)]


def _list_starts(tables, trips):
    """{(route_id, direction): {service_id: [seconds at which a trip begins]}}; `trips` is filled with those that run."""
    first, frequencies = _read_first_departures(tables), read_frequencies(tables)
    found = defaultdict(lambda: defaultdict(list))
    for trip_id, route_id, service_id, direction in tables.rows("trips", "trip_id", "route_id", "service_id", "direction_id"):
        if trip_id not in first:
            continue
        begins = [int(at) for departures, _is_exact in frequencies.get(trip_id, ()) for at in departures]
        trips[trip_id] = True
        found[route_id, direction or "0"][service_id].extend(begins or [first[trip_id]])
    return found


def _read_first_departures(tables):
    """{trip_id: seconds of its first departure}."""
    first = {}
    for trip_id, sequence, *times in tables.rows("stop_times", "trip_id", "stop_sequence", "departure_time", "arrival_time"):
        known = first.get(trip_id)
        if known is None or sequence < known[0]:
            first[trip_id] = (sequence, times)
    read = {trip_id: departure or arrival for trip_id, (_sequence, (departure, arrival)) in first.items()}
    return {trip_id: read_time(text) for trip_id, text in read.items() if text}


def _choose_services(days, today):
    """{kind of day: the services that run on most of its days}."""
    by_day = defaultdict(set)
    for service_id, its in days.items():
        for day in its:
            by_day[day].add(service_id)
    first, last = min(by_day), max(by_day)
    begin = today if first <= today <= last else first
    window = [begin + timedelta(days=number) for number in range(min(WINDOW, last - begin + timedelta(days=1)).days)]
    return {kind: _most_common(by_day, [day for day in window if day.weekday() in its]) for kind, its in KINDS.items()}


def _most_common(by_day, days):
    found = Counter(frozenset(by_day.get(day, ())) for day in days)
    return found.most_common(1)[0][0] if found else frozenset()


def _describe_lines(starts, services, routes):
    """{route_id: {"trips", "first_s", "last_s", "every_min"}} of the lines that run; the wait is that of the busier direction."""
    found = {}
    for route_id in routes:
        ways = [[at for each in services for at in by_service.get(each, ())] for by_service in _ways(starts, route_id)]
        every = sorted(at for way in ways for at in way)
        if every:
            busier = sorted(max(ways, key=len))
            found[route_id] = {"trips": len(every), "first_s": every[0], "last_s": every[-1]}
            found[route_id]["every_min"] = measure_interval(busier)
    return found


def _ways(starts, route_id):
    return [starts[route_id, way] for way in ("0", "1") if (route_id, way) in starts]
