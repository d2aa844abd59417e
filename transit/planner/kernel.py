"""The search itself, compiled by numba: a round-based router over one day's table (RAPTOR, Delling, Pajor, Werneck 2012).

A round takes one more vehicle. Labels are kept cumulatively: `at[k, s]` is the earliest arrival at stop s with at most k
vehicles, `ready[k, s]` the earliest moment to board there, after the time to change or a walk. A range of departures is
searched from the last to the first with the labels kept (rRAPTOR), so that what is found later must be better than all
that leaves later. A search backwards from an arrival is the same on a table that is turned round (`tables.turn`).
Where a vehicle goes on as another trip one stays seated, which takes no round.

Nothing is allocated in a query: all is in a Work, one for each thread. Times are seconds as int32, counted from the
beginning of the table's day. Arrays are taken out of their tuples before a loop: numba counts references each time that one
is taken out, which took three quarters of the time of a search.
"""

from collections import namedtuple

import numpy as np
from numba import njit

from transit.calls.packing import ALIGHTS, BOARDS

INF = np.int32(1 << 30)
NONE = -1
LEG = 4  # what is kept of a leg: pattern, trip in the pattern, where one boards and alights (positions in the pattern)
SEATED = -1  # instead of where one boards: one stays seated from the leg before
FULL = -1  # answer of a search whose Work was too small

Table = namedtuple(
    "Table",
    "first off trips stops flags arrivals departures ride_first rides shifts stop_first stop_patterns stop_positions goes_on",
)
Walks = namedtuple("Walks", "first to seconds change")
Work = namedtuple(
    "Work",
    "at ready at_label ready_label target target_label target_stop egress start queue marked is_marked improved is_improved"
    " boards log moments",
)
Found = namedtuple("Found", "moments access egress legs counts")


def make_work(stops, patterns, rounds, log=200_000, moments=40_000):
    """Room for searches of at most `rounds` vehicles on tables with so many stops and patterns."""
    labels = [np.empty((stops, rounds + 1), np.int32) for _ in range(4)]
    targets = [np.empty(rounds + 1, np.int32) for _ in range(3)]
    egress = np.full(stops, INF, np.int32)
    start = np.full(patterns, INF, np.int32)
    queue = np.empty(patterns, np.int32)
    sets = [each for _ in range(2) for each in (np.empty(stops, np.int32), np.zeros(stops, np.uint8))]
    boards = np.zeros(stops, np.uint8)
    return Work(
        *labels, *targets, egress, start, queue, *sets, boards, np.empty((log, LEG + 1), np.int32), np.empty(moments, np.int32)
    )


def make_found(most, legs):
    """Room for the journeys of one search: (leaves, arrives), first and last stop, legs, how many of them."""
    return Found(
        np.empty((most, 2), np.int32),
        np.empty(most, np.int32),
        np.empty(most, np.int32),
        np.empty((most, legs, LEG), np.int32),
        np.empty(most, np.int32),
    )


@njit(cache=True, nogil=True)
def search(table, walks, allowed, access, access_s, egress, egress_s, bounds, begin, end, rounds, most_s, work, found):
    """Journeys that leave from `begin` on, before `end`; with begin == end those that leave at that very moment.

    `access`: stops from which one starts, `access_s` the seconds to them; `egress` and `egress_s` in the same way those
    from which one gets to the goal. `allowed`: for each pattern whether it may be ridden. `bounds`: for each stop the
    least seconds to the goal. At most `rounds` vehicles, and `most_s` seconds. Gives how many journeys are in `found`, or
    FULL where `work` or `found` is too small.
    """
    reset(work, end + most_s)
    for i in range(len(egress)):
        work.egress[egress[i]] = min(work.egress[egress[i]], egress_s[i])
    journeys = search_all(table, walks, allowed, access, access_s, bounds, begin, end, rounds, work, found)
    for i in range(len(egress)):
        work.egress[egress[i]] = INF
    return journeys


