"""Where one can be by when: the time at each cell of a grid, and outlines of what is reached within some minutes.

From a stop one goes on in every direction at the pace of walking.py, as far as WALK_M. The outlines are contours of the
grid (contourpy, which matplotlib draws with).
"""

import json
from dataclasses import dataclass

import numpy as np
from contourpy import FillType, contour_generator
from numba import njit

from city import geo
from city.names import KeptName
from transit.planner import ends, searching
from transit.planner.network import day_of
from transit.planner.walking import DETOUR, LONGEST_M, SPEED_M_S

CELL_M = 100
WALK_M = 1_500  # on foot after the last vehicle, and from the place itself further, as long as there is time
NEVER = 1e9
DIGITS = 5


@dataclass(frozen=True)
class Reach:
    """Seconds until one is at each cell: `seconds[y, x]`; `west` and `south` are the middle of the first cell, in metres.

    `stops_s`: for each stop of the network; `start` is the place from which one sets out.
    """

    network: object
    west: float
    south: float
    seconds: np.ndarray
    stops_s: np.ndarray

    def seconds_at(self, lon, lat):
        """Until one is at a place, NEVER where one is not."""
        x, y = ends.to_metres(self.network, lon, lat)
        column, row = round((x - self.west) / CELL_M), round((y - self.south) / CELL_M)
        inside = 0 <= row < self.seconds.shape[0] and 0 <= column < self.seconds.shape[1]
        return float(self.seconds[row, column]) if inside else NEVER


@dataclass(frozen=True)
class Thing:
    """Something with a page that one gets to in so many seconds."""

    named: KeptName
    endpoint: str
    values: dict
    seconds: float


def find_reach(planner, start, at, most_min):
    """The Reach from an End at a moment, as far as `most_min` minutes. Raises TooFar."""
    begin_s, most_s = int(at.timestamp()), most_min * 60
    ways = ends.list_ways(planner, start, WALK_M, LONGEST_M, "from")
    begin = searching.Ends.of({stop: way.seconds for stop, way in ways.items()})
    question = searching.Question(begin, searching.NOWHERE, day_of(at), begin_s, most_s=most_s)
    stops_s = np.minimum(searching.reach(planner, question) - begin_s, int(NEVER)).astype(np.float64)
    for stop, way in ways.items():
        stops_s[stop] = min(stops_s[stop], way.seconds)
    walk_on(planner.walks(LONGEST_M), stops_s)
    stops_s[stops_s > most_s] = NEVER
    return spread(planner.network, start, stops_s, most_s)


def walk_on(walks, stops_s):
    """Let stops beside those that were reached be reached on foot."""
    start = np.repeat(np.arange(len(stops_s)), np.diff(walks.first))
    np.minimum.at(stops_s, walks.to, stops_s[start] + walks.seconds)


def spread(network, start, stops_s, most_s):
    """The Reach of stops whose times are known, and of the place itself."""
    own = ends.to_metres(network, *start.lon_lat)
    own_s = NEVER if start.stops else 0.0
    reached = np.flatnonzero(stops_s < NEVER)
    x, y = np.append(network.x[reached], own[0]), np.append(network.y[reached], own[1])
    seconds = np.append(stops_s[reached], own_s)
    edge = most_s * SPEED_M_S / DETOUR + 2 * CELL_M if own_s == 0 else WALK_M + 2 * CELL_M
    west, south = min(x[:-1].min(initial=own[0]) - WALK_M, own[0] - edge), min(y[:-1].min(initial=own[1]) - WALK_M, own[1] - edge)
    east, north = max(x[:-1].max(initial=own[0]) + WALK_M, own[0] + edge), max(y[:-1].max(initial=own[1]) + WALK_M, own[1] + edge)
    cells = np.full((int((north - south) / CELL_M) + 2, int((east - west) / CELL_M) + 2), NEVER)
    far = np.full(len(x), WALK_M, np.float64)
    far[-1] = most_s * SPEED_M_S
    fill(cells, (x - west) / CELL_M, (y - south) / CELL_M, seconds, far, DETOUR * CELL_M / SPEED_M_S, CELL_M * DETOUR, most_s)
    return Reach(network, west, south, cells, stops_s)


@njit(cache=True, nogil=True)
def fill(cells, x, y, seconds, far_m, cell_s, cell_m, most_s):
    """The least seconds at each cell: of all points those to it and from there on foot, at most `far_m`."""
    for i in range(len(x)):
        if seconds[i] > most_s:
            continue
        radius = min((most_s - seconds[i]) / cell_s, far_m[i] / cell_m)
        for row in range(max(0, int(y[i] - radius)), min(cells.shape[0], int(y[i] + radius) + 2)):
            for column in range(max(0, int(x[i] - radius)), min(cells.shape[1], int(x[i] + radius) + 2)):
                away = np.hypot(x[i] - column, y[i] - row)
                if away <= radius + 1:
                    cells[row, column] = min(cells[row, column], seconds[i] + away * cell_s)


def draw(reach, minutes):
    """GeoJSON MultiPolygon text of what is reached within some minutes."""
    limit = minutes * 60.0
    capped = np.minimum(reach.seconds, limit + 120)  # else edges towards cells that are never reached would be steep
    rings = contour_generator(z=capped, fill_type=FillType.OuterOffset).filled(-1.0, limit)
    polygons = []
    for points, offsets in zip(*rings, strict=True):
        places = to_degrees(reach, points)
        polygons.append([places[a:b].tolist() for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)])
    return json.dumps({"type": "MultiPolygon", "coordinates": polygons}, separators=(",", ":"))


def to_degrees(reach, points):
    """Points of the grid as longitude and latitude."""
    lon, lat = reach.network.lon.mean(), reach.network.lat.mean()
    x, y = points[:, 0] * CELL_M + reach.west, points[:, 1] * CELL_M + reach.south
    degrees = (x / (geo.METRES_A_DEGREE * np.cos(np.radians(lat))) + lon, y / geo.METRES_A_DEGREE + lat)
    return np.round(np.stack(degrees, 1), DIGITS)


def count_stops(reach, minutes):
    return int((reach.stops_s <= minutes * 60).sum())


def list_stops(reach, most):
    """[(number of a station or stop, seconds)] of those that one is at first."""
    best = {}
    for station, seconds in zip(reach.network.station_id.tolist(), reach.stops_s.tolist(), strict=True):
        if seconds < best.get(station, NEVER):
            best[station] = seconds
    return sorted(best.items(), key=lambda each: (each[1], each[0]))[:most]


def list_things(reach, entries, most_s, most):
    """[Thing] of those search Entries that one is at first, within `most_s`."""
    timed = [(reach.seconds_at(entry.lon, entry.lat), entry.ref, entry) for entry in entries]
    first = sorted(each for each in timed if each[0] <= most_s)[:most]
    return [Thing(KeptName(entry.names), entry.endpoint, entry.values, seconds) for seconds, _ref, entry in first]
