"""What the trips of a line have in common, counted while they are read: its directions, their stops, shape and headsign."""

from collections import Counter, defaultdict

from city import geo
from transit.models import Direction, Headsign, LineStop, Shape, StopRoute


class LineBuilder:
    """Counts the patterns of stops of every line, and writes what most trips do."""

    def __init__(self, store, feed, stops, translator, shapes):
        self.store, self.feed_id = store, feed[1]
        self.stops, self.translator, self.shapes = stops, translator, shapes
        self._headsigns = {}
        self._ends = {}
        self._patterns = defaultdict(Counter)  # (route, direction) -> stop ids -> how many rides
        self._signs = defaultdict(Counter)  # (route, direction, stop ids) -> (headsign, shape) -> how many rides
        self._runs = {}  # (route, direction, stop ids) -> seconds from the first stop, of the first ride so met

    def direction_of(self, route_id, given, ride):
        """0 or 1. Where the feed does not say, a ride back from where the line's first one ended is 1."""
        if given is not None:
            return given
        start, end = (self.stops[call.stop_id].station_id for call in (ride.calls[0], ride.calls[-1]))
        first_start, first_end = self._ends.setdefault(route_id, (start, end))
        return int(first_start != first_end and (start == first_end or end == first_start))

    def headsign_of(self, ride, text):
        """The number of the headsign of a trip; without a text of its own it is the name of the last stop."""
        if text:
            return self.headsign_of_text("trips", "trip_headsign", text, ride.trip_id)
        return self._number_headsign(self.stops[ride.calls[-1].stop_id].names)

    def headsign_of_text(self, table, field, text, record=""):
        return self._number_headsign(self.translator.names(table, field, text, record))

    def _number_headsign(self, names):
        key = tuple(names.values())
        if key not in self._headsigns:
            self._headsigns[key] = self.store.add_numbered(Headsign, feed_id=self.feed_id, **names)
        return self._headsigns[key]

    def count(self, route_id, direction, ride, headsign_id, shape_id):
        """Take a ride into account."""
        stop_ids = ride.stop_ids
        self._patterns[route_id, direction][stop_ids] += 1
        self._signs[route_id, direction, stop_ids][headsign_id, shape_id] += 1
        if (route_id, direction, stop_ids) not in self._runs:
            begins = ride.calls[0].departure_s
            self._runs[route_id, direction, stop_ids] = [max(0, call.arrival_s - begins) for call in ride.calls]

    def add(self):
        """Write directions, their stops, and which lines call where."""
        for (route_id, direction), patterns in self._patterns.items():
            self._add_direction(route_id, direction, max(patterns, key=lambda stop_ids: (patterns[stop_ids], len(stop_ids))))
        calls = {
            (number, route_id)
            for (route_id, _direction), patterns in self._patterns.items()
            for stop_id in {stop_id for stop_ids in patterns for stop_id in stop_ids}
            for number in (self.stops[stop_id].id, self.stops[stop_id].station_id)
        }
        for stop_id, route_id in sorted(calls):
            self.store.add(StopRoute, stop_id=stop_id, route_id=route_id)

    def _add_direction(self, route_id, direction, stop_ids):
        key = (route_id, direction, stop_ids)
        (headsign_id, shape_id), _count = self._signs[key].most_common(1)[0]
        row = {"route_id": route_id, "direction": direction}
        self.store.add(
            Direction,
            **row,
            headsign_id=headsign_id,
            shape_id=self.shapes.get(shape_id) or self._draw(stop_ids),
        )
        for sequence, (stop_id, run_s) in enumerate(zip(stop_ids, self._runs[key], strict=True), start=1):
            self.store.add(LineStop, **row, sequence=sequence, stop_id=self.stops[stop_id].station_id, run_s=run_s)

    def _draw(self, stop_ids):
        """A shape straight from stop to stop, for a line without one."""
        line = geo.line_text([self.stops[stop_id].lon_lat for stop_id in stop_ids])
        return self.store.add_numbered(Shape, feed_id=self.feed_id, line=line)
