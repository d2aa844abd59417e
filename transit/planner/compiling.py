"""Compiles the search once, at set-up, so that no passenger waits for it: `python -m transit.planner.compiling`.

A town of two lines is searched in every way that there is; numba keeps what it made beside the modules.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import numpy as np

from transit.calls.packing import ALIGHTS, BOARDS
from transit.planner import reaching, walking
from transit.planner.arrays import write_arrays
from transit.planner.network import Network, begin_s
from transit.planner.searching import Ends, Question, reach, search
from transit.planner.store import NETWORK, Planner

DAY = date(2026, 3, 3)
NOON_S = 12 * 3600
HOUR_S = 3600


def main():
    with TemporaryDirectory(prefix="planner-") as folder:
        compile_search(Path(folder))


def compile_search(folder):
    """Search the town, whose files are written to `folder`; the routes that were found."""
    network = make_town()
    write_arrays(folder / NETWORK, {name: getattr(network, name) for name in Network.names()})
    planner = Planner(folder)
    noon = Question(Ends.of({0: 0}), Ends.of({3: 0}), DAY, begin_s(DAY) + NOON_S)
    asked = [noon, replace(noon, window_s=HOUR_S), replace(noon, at_s=noon.at_s + HOUR_S, backwards=True)]
    asked += [replace(noon, at_s=noon.at_s + HOUR_S, backwards=True, window_s=HOUR_S), replace(noon, wheelchair=True)]
    asked += [replace(noon, types=frozenset((1,))), replace(noon, extra_change_s=60), replace(noon, walk_m=0)]
    reached = reach(planner, noon)
    stops_s = np.minimum(reached - noon.at_s, int(reaching.NEVER)).astype(np.float64)
    reaching.spread(planner.network, SimpleNamespace(lon_lat=(69.2, 41.3), stops=()), stops_s, HOUR_S)
    return [search(planner, each) for each in asked]


def make_town():
    """Two lines of two stops each, a short walk apart, with two rides each."""
    lon, lat = np.array([69.20, 69.25, 69.2501, 69.30]), np.array([41.3, 41.3, 41.3, 41.3])
    x, y = (lon - 69.25) * 83_600, (lat - 41.3) * 111_320
    near = walking.list_near(x, y, walking.LONGEST_M)
    departures = np.array([0, 600, 300, 900, 1200, 1800, 1500, 2100], np.int32) + NOON_S
    whole = {"ride_service": 0, "headsign_id": 1, "ride_block": -1}
    return Network(
        stop_id=numbers(1, 2, 3, 4), station_id=numbers(1, 2, 3, 4), lon=lon, lat=lat, x=x, y=y,
        accessible=np.zeros(4, np.uint8), route_id=numbers(1, 2), route_type=numbers(3, 3),
        pattern_route=numbers(0, 1), pattern_direction=numbers(0, 0), pattern_accessible=np.zeros(2, np.uint8),
        trip_id=numbers(1, 2, 3, 4), ride_first=np.array([0, 2, 4, 6, 8], np.int64), ride_pattern=numbers(0, 0, 1, 1),
        **{name: np.full(4, value, np.int32) for name, value in whole.items()},
        call_stop=numbers(0, 1, 0, 1, 2, 3, 2, 3), call_arrival=departures, call_departure=departures,
        call_flags=np.array([BOARDS, ALIGHTS] * 4, np.uint8), service_id=numbers(1), service_zone=numbers(0),
        service_first=np.array([0, 1], np.int64), service_days=numbers(DAY.toordinal()), zones=np.array(["Asia/Tashkent"]),
        given_from=numbers(), given_to=numbers(), given_s=numbers(), barred_from=numbers(), barred_to=numbers(),
        seats_from=numbers(), seats_to=numbers(), apart_from=numbers(), apart_to=numbers(),
        **dict(zip(("near_from", "near_to", "near_m"), near, strict=True)),
    )  # fmt: skip


def numbers(*values):
    return np.array(values, np.int32)


if __name__ == "__main__":
    main()