@njit(cache=True, nogil=True)
def search_all(table, walks, allowed, access, access_s, bounds, begin, end, rounds, work, found):
    """The moments at which one may leave, from the last to the first."""
    if begin == end:
        return leave(table, walks, allowed, access, access_s, bounds, begin, rounds, work, found, 0, True)
    count = gather_moments(table, allowed, access, access_s, begin, end, work.moments)
    if count < 0 or leave(table, walks, allowed, access, access_s, bounds, end, rounds, work, found, 0, False) < 0:
        return FULL
    journeys = 0
    for at in range(count - 1, -1, -1):
        if at < count - 1 and work.moments[at] == work.moments[at + 1]:
            continue
        moment = work.moments[at]
        journeys = leave(table, walks, allowed, access, access_s, bounds, moment, rounds, work, found, journeys, True)
        if journeys < 0:
            return FULL
    return journeys


@njit(cache=True, nogil=True)
def reset(work, latest):
    work.at[:] = INF
    work.ready[:] = INF
    work.target[:] = latest
    work.target_label[:] = NONE


@njit(cache=True, nogil=True)
def gather_moments(table, allowed, access, access_s, begin, end, moments):
    """When one has to leave for each vehicle from a stop of `access`, sorted; how many, or FULL."""
    stop_first, stop_patterns, stop_positions = table.stop_first, table.stop_patterns, table.stop_positions
    first, flags, trip_counts, off, departures = table.first, table.flags, table.trips, table.off, table.departures
    count = 0
    for i in range(len(access)):
        stop = access[i]
        for j in range(stop_first[stop], stop_first[stop + 1]):
            pattern, position = stop_patterns[j], stop_positions[j]
            if not allowed[pattern] or not flags[first[pattern] + position] & BOARDS:
                continue
            trips = trip_counts[pattern]
            row = off[pattern] + position * trips
            for t in range(find_trip(departures, row, trips, begin + access_s[i]), trips):
                moment = departures[row + t] - access_s[i]
                if moment >= end:
                    break
                if count == len(moments):
                    return FULL
                moments[count] = moment
                count += 1
    moments[:count].sort()
    return count


@njit(cache=True, nogil=True)
def find_trip(departures, row, trips, ready):
    """The first trip of a pattern that leaves a stop at `ready` or later; `trips` where there is none."""
    low, high = 0, trips
    while low < high:
        middle = (low + high) >> 1
        if departures[row + middle] < ready:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def leave(table, walks, allowed, access, access_s, bounds, moment, rounds, work, found, journeys, is_kept):
    """Search from one moment on. Journeys that are better than those found so far are added, where `is_kept`."""
    ready_at, ready_label, marks, is_marked, marked, logged = work.ready, work.ready_label, work.marked, work.is_marked, 0, 0
    boards = work.boards
    for i in range(len(access)):
        stop, ready = access[i], moment + access_s[i]
        if ready < ready_at[stop, 0]:
            for k in range(rounds + 1):
                if ready_at[stop, k] <= ready:
                    break
                ready_at[stop, k] = ready
                ready_label[stop, k] = NONE - 1 - i
            if not is_marked[stop]:
                is_marked[stop] = 1
                marks[marked] = stop
                marked += 1
    for k in range(1, rounds + 1):
        if not marked:
            break
        queued = queue_patterns(table, allowed, work, marked)
        improved, logged = ride(table, allowed, bounds, work, k, rounds, queued, logged)
        for i in range(marked):
            boards[marks[i]] = 0
        if logged < 0:
            forget(work, queued, improved)
            return FULL
        arrive(work, k, rounds, improved)
        marked = change(walks, bounds, work, k, rounds, improved)
    for i in range(marked):
        is_marked[marks[i]] = 0
    if is_kept:
        journeys = keep(work, moment, rounds, found, journeys)
    work.target_label[:] = NONE
    return journeys


