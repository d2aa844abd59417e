"""The table of a day as it really is: rides that are late, cancelled or leave out a stop, as real time tells.

A ride that differs becomes a pattern of its own at the end of the table, since it may overtake or be overtaken. Its place
among the others is given to the next ride there, which leaves the order of all searches as it was.
"""

from functools import cached_property

import numpy as np
from sqlalchemy import select

from city.database import db
from transit.models import Feed, Route, Trip
from transit.planner import bounds, tables
from transit.planner.kernel import INF, NONE
from transit.planner.network import begin_s
from transit.realtime.parts import CANCELLED, RUNS
from transit.timetable import begin_of

AT_ONCE = 500


class LivePlanner:
    """A store.Planner whose tables have what is told. The `told` is a transit.realtime.live.Snapshot."""

    def __init__(self, planner, told):
        self.planner, self.told = planner, told
        self.network, self.walks, self.room = planner.network, planner.walks, planner.room
        self._tables, self._graphs = {}, {}

    @cached_property
    def rides(self):
        """[(ride, LiveTrip, zone)] of all that is told and stands in the network."""
        trips = {}
        for each in self.told.trips.values():
            if each.state == CANCELLED or (each.state == RUNS and (any(each.departures) or any(each.arrivals) or each.skipped)):
                trips.setdefault((each.feed, each.trip, each.start_s), []).append(each)
        ride_at = {int(number): ride for ride, number in enumerate(self.network.trip_id)} if trips else {}
        return [
            (ride_at[number], each, zone) for number, key, zone in _list_trips(trips) if number in ride_at for each in trips[key]
        ]

    def table(self, day, backwards=False):
        key = (day, backwards)
        if key not in self._tables:
            table = change_table(self.planner.table(day), self.network, day, self.rides)
            self._tables[key] = tables.turn(table) if backwards else table
            _protect(self._tables[key])
        return self._tables[key]

    def graph(self, day, most_m, backwards):
        key = (day, most_m, backwards)
        if key not in self._graphs:
            self._graphs[key] = bounds.build_graph(self.table(day, backwards), self.walks(most_m, backwards))
        return self._graphs[key]


def _list_trips(keys):
    """(number of a trip, (feed, gtfs_id, start_s), zone of its feed) of those that are told of."""
    names = sorted({trip for _feed, trip, _start in keys})
    columns = (Trip.id, Feed.key, Trip.gtfs_id, Trip.start_s, Feed.timezone)
    query = select(*columns).join(Route, Route.id == Trip.route_id).join(Feed, Feed.id == Route.feed_id)
    for at in range(0, len(names), AT_ONCE):
        for number, *key, zone in db.session.execute(query.where(Trip.gtfs_id.in_(names[at : at + AT_ONCE]))):
            if tuple(key) in keys:
                yield number, tuple(key), zone


def change_table(table, network, day, told):
    """The kernel.Table of a day with what is told of (ride, LiveTrip, zone)."""
    zones = {str(name): zone for name, zone in zip(network.zones, network.zone_infos, strict=True)}
    wanted = {(ride, int(begin_of(trip.day, zones[zone]).timestamp()) - begin_s(day)): trip for ride, trip, zone in told}
    if not wanted:
        return table
    among = np.flatnonzero(np.isin(table.rides, np.fromiter({ride for ride, _ in wanted}, np.int32)))
    found = {int(at): wanted.get((int(table.rides[at]), int(table.shifts[at]))) for at in among}
    changed = {at: trip for at, trip in found.items() if trip}
    if not changed:
        return table
    made = {at: make_ride(network, int(table.rides[at]), int(table.shifts[at]), trip) for at, trip in changed.items()}
    made = {at: each for at, each in made.items() if each}
    added = [(int(table.rides[at]), int(table.shifts[at]), *each) for at, each in made.items()]
    changed_table = add_rides(leave_out(table, sorted(changed, reverse=True)), network, added)
    return changed_table._replace(goes_on=lead_on(table.goes_on, changed_table, changed, list(made)))


def lead_on(goes_on, changed_table, removed, added):
    """What goes on as what, where places were `removed` and some of them, `added`, now stand at the end."""
    moved = np.arange(len(goes_on) + 1, dtype=np.int32)
    moved[-1] = moved[list(removed)] = NONE
    moved[added] = len(goes_on) + np.arange(len(added), dtype=np.int32)
    kept = changed_table.goes_on
    return np.concatenate((moved[kept], moved[goes_on[added]])).astype(np.int32)


