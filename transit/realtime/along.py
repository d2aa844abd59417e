"""Places along the way of a trip: where a vehicle is between two stops."""

from math import atan2, cos, degrees, hypot, radians

from transit.realtime import schedule

METRES_A_DEGREE = 111_320


class Ways:
    """The ways on the ground of some rides; those without one go straight from stop to stop."""

    def __init__(self):
        self._lines, self._places = {}, {}

    def load(self, rides):
        """Read the ways of rides that are not known yet."""
        unknown = [ride for ride in rides if ride.number not in self._lines]
        found = schedule.read_shapes(unknown) if unknown else {}
        self._lines |= {ride.number: tuple(map(tuple, found.get(ride.number, ()))) for ride in unknown}

    def place(self, ride, before, to, share):
        """(lon, lat, bearing in degrees, metres between the stops) at a share of the way from one call to the next."""
        points = self._between(self._lines.get(ride, ()), before, to)
        return find_place(points, share)

    def _between(self, line, before, to):
        key = (hash(line), before.key, to.key)
        if key not in self._places:
            self._places[key] = cut(line, (before.lon, before.lat), (to.lon, to.lat))
        return self._places[key]


def cut(line, start, end):
    """The part of a line from the point of it nearest to `start` to that nearest to `end`; straight where it leads backwards."""
    if len(line) < 2:
        return [start, end]
    a = min(range(len(line)), key=lambda at: _apart(line[at], start))
    b = min(range(a, len(line)), key=lambda at: _apart(line[at], end))
    return [start, *line[a + 1 : b], end]


def find_place(points, share):
    """(lon, lat, bearing, metres of the whole) at a share of a way."""
    lengths = [_apart(*pair) for pair in zip(points, points[1:], strict=False)]
    left, total = share * sum(lengths), sum(lengths)
    for (start, end), length in zip(zip(points, points[1:], strict=False), lengths, strict=True):
        if left <= length and length:
            part = left / length
            lon, lat = (start[at] + part * (end[at] - start[at]) for at in (0, 1))
            return round(lon, 6), round(lat, 6), _bearing(start, end), total
        left -= length
    return *points[-1], None, total


def _apart(one, other):
    """Metres between two places of a city."""
    wide = cos(radians(one[1]))
    return METRES_A_DEGREE * hypot((one[0] - other[0]) * wide, one[1] - other[1])


def _bearing(start, end):
    wide = cos(radians(start[1]))
    return round(degrees(atan2((end[0] - start[0]) * wide, end[1] - start[1])) % 360, 1)
