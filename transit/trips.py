"""A feed's trips and their calls, checked and written."""

import numpy as np

from city.errors import N_
from transit import refusals
from transit.calls.writing import Numbers, write_calls
from transit.cells import read_answer
from transit.lines import LineBuilder
from transit.models import Service, ServiceDay, Trip
from transit.rides import read_rides

GIVEN = ("trip_id", "route_id", "service_id", "trip_headsign", "direction_id", "shape_id")
MORE = ("trip_short_name", "wheelchair_accessible", "bikes_allowed", "block_id")
NUMBERS = ("id", "route_id", "direction", "service_id", "headsign_id")  # of a trip, as its calls need them too
COLUMNS = (*NUMBERS, "shape_id", "gtfs_id", "start_s", "end_s", "exact", "short_name", "wheelchair", "bikes", "block")


def add_services(store, feed, days):
    """Write the services with their days: {service_id: number}."""
    found = {each: store.add_numbered(Service, feed_id=feed[1], gtfs_id=each or "") for each in days}
    rows = [(found[each], day.isoformat()) for each, its in days.items() for day in its]
    store.add_rows(ServiceDay, ("service_id", "day"), rows)
    return found


class TripWriter:
    """Writes trips, and what the lines are by them. `stops`, `routes`, `services` and `shapes` say what was written before."""

    def __init__(self, store, feed, tables, translator, progress):
        self.store, self.feed, self.tables, self.translator, self.progress = store, feed, tables, translator, progress

    def add(self, stops, routes, services, shapes):
        """Write all of it; the latest time of day of any trip is returned. Raises a WrongFile."""
        trips = self._read_trips(routes, services)
        self.progress(N_("Writing trips and stop times"), self.tables.count("stop_times"))
        rides = read_rides(self.tables, self.progress)
        self.tables.drop("stop_times")
        places = find_places(rides, stops)
        lines = LineBuilder(self.store, self.feed, rides, places, self.translator, shapes)
        rows = self._number_trips(rides, trips, lines, shapes)
        stop_ids = np.array([place.id if place else -1 for place in places], dtype=np.int64)
        columns = np.array([row[: len(NUMBERS)] for row in rows], dtype=np.int64).reshape(-1, len(NUMBERS)).T
        numbers = Numbers(*columns, stop_ids[rides.stop], lines.number_own_headsigns())
        self.store.add_rows(Trip, COLUMNS, rows)
        write_calls(rides, numbers)
        lines.add()
        return int(rides.departure_s[rides.first[1:] - 1].max(initial=0))

    def _read_trips(self, routes, services):
        """{trip_id: (route number, service number, headsign, direction, shape_id, the rest)}."""
        trips = {}
        for trip_id, route_id, service_id, *rest, short, wheelchair, bikes, block in self.tables.rows("trips", *GIVEN, *MORE):
            if trip_id in trips:
                raise refusals.DoubledId(file="trips.txt", value=trip_id or "")
            if route_id not in routes:
                raise refusals.MissingReference(file="trips.txt", column="route_id", value=route_id or "")
            if service_id not in services:
                services |= add_services(self.store, self.feed, {service_id: []})
            more = (short or "", read_answer(wheelchair), read_answer(bikes), block or "")
            trips[trip_id] = (routes[route_id], services[service_id], *rest, more)
        return trips

    def _number_trips(self, rides, trips, lines, shapes):
        """The rows of all rides."""
        first_id, exact = self.store.next_number(Trip), rides.exact.tolist()
        starts, ends = rides.departure_s[rides.first[:-1]].tolist(), rides.arrival_s[rides.first[1:] - 1].tolist()
        rows = []
        for number, trip_id in enumerate(rides.trip_ids):
            if trip_id not in trips:
                raise refusals.MissingReference(file="stop_times.txt", column="trip_id", value=trip_id)
            route_id, service_id, headsign, direction, shape_id, more = trips[trip_id]
            direction, headsign_id = lines.take(number, route_id, direction, headsign, shape_id)
            numbers = (first_id + number, route_id, direction, service_id, headsign_id)
            rows.append((*numbers, shapes.get(shape_id), trip_id, starts[number], ends[number], exact[number], *more))
        return rows


def find_places(rides, stops):
    """The Place of each of the rides' stop_ids; None for one where no ride calls. Raises MissingReference."""
    places = [None] * len(rides.stop_ids)
    for number in (np.flatnonzero(np.bincount(rides.stop + 1)) - 1).tolist():  # -1 is a call without
        stop_id = rides.stop_ids[number] if number >= 0 else ""
        if stop_id not in stops:
            raise refusals.MissingReference(file="stop_times.txt", column="stop_id", value=stop_id)
        places[number] = stops[stop_id]
    return places
