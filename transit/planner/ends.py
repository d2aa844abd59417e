"""The two ends of a journey: stops, a place on the map, or a thing that has a name; and the stops one gets to from there.

As an address writes them: `stop:metro:chorsu` (several: `stop:A,stop:B`), `69.2401,41.3111`, or the kind and the
id of a thing that search knows, `park:milliy-bog`. Words of people are read in meaning.py.
"""

import re
from dataclasses import dataclass

import numpy as np

from city import geo
from transit.planner import naming
from transit.planner.refusals import TooFar, UnknownStop
from transit.planner.walking import DETOUR, walk_s
from transit.planner.wishes import End

STOP = "stop:"
STATION_KIND = "station"
PLACE = re.compile(r"^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
THING = re.compile(r"^([a-z][a-z0-9-]*):(.+)$")
FARTHEST_M = 5_000  # from a place to a stop
FEW = 3  # stops, where none is as near as one wants to walk
MOST_STOPS = 200


@dataclass(frozen=True)
class Way:
    """On foot between an end and a stop."""

    seconds: int
    metres: int


HERE = Way(0, 0)


def find_end(text, name):
    """The End that an address says exactly; None where these are words. Raises UnknownStop, TooFar."""
    if text.startswith(STOP):
        return find_stops(text, name)
    if place := PLACE.match(text):
        return end_at(float(place[1]), float(place[2]), name)
    thing = THING.match(text)
    entry = naming.find_entry(*thing.groups()) if thing else None
    return end_of(entry) if entry else None


def find_stops(text, name):
    """An End of stops, from `stop:A,stop:B`; ids may hold commas. Raises UnknownStop."""
    keys = text.removeprefix(STOP).split(f",{STOP}")[:MOST_STOPS]
    found = naming.find_stops(keys)
    for key in keys:
        if key not in found:
            raise UnknownStop(name=name, value=key)
    number, first = found[keys[0]]
    return End(text, first.names, first.lon_lat, frozenset(found[key][0] for key in keys), STATION_KIND)


def end_at(lon, lat, name):
    if abs(lon) > 180 or abs(lat) > 90:
        raise TooFar(name=name, value=f"{lon:g},{lat:g}", kilometres=FARTHEST_M // 1000)
    return End(f"{lon:.6g},{lat:.6g}", {}, (lon, lat))


def end_of(entry):
    """The End of a thing that search knows (an Entry or a Hit): a station or stop is itself, from the rest one walks."""
    if entry.kind == STATION_KIND:
        found = naming.find_stops([entry.ref])
        if entry.ref in found:
            return End(f"{STOP}{entry.ref}", entry.names, (entry.lon, entry.lat), frozenset([found[entry.ref][0]]), entry.kind)
    return End(f"{entry.kind}:{entry.ref}", entry.names, (entry.lon, entry.lat), kind=entry.kind)


def list_ways(planner, end, most_m, walk_m, name, backwards=False):
    """{place of a stop in the arrays: Way}: where one may board; with `backwards` where one may get off.

    `most_m` is how far one walks from a place, `walk_m` between stops. Raises TooFar.
    """
    network = planner.network
    here = {at for number in end.stops for at in network.platforms.get(number, ())}
    if not here:
        return list_near(network, end, most_m, name)
    walks = planner.walks(walk_m, backwards)
    ways = {}
    for at in here:
        for place in range(int(walks.first[at]), int(walks.first[at + 1])):
            other, seconds = int(walks.to[place]), int(walks.seconds[place])
            if other not in ways or seconds < ways[other].seconds:
                ways[other] = Way(seconds, measure(network, at, other))
    return ways | dict.fromkeys(here, HERE)


def list_near(network, end, most_m, name):
    """The same from a place: stops within `most_m` on foot, else the few that are nearest. Raises TooFar."""
    metres = metres_from(network, *end.lon_lat)
    near = np.flatnonzero(metres <= most_m)
    if not len(near):
        near = np.argsort(metres, kind="stable")[:FEW]
        near = near[metres[near] <= FARTHEST_M]
    if not len(near):
        raise TooFar(name=name, value=end.key, kilometres=FARTHEST_M // 1000)
    seconds = walk_s(metres[near])
    rows = zip(near.tolist(), seconds.tolist(), metres[near].tolist(), strict=True)
    return {at: Way(s, round(m)) for at, s, m in rows}


def metres_from(network, lon, lat):
    """Metres on foot from a place to each stop."""
    x, y = to_metres(network, lon, lat)
    return np.hypot(network.x - x, network.y - y) * DETOUR


def to_metres(network, lon, lat):
    """A place in the metres of the network."""
    if not len(network.lon):
        return 0.0, 0.0
    middle = network.lon.mean(), network.lat.mean()
    return (lon - middle[0]) * geo.METRES_A_DEGREE * np.cos(np.radians(middle[1])), (lat - middle[1]) * geo.METRES_A_DEGREE


def measure(network, a, b):
    """Metres on foot between two stops."""
    return round(float(np.hypot(network.x[a] - network.x[b], network.y[a] - network.y[b])) * DETOUR) if a != b else 0
