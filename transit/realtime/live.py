"""What is known at this moment, for pages, JSON and the planner: read once a second at most by each process, and shared.

    told = live.snapshot(now)
    told.find("metro", "T1", day, start_s)      -> parts.LiveTrip or None
    live.delays_for("metro", [("T1", day, start_s)], now)
    live.apply_to_departures(departures, now)   -> the same departures with `live`, in the order in which they leave

What is older than it may be is not in a snapshot: then only the timetable is known. What lies in it must not be changed.
"""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from city.database import db
from city.events import Event
from transit.realtime import parts
from transit.realtime.departures import apply
from transit.realtime.models import LivePart

LOOK_EVERY_S = 1
REMEMBERED = timedelta(hours=24)  # a source that has been away for longer is not missed any more
_kept, _lock = WeakKeyDictionary(), threading.Lock()


@dataclass(frozen=True)
class LiveFeed:
    """A feed with real time. `is_fresh` is False where it has been silent for too long; `made_at` is when it spoke last."""

    key: str
    made_at: datetime
    is_fresh: bool
    simulated: bool


@dataclass
class Snapshot:
    """All that is known at `now`: `stamp` changes with every poll, and with what grows too old.

    `since` is the id of an event from before it was read: who follows the stream from there misses nothing.
    """

    now: datetime
    stamp: tuple = ()
    since: int = 0
    feeds: dict = field(default_factory=dict)  # key -> LiveFeed
    trips: dict = field(default_factory=dict)  # (feed, trip, day, start_s) -> parts.LiveTrip
    vehicles: list = field(default_factory=list)
    added: list = field(default_factory=list)

    def find(self, feed, trip, day, start_s):
        return self.trips.get((feed, trip, day, start_s))

    @cached_property
    def vehicle_by_trip(self):
        return {each.trip_key: each for each in self.vehicles if each.trip}

    @cached_property
    def added_by_stop(self):
        """{key of a stop or station: [(AddedTrip, departure in Unix time)]}; the last stop of a trip is left out."""
        found = defaultdict(list)
        for trip in self.added:
            for stop, station, _arrival, departure in trip.calls[:-1]:
                for key in {stop, station} - {None}:
                    found[key].append((trip, departure))
        return found

    @cached_property
    def latest_s(self):
        """{feed: the longest delay of any of its trips}: how far back a departure may stand in the timetable and yet come."""
        found = defaultdict(int)
        for trip in self.trips.values():
            longest = max((delay for delay in trip.departures if delay), default=0)
            found[trip.feed] = max(found[trip.feed], longest)
        return found

    def has(self, feed):
        """Whether anything fresh is known of a feed."""
        return feed in self.feeds and self.feeds[feed].is_fresh


class _Kept:
    """The parts as they were last read, and the snapshot made of them. One thread looks, the others go on with what there is."""

    def __init__(self):
        self.looked_at, self.parts, self.snapshot, self.since = None, {}, None, 0
        self.lock = threading.Lock()

    def look(self, now):
        """Read what is new, where the last look is too old, on a connection of its own.

        The session may have begun before the last poll, and on SQLite would not see it.
        """
        if self.looked_at is None or time.monotonic() - self.looked_at >= LOOK_EVERY_S:
            begun = time.monotonic()
            with db.engine.connect() as connection:
                self.since = connection.scalar(select(func.max(Event.id))) or 0
                self.parts = _read(connection, self.parts)
            self.looked_at = begun
        stamp = _stamp(self.parts, now)
        if self.snapshot is None or self.snapshot.stamp != stamp:
            self.snapshot = _build(self.parts, stamp, now, self.since)


def snapshot(now):
    """The Snapshot at `now`. Needs an application context; reads the database at most every LOOK_EVERY_S."""
    with _lock:
        kept = _kept.setdefault(db.engine, _Kept())
    if kept.lock.acquire(blocking=kept.snapshot is None):
        try:
            kept.look(now)
        finally:
            kept.lock.release()
    return kept.snapshot


def forget():
    """Read anew at the next question, for tests and for a process that has just written."""
    with _lock:
        _kept.pop(db.engine, None)


def delays_for(feed, trips, now):
    """{(trip, day, start_s): parts.LiveTrip} of those (trip, day, start_s) of which something is known."""
    told = snapshot(now)
    return {each: found for each in trips if (found := told.find(feed, *each))}


def apply_to_departures(departures, now):
    """Departures with what is known of each, in the order in which they leave. See transit.realtime.departures."""
    return apply(departures, snapshot(now), now)


def list_vehicles(now, line_keys=None, box=None):
    """parts.LiveVehicle of some lines, or in a geo.Box, or all."""
    found = snapshot(now).vehicles
    if line_keys is not None:
        found = [each for each in found if each.route in line_keys]
    return [each for each in found if box is None or box.holds(each.lon, each.lat)]


COLUMNS = (LivePart.feed, LivePart.part, LivePart.made_at, LivePart.fresh_until, LivePart.simulated, LivePart.stamp)


def _read(connection, known):
    """{(feed, part): (row, State)}; only what was written since is unpacked again."""
    rows = connection.execute(select(*COLUMNS)).all()
    stale = [row for row in rows if (row.feed, row.part) not in known or known[row.feed, row.part][0] != row]
    found = {(row.feed, row.part): known[row.feed, row.part] for row in rows if row not in stale}
    for row in stale:
        where = (LivePart.feed == row.feed, LivePart.part == row.part)
        written = connection.execute(select(*COLUMNS, LivePart.content).where(*where)).first()
        if written:
            found[row.feed, row.part] = (written[:-1], parts.unpack(written.content))
    return found


def _stamp(kept, now):
    """What the snapshot depends on: what was written, and what of it is still fresh, by steps of a quarter of a minute."""
    fresh = tuple(sorted((key, row[5], row[3] >= now) for key, (row, _state) in kept.items()))
    return fresh, int(now.timestamp()) // 15


def _build(kept, stamp, now, since):
    told = Snapshot(now, stamp, since)
    for (feed, _part), (row, state) in sorted(kept.items(), key=lambda each: each[1][0][2]):
        made_at, fresh_until, simulated = row[2:5]
        if made_at < now - REMEMBERED:
            continue
        is_fresh = fresh_until >= now
        before = told.feeds.get(feed)
        told.feeds[feed] = LiveFeed(
            feed, made_at, is_fresh or bool(before and before.is_fresh), simulated or bool(before and before.simulated)
        )
        if is_fresh:
            _add(told, state, (now - (fresh_until - made_at)).timestamp())
    return told


def _add(told, state, since):
    """Take in a State: of two words on one trip the later counts; a prediction from before `since` is none any more."""
    for trip in state.trips:
        if trip.told_at >= since:
            told.trips[trip.key] = trip
    told.vehicles += [each for each in state.vehicles if each.told_at >= since]
    told.added += [each for each in state.added if each.told_at >= since]