@njit(cache=True, nogil=True)
def queue_patterns(table, allowed, work, marked):
    """Patterns that stop where something changed, each with the first such stop."""
    stop_first, stop_patterns, stop_positions = table.stop_first, table.stop_patterns, table.stop_positions
    start, queue, marks, is_marked, boards, queued = work.start, work.queue, work.marked, work.is_marked, work.boards, 0
    for i in range(marked):
        stop = marks[i]
        is_marked[stop], boards[stop] = 0, 1
        for j in range(stop_first[stop], stop_first[stop + 1]):
            pattern, position = stop_patterns[j], stop_positions[j]
            if not allowed[pattern]:
                continue
            if start[pattern] == INF:
                queue[queued] = pattern
                queued += 1
            if position < start[pattern]:
                start[pattern] = position
    return queued


@njit(cache=True, nogil=True)
def ride(table, allowed, bounds, work, k, rounds, queued, logged):
    """Ride each queued pattern from its first changed stop. (Stops that are reached earlier, labels in the log or FULL.)

    One boards only where the last round of this moment changed something: elsewhere it was tried before, and labels that
    were kept from a later moment lead into a log that is written anew.
    """
    first, offs, trip_counts, ride_first, goes_on = table.first, table.off, table.trips, table.ride_first, table.goes_on
    stops, flags_of, arrivals, departures = table.stops, table.flags, table.arrivals, table.departures
    at, at_label, ready_at, ready_label, target = work.at, work.at_label, work.ready, work.ready_label, work.target
    start, queue, log, marks, is_marked, improved = work.start, work.queue, work.log, work.improved, work.is_improved, 0
    boards = work.boards
    for q in range(queued):
        pattern = queue[q]
        begin, start[pattern] = start[pattern], INF
        trip, boarded, label = trip_counts[pattern], 0, NONE
        while pattern != NONE:
            trips, base, off = trip_counts[pattern], first[pattern], offs[pattern]
            last, row = first[pattern + 1] - base - 1, off + begin * trips
            ridden = off + trip * (last + 1)
            for position in range(begin, last + 1):
                stop, flags = stops[base + position], flags_of[base + position]
                if trip < trips and flags & ALIGHTS:
                    arrival = arrivals[ridden + position]
                    if arrival < at[stop, k] and arrival + bounds[stop] < target[k]:
                        if logged == len(log):
                            return improved, FULL
                        write_leg(log, logged, pattern, trip, boarded, position, label)
                        for more in range(k, rounds + 1):
                            if at[stop, more] <= arrival:
                                break
                            at[stop, more] = arrival
                            at_label[stop, more] = logged
                        logged += 1
                        if not is_marked[stop]:
                            is_marked[stop] = 1
                            marks[improved] = stop
                            improved += 1
                if boards[stop] and flags & BOARDS and position < last:
                    ready = ready_at[stop, k - 1]
                    if trip == trips or (trip > 0 and departures[row + trip - 1] >= ready):
                        earlier = find_trip(departures, row, trip, ready)
                        if earlier < trip and boarded == SEATED:
                            trip = trips  # who gets on here is ahead, and is looked at where the pattern itself is queued
                            break
                        if earlier < trip:
                            trip, boarded, label = earlier, position, ready_label[stop, k - 1]
                            ridden = off + trip * (last + 1)
                row += trips
            following, following_trip = NONE, 0
            if trip < trips and goes_on[ride_first[pattern] + trip] != NONE:
                following, following_trip = find_following(table, allowed, bounds, pattern, trip, target[k])
            if following != NONE:
                if logged == len(log):
                    return improved, FULL
                write_leg(log, logged, pattern, trip, boarded, last, label)
                begin, trip, boarded, label = 0, following_trip, SEATED, logged
                logged += 1
            pattern = following
    return improved, logged


