"""pynigiri, the bindings of MOTIS's router, asked the same as our planner on the same feed.

It links stops of one name, platforms of a station, closes the footpaths that it is given, and drops seconds; so the feed that
both read has a name for each stop, no stations, closed transfers of at least its two minutes, that time for changes at a stop,
and whole minutes.
"""

import csv
import heapq
import io
import re
import zipfile
from collections import defaultdict
from datetime import UTC, datetime

import numpy as np

from transit.planner.network import begin_s
from transit.planner.searching import Ends, Question, search

CHANGE_S = 120
ROUNDS = 9
MOST_MIN = 24 * 60
SECONDS = re.compile(rb"(\d:\d\d):\d\d")


def write_comparable(source, target, walks=()):
    """Rewrite a feed as both read it alike; `walks` are further (stop, stop, seconds)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        stops = [row for row in read(old, "stops.txt") if (row.get("location_type") or "0") == "0"]
        known = {row["stop_id"] for row in stops}
        given = read(old, "transfers.txt") if "transfers.txt" in old.namelist() else []
        ways = [(row["from_stop_id"], row["to_stop_id"], int(row.get("min_transfer_time") or 0)) for row in given]
        for name in old.namelist():
            if name not in ("stops.txt", "transfers.txt"):
                text = old.read(name)
                new.writestr(name, SECONDS.sub(rb"\1:00", text) if name == "stop_times.txt" else text)
        head = ("stop_id", "stop_name", "stop_lat", "stop_lon")
        write(new, "stops.txt", head, [(row["stop_id"], row["stop_id"], row["stop_lat"], row["stop_lon"]) for row in stops])
        closed = close([way for way in (*ways, *walks) if way[0] in known and way[1] in known and way[0] != way[1]])
        rows = [*closed, *((stop, stop, CHANGE_S) for stop in sorted(known))]
        head = ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time")
        write(new, "transfers.txt", head, [(start, goal, 2, seconds) for start, goal, seconds in rows])


def read(archive, name):
    with archive.open(name) as file:
        return list(csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline="")))


def write(archive, name, head, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    archive.writestr(name, text.getvalue())


def close(ways):
    """All shortest ways along some, to and fro, in whole minutes of at least CHANGE_S."""
    near = defaultdict(dict)
    for start, goal, seconds in ways:
        seconds = max(CHANGE_S, -(-seconds // 60) * 60)
        for a, b in ((start, goal), (goal, start)):
            near[a][b] = min(seconds, near[a].get(b, seconds))
    for start in sorted(near):
        reached, queue = {start: 0}, [(0, start)]
        while queue:
            at, stop = heapq.heappop(queue)
            for other, seconds in near[stop].items() if at == reached[stop] else ():
                if at + seconds < reached.get(other, 1 << 30):
                    reached[other] = at + seconds
                    heapq.heappush(queue, (at + seconds, other))
        yield from ((start, goal, seconds) for goal, seconds in sorted(reached.items()) if goal != start)


class Nigiri:
    """Answers as {(leaves, arrives, changes)}, in minutes of Unix time."""

    def __init__(self, path, zone, first_day, last_day):
        import pynigiri

        self.library = pynigiri
        source = pynigiri.TimetableSource("", str(path))
        source.loader_config.link_stop_distance, source.loader_config.default_tz = 0, zone
        options = pynigiri.FinalizeOptions()
        options.adjust_footpaths = options.merge_dupes_intra_src = options.merge_dupes_inter_src = False
        self.timetable = pynigiri.load_timetable([source], first_day.isoformat(), last_day.isoformat(), options)
        self.found = {}

    def ask(self, start, goal, at_min, window_min):
        return {
            (each.start_time, each.dest_time, each.transfers) for each in self.run(self.question(start, goal, at_min, window_min))
        }

    def question(self, start, goal, at_min, window_min):
        query = self.library.Query()
        query.start, query.destination = [self.library.Offset(self.find(start), 0)], [self.library.Offset(self.find(goal), 0)]
        query.start_time = (at_min, at_min + window_min) if window_min else at_min
        query.max_transfers, query.max_travel_time, query.use_start_footpaths = ROUNDS - 1, MOST_MIN, True
        return query

    def run(self, query):
        return self.library.route(self.timetable, query)

    def find(self, stop):
        if stop not in self.found:
            self.found[stop] = self.timetable.find_location(stop)
        return self.found[stop]


class Ours:
    """The same of our planner; `stops` is {stop of the feed: stop_id}."""

    def __init__(self, planner, stops):
        self.planner, self.walks = planner, planner.walks(0)
        self.at = {stop: planner.network.stop_at[number] for stop, number in stops.items() if number in planner.network.stop_at}

    def ask(self, start, goal, at_min, window_min):
        routes = self.run(self.question(start, goal, at_min, window_min))
        return {(route.leaves_s // 60, route.arrives_s // 60, route.transfers) for route in routes}

    def question(self, start, goal, at_min, window_min, **more):
        day = datetime.fromtimestamp(at_min * 60, UTC).date()
        if at_min * 60 < begin_s(day):
            day = day.fromordinal(day.toordinal() - 1)
        elif at_min * 60 >= begin_s(day.fromordinal(day.toordinal() + 1)):
            day = day.fromordinal(day.toordinal() + 1)
        ends = (self.ends(start), self.ends(goal))
        return Question(*ends, day, at_min * 60, window_min * 60, rounds=ROUNDS, walk_m=0, **more)

    def run(self, question):
        return search(self.planner, question)

    def ends(self, stop):
        at, walks = self.at[stop], self.walks
        begin, end = walks.first[at], walks.first[at + 1]
        return Ends(np.append(walks.to[begin:end], at).astype(np.int32), np.append(walks.seconds[begin:end], 0).astype(np.int32))

    def is_walk(self, start, goal):
        """Whether one walks there; the peer then has an answer without a vehicle."""
        return start == goal or self.at[goal] in self.ends(start).stops
