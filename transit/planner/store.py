"""The network and the tables of days in files that all processes of a host map, each made once.

A folder holds what belongs to one set of active timetables; its name tells which. Whoever finds it missing makes it, one
process at a time, while the others go on with what they have. Folders of earlier timetables are taken away.
"""

import fcntl
import shutil
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from queue import Empty, LifoQueue
from threading import Lock

import numpy as np

from transit.planner import bounds, kernel, tables, walking
from transit.planner.arrays import open_arrays, write_arrays
from transit.planner.network import Network
from transit.planner.reading import read_network, read_stamp

LAYOUT = 5  # of the files; another number makes them anew
ROUNDS = 9  # vehicles that any journey may take
MOST_FOUND, MOST_LEGS = 500, 12  # journeys of one search, and legs of one, at first
DAYS_AHEAD = 8
KEPT = 2  # folders
NETWORK = "network.arrays"


class Planner:
    """One set of timetables, ready to be searched. Safe for threads.

    `table(day, backwards=False)`, `walks(most_m, backwards=False)` and `graph(day, most_m, backwards)` are remembered. Of
    real time nothing is `told`.
    """

    told = None

    def __init__(self, folder):
        self.folder = folder
        self.network = Network(**open_arrays(folder / NETWORK))
        self.walks = lru_cache(maxsize=16)(self._make_walks)
        self.graph = lru_cache(maxsize=48)(self._make_graph)
        self.table = lru_cache(maxsize=128)(self._find_table)
        self._tables, self._lock, self._rooms = {}, Lock(), LifoQueue()

    def _find_table(self, day, backwards=False):
        """The kernel.Table of a day, turned round where one searches backwards; days with the same services share one."""
        around, name = self.network.days_around(day)
        key = (name, backwards)
        if key not in self._tables:
            with self._lock:
                if key not in self._tables:
                    self._tables[key] = self._open_table(name, around, backwards)
        return self._tables[key]

    def _open_table(self, name, around, backwards):
        path = self.folder / f"{name}-{'back' if backwards else 'on'}.arrays"
        if not path.exists():
            table = tables.build_table(self.network.rides, len(self.network.stop_id), around)
            write_arrays(path, (tables.turn(table) if backwards else table)._asdict())
        return kernel.Table(**open_arrays(path))

    def _make_walks(self, most_m, backwards=False):
        walks = walking.make_walks(self.network, most_m)
        return walking.turn(walks) if backwards else walks

    def _make_graph(self, day, most_m, backwards):
        return bounds.build_graph(self.table(day, backwards), self.walks(most_m, backwards))

    @contextmanager
    def room(self, table, graph):
        """[Work, Found, Buckets] for one search; lent, and taken back."""
        try:
            room = self._rooms.get_nowait()
        except Empty:
            room = None
        stops, patterns = len(self.network.stop_id), len(table.trips)
        if room is None or len(room[0].queue) < patterns:
            room = [
                kernel.make_work(stops, patterns, ROUNDS, 64 * stops + 10_000),
                kernel.make_found(MOST_FOUND, MOST_LEGS),
                None,
            ]
        if room[2] is None or not bounds.fits(graph, room[2]):
            room[2] = bounds.make_buckets(graph)
        try:
            yield room
        finally:
            self._rooms.put(room)


class Store:
    """Finds the Planner of the timetables that are active now. One for each process."""

    def __init__(self):
        self._planner, self._lock = None, Lock()

    def current(self, folder):
        """The Planner; made where there is none yet. `folder` is where its files are."""
        name = folder_name(read_stamp())
        planner = self._planner
        if planner is None or planner.folder != folder / name:
            with self._lock:
                if self._planner is None or self._planner.folder != folder / name:
                    self._planner = Planner(prepare(folder))
                planner = self._planner
        return planner


def folder_name(stamp):
    return f"{sha256(stamp.encode()).hexdigest()[:16]}-{LAYOUT}"


def prepare(folder, today=None):
    """Make the files of the active timetables, where they are not there yet; their folder. Sees what a unit of work wrote.

    With `today` the tables of the coming days are made as well.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / folder_name(read_stamp())
    if not (place / NETWORK).exists():
        with _alone(folder):
            if not (place / NETWORK).exists():
                place.mkdir(exist_ok=True)
                network = read_network()
                write_arrays(place / NETWORK, {name: np.asarray(getattr(network, name)) for name in Network.names()})
    if today:
        planner = Planner(place)
        for ahead in range(DAYS_AHEAD):
            for backwards in (False, True):
                planner.table(today + timedelta(days=ahead), backwards)
    _clear(folder, place)
    return place


@contextmanager
def _alone(folder):
    """Nobody else makes files meanwhile, in whatever process."""
    with open(folder / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _clear(folder, place):
    """Take away folders of earlier timetables; maps of them that are open stay good."""
    others = sorted((each for each in folder.iterdir() if each.is_dir() and each != place), key=lambda each: each.stat().st_mtime)
    for each in others[: max(0, len(others) - KEPT + 1)]:
        shutil.rmtree(each, ignore_errors=True)