@njit(cache=True, nogil=True)
def find_following(table, allowed, bounds, pattern, trip, target):
    """(pattern, trip) as which a vehicle that goes on does so after its last stop; (NONE, 0) where it is too late."""
    place = table.goes_on[table.ride_first[pattern] + trip]
    following = find_pattern(table.ride_first, place)
    following_trip = place - table.ride_first[following]
    arrival = table.arrivals[table.off[pattern] + (trip + 1) * (table.first[pattern + 1] - table.first[pattern]) - 1]
    leaves = table.departures[table.off[following] + following_trip]
    if not allowed[following] or leaves < arrival or leaves + bounds[table.stops[table.first[following]]] >= target:
        return NONE, 0
    return following, following_trip


@njit(cache=True, nogil=True)
def find_pattern(ride_first, place):
    """The pattern among whose trips a place is."""
    low, high = 0, len(ride_first) - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if ride_first[middle] <= place:
            low = middle
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def write_leg(log, at, pattern, trip, boarded, alighted, before):
    log[at, 0], log[at, 1], log[at, 2], log[at, 3], log[at, 4] = pattern, trip, boarded, alighted, before


@njit(cache=True, nogil=True)
def arrive(work, k, rounds, improved):
    """Go on to the goal from stops that were reached earlier."""
    at, at_label, egress, marks = work.at, work.at_label, work.egress, work.improved
    target, target_label, target_stop = work.target, work.target_label, work.target_stop
    for i in range(improved):
        stop = marks[i]
        if egress[stop] == INF:
            continue
        arrival = at[stop, k] + egress[stop]
        for more in range(k, rounds + 1):
            if target[more] <= arrival:
                break
            target[more] = arrival
            target_label[more] = at_label[stop, k]
            target_stop[more] = stop


@njit(cache=True, nogil=True)
def change(walks, bounds, work, k, rounds, improved):
    """From stops that were reached earlier: wait there for the next vehicle, or walk to others. How many are marked."""
    first, to, seconds, change_s = walks.first, walks.to, walks.seconds, walks.change
    at, at_label, marks, is_improved, marked = work.at, work.at_label, work.improved, work.is_improved, 0
    ready_at, ready_label, new_marks, is_marked = work.ready, work.ready_label, work.marked, work.is_marked
    bound = work.target[min(k + 1, rounds)]
    for i in range(improved):
        here = marks[i]
        is_improved[here] = 0
        arrival, label = at[here, k], at_label[here, k]
        for j in range(first[here] - 1, first[here + 1]):
            if j < first[here]:
                stop, ready = here, arrival + change_s[here]
            else:
                stop, ready = to[j], arrival + seconds[j]
            if ready >= ready_at[stop, k] or ready + bounds[stop] >= bound:
                continue
            for more in range(k, rounds + 1):
                if ready_at[stop, more] <= ready:
                    break
                ready_at[stop, more] = ready
                ready_label[stop, more] = label
            if not is_marked[stop]:
                is_marked[stop] = 1
                new_marks[marked] = stop
                marked += 1
    return marked


@njit(cache=True, nogil=True)
def forget(work, queued, improved):
    """Leave the sets of a Work empty after a search that was broken off."""
    for q in range(queued):
        work.start[work.queue[q]] = INF
    work.is_improved[:] = 0
    work.is_marked[:] = 0


@njit(cache=True, nogil=True)
def keep(work, moment, rounds, found, journeys):
    """Write out journeys that this moment brought, those with fewer vehicles first; how many there are now, or FULL."""
    target, target_label, log, legs = work.target, work.target_label, work.log, found.legs
    for k in range(1, rounds + 1):
        if target_label[k] == NONE or (k > 1 and target[k] >= target[k - 1]):
            continue
        if journeys == len(found.counts):
            return FULL
        found.moments[journeys, 0], found.moments[journeys, 1] = moment, target[k]
        found.egress[journeys] = work.target_stop[k]
        label, count = target_label[k], 0
        while label >= 0:
            if count == legs.shape[1]:
                return FULL
            for i in range(LEG):
                legs[journeys, count, i] = log[label, i]
            count += 1
            label = log[label, LEG]
        found.access[journeys] = NONE - 1 - label
        found.counts[journeys] = count
        journeys += 1
    return journeys
