"""What the rides of a line have in common, counted while they are taken: its directions, their stops, shape and headsign."""

from collections import Counter, defaultdict

import numpy as np

from city import geo
from transit.models import Direction, Headsign, LineStop, Shape, StopRoute

TRIP_SIGN, CALL_SIGN = ("trips", "trip_headsign"), ("stop_times", "stop_headsign")


class LineBuilder:
    """Counts the patterns of stops of every line, and writes what most rides do.

    A pattern is the bytes of a slice of `rides.stop`; `places` holds the Place of each of the rides' stop_ids.
    """

    def __init__(self, store, feed, rides, places, translator, shapes):
        self.store, self.feed_id = store, feed[1]
        self.rides, self.places, self.translator, self.shapes = rides, places, translator, shapes
        self._first = rides.first.tolist()
        self._headsigns = {}
        self._ends = {}
        self._patterns = {}  # pattern -> the Places of its stops
        self._signs = defaultdict(Counter)  # (route, direction, pattern) -> (headsign, shape) -> how many rides
        self._example = {}  # (route, direction, pattern) -> its first ride

    def take(self, number, route_id, given, text, shape_id):
        """(direction, headsign number) of a ride, which is taken into account."""
        pattern = self.rides.stop[self._first[number] : self._first[number + 1]].tobytes()
        if pattern not in self._patterns:
            self._patterns[pattern] = [self.places[stop] for stop in np.frombuffer(pattern, self.rides.stop.dtype).tolist()]
        stops = self._patterns[pattern]
        direction = self._direction_of(route_id, given, stops)
        headsign_id = self._headsign_of(stops, text, self.rides.trip_ids[number])
        key = (route_id, direction, pattern)
        self._signs[key][headsign_id, shape_id] += 1
        self._example.setdefault(key, number)
        return direction, headsign_id

    def _direction_of(self, route_id, given, stops):
        """0 or 1. Where the feed does not say, a ride back from where the line's first one ended is 1."""
        if given is not None:
            return given
        start, end = stops[0].station_id, stops[-1].station_id
        first_start, first_end = self._ends.setdefault(route_id, (start, end))
        return int(first_start != first_end and (start == first_end or end == first_start))

    def _headsign_of(self, stops, text, trip_id):
        """The number of the headsign of a trip; without a text of its own it is the name of the last stop."""
        if not text:
            return self._number_headsign(stops[-1].names)
        return self._headsign_of_text(*TRIP_SIGN, text, trip_id)

    def _headsign_of_text(self, table, field, text, record=""):
        record = record if self.translator.has_record(table, field, record) else ""
        key = (table, text, record)
        if key not in self._headsigns:
            self._headsigns[key] = self._number_headsign(self.translator.names(table, field, text, record))
        return self._headsigns[key]

    def _number_headsign(self, names):
        key = tuple(names.values())
        if key not in self._headsigns:
            self._headsigns[key] = self.store.add_numbered(Headsign, feed_id=self.feed_id, **names)
        return self._headsigns[key]

    def number_own_headsigns(self):
        """The number of the headsign that each call shows in place of its ride's; -1 where it does not."""
        texts = self.rides.headsigns
        numbers = np.full(len(texts) + 1, -1)  # the last one is that of calls without
        for code in np.flatnonzero(np.bincount(self.rides.headsign + 1)[1:]).tolist():
            numbers[code] = self._headsign_of_text(*CALL_SIGN, texts[code])
        return numbers[self.rides.headsign]

    def add(self):
        """Write directions, their stops, and which lines call where."""
        most = {}  # (route, direction) -> (how many rides, how many stops, pattern) of the pattern that most rides have
        for (route_id, direction, pattern), signs in self._signs.items():
            rank = (signs.total(), len(pattern))
            if (route_id, direction) not in most or rank > most[route_id, direction][:2]:
                most[route_id, direction] = (*rank, pattern)
        stops = [row for line, (*_rank, pattern) in most.items() for row in self._add_direction(*line, pattern)]
        self.store.add_rows(LineStop, ("route_id", "direction", "sequence", "stop_id", "run_s"), stops)
        calls = {
            (number, route_id)
            for route_id, _direction, pattern in self._signs
            for place in self._patterns[pattern]
            for number in (place.id, place.station_id)
        }
        self.store.add_rows(StopRoute, ("stop_id", "route_id"), sorted(calls))

    def _add_direction(self, route_id, direction, pattern):
        """Write a direction, and give the rows of its stops."""
        key, stops = (route_id, direction, pattern), self._patterns[pattern]
        (headsign_id, shape_id), _count = self._signs[key].most_common(1)[0]
        shape_id = self.shapes.get(shape_id) or self._draw(stops)
        self.store.add(Direction, route_id=route_id, direction=direction, headsign_id=headsign_id, shape_id=shape_id)
        runs = self._run_times(self._example[key])
        for sequence, (place, run_s) in enumerate(zip(stops, runs, strict=True), start=1):
            yield route_id, direction, sequence, place.station_id, run_s

    def _run_times(self, number):
        """Seconds from the first stop of a ride to each."""
        begin, end = self._first[number : number + 2]
        return np.maximum(0, self.rides.arrival_s[begin:end] - self.rides.departure_s[begin]).tolist()

    def _draw(self, stops):
        """A shape straight from stop to stop, for a line without one."""
        line = geo.line_text([place.lon_lat for place in stops])
        return self.store.add_numbered(Shape, feed_id=self.feed_id, line=line)