def make_ride(network, ride, shift, trip):
    """(arrivals, departures, flags) of a ride as told; None for one that is cancelled."""
    if trip.state == CANCELLED:
        return None
    arrivals, departures = find_times(network, ride, trip)
    flags = network.call_flags[int(network.ride_first[ride]) : int(network.ride_first[ride + 1])].copy()
    flags[[at for at in trip.skipped if at < len(flags)]] = 0
    return (arrivals + shift).astype(np.int32), (departures + shift).astype(np.int32), flags


def find_times(network, ride, trip):
    """(arrivals, departures) of all calls of a ride as told, in seconds of its day of service."""
    calls = slice(int(network.ride_first[ride]), int(network.ride_first[ride + 1]))
    times = np.empty(2 * (calls.stop - calls.start), np.int64)
    for begin, planned, delays in ((0, network.call_arrival, trip.arrivals), (1, network.call_departure, trip.departures)):
        late = np.array([delay or 0 for delay in delays], np.int64)
        times[begin::2] = planned[calls] + np.resize(late, (calls.stop - calls.start,)) * (len(late) > 0)
    times = np.maximum.accumulate(times)
    return times[::2], times[1::2]


def leave_out(table, places):
    """The table without some rides, given by their places from the last to the first: each becomes what follows it."""
    arrivals, departures = table.arrivals.copy(), table.departures.copy()
    rides, shifts, goes_on = table.rides.copy(), table.shifts.copy(), table.goes_on.copy()
    for place in places:
        pattern = int(np.searchsorted(table.ride_first, place, "right")) - 1
        trips, trip = int(table.trips[pattern]), place - int(table.ride_first[pattern])
        off, calls = int(table.off[pattern]), np.arange(int(table.first[pattern + 1] - table.first[pattern]))
        column, row = off + calls * trips + trip, off + trip * len(calls) + calls
        if trip + 1 < trips:
            arrivals[row], departures[column] = arrivals[row + len(calls)], departures[column + 1]
            rides[place], shifts[place] = rides[place + 1], shifts[place + 1]
            goes_on[place] = goes_on[place + 1]
        else:
            arrivals[row] = departures[column] = INF
            goes_on[place] = NONE
    return table._replace(arrivals=arrivals, departures=departures, rides=rides, shifts=shifts, goes_on=goes_on)


def add_rides(table, network, added):
    """The table with (ride, shift, arrivals, departures, flags) as patterns of one ride each."""
    if not added:
        return table
    lengths = np.array([len(flags) for *_, flags in added])
    count, calls = len(table.trips), len(table.stops)
    stops = np.concatenate([network.call_stop[network.ride_first[ride] : network.ride_first[ride + 1]] for ride, *_ in added])
    ends = np.cumsum(lengths)
    positions = np.arange(len(stops)) - np.repeat(ends - lengths, lengths)
    all_stops = np.concatenate((table.stops, stops)).astype(np.int32)
    first = np.concatenate((table.first, calls + ends)).astype(np.int32)
    patterns = np.repeat(np.arange(count + len(added), dtype=np.int32), np.diff(first))
    order = np.argsort(all_stops, kind="stable")
    all_positions = np.concatenate((_positions(table), positions)).astype(np.int32)
    return table._replace(
        first=first, off=np.concatenate((table.off, table.off[-1] + ends)), stops=all_stops,
        trips=np.concatenate((table.trips, np.ones(len(added), np.int32))).astype(np.int32),
        flags=np.concatenate((table.flags, *(flags for *_, flags in added))).astype(np.uint8),
        arrivals=np.concatenate((table.arrivals, *(each[2] for each in added))).astype(np.int32),
        departures=np.concatenate((table.departures, *(each[3] for each in added))).astype(np.int32),
        ride_first=np.concatenate((table.ride_first, table.ride_first[-1] + 1 + np.arange(len(added)))),
        rides=np.concatenate((table.rides, [each[0] for each in added])).astype(np.int32),
        shifts=np.concatenate((table.shifts, [each[1] for each in added])).astype(table.shifts.dtype),
        stop_first=np.searchsorted(all_stops[order], np.arange(len(table.stop_first))).astype(np.int32),
        stop_patterns=patterns[order], stop_positions=all_positions[order],
    )  # fmt: skip


def _positions(table):
    """Where each call stands in its pattern."""
    return np.arange(len(table.stops)) - np.repeat(table.first[:-1], np.diff(table.first))


def _protect(table):
    """What is compiled for arrays that cannot be written serves these as well."""
    for array in table:
        array.setflags(write=False)
