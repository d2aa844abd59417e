"""Departures of the timetable with what is known of them now: late, early, cancelled, not stopping here, or put in."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from transit import timetable
from transit.realtime import naming, parts, schedule
from transit.timetables.next import list_next

ON_TIME_S = 60  # less is said to be on time
NEAR = timedelta(minutes=5)  # "now" for somebody who asks about a moment
MOST_LATE_S = 2 * 3600
ON_TIME, LATE, EARLY, CANCELLED, SKIPPED, ADDED = "on_time", "late", "early", "cancelled", "skipped", "added"
GONE = "gone"  # told to be in no timetable and on no road: not shown


@dataclass(frozen=True)
class Live:
    """What is known of a departure: `at` is when it will leave, `told_at` when this was said, `stops_away` of its vehicle."""

    state: str
    delay_s: int
    at: datetime
    told_at: datetime
    simulated: bool
    stops_away: int | None = None

    @property
    def leaves(self):
        return self.state not in (CANCELLED, SKIPPED)

    @property
    def delay_min(self):
        return round(abs(self.delay_s) / 60)


def list_departures(stop, at, limit, told, line=None, direction=None):
    """The next `limit` Departures from a stop after `at`, of a line one way if asked (see list_next), with what is `told`.

    Around the present those that should have left and have not are among them, and those that are in no timetable.
    """
    found = list_next(stop, at, limit, line, direction)
    if not told.has(stop.timetable.key):
        return found
    if abs(at - told.now) <= NEAR:
        extra = [each for each in _list_added(stop, at, told) if line in (None, each.route)]
        extra = [each for each in extra if direction in (None, each.direction)]
        found = [*_list_overdue(stop, at, told, line, direction), *found, *extra]
    applied = apply(found, told, at)
    return [each for each in applied if each.live is None or not each.live.leaves or each.live.at >= at][:limit]


def _list_overdue(stop, at, told, line, direction):
    """Departures that should have left before `at` and may not have left yet."""
    late_s = min(told.latest_s[stop.timetable.key], MOST_LATE_S)
    if not late_s:
        return []
    found = list_next(stop, at - timedelta(seconds=late_s + 1), timetable.MOST, line, direction)
    overdue = [each for each in found if each.at < at]
    trips = schedule.name_trips({each.trip_id for each in overdue})
    lives = [find_live(each, told, trips) for each in overdue]
    return [each for each, live in zip(overdue, lives, strict=True) if live and live.leaves and live.at >= at]


def _list_added(stop, at, told):
    zone, made = at.tzinfo, []
    for trip, leaves in told.added_by_stop.get(stop.key, ()):
        wait_s = leaves - int(at.timestamp())
        if 0 <= wait_s < timetable.AHEAD_S:
            moment, told_at = datetime.fromtimestamp(leaves, zone), datetime.fromtimestamp(trip.told_at, UTC)
            live = Live(ADDED, 0, moment, told_at, told.feeds[trip.feed].simulated)
            if made_of := naming.describe_added(trip):
                made.append(timetable.Departure(*made_of, moment, wait_s, live=live))
    return made


def apply(departures, told, at):
    """The same departures with `live` where something is known; waits count from `at` to when they will leave."""
    trips = schedule.name_trips({each.trip_id for each in departures if each.live is None})
    found = [_apply(each, told, at, trips) for each in departures]
    found = [each for each in found if each.live is None or each.live.state != GONE]
    return sorted(found, key=lambda each: each.leaves_at)


def _apply(departure, told, at, trips):
    if departure.live:
        return departure
    live = find_live(departure, told, trips)
    if not live or not live.leaves:
        return replace(departure, live=live) if live else departure
    return replace(departure, live=live, wait_s=max(0, int((live.at - at).total_seconds())))


def find_live(departure, told, trips):
    """The Live of a departure of the timetable, or None. `trips` is what schedule.name_trips says of its trip."""
    named = trips.get(departure.trip_id)
    trip = named and told.find(named.feed, named.trip, departure.day, named.start_s)
    if not trip:
        return None
    position = find_position(trip, departure.sequence)
    if trip.state != parts.RUNS:
        return _make(departure, trip, told, CANCELLED if trip.state == parts.CANCELLED else GONE, 0)
    if position is None:
        return None
    if position in trip.skipped:
        return _make(departure, trip, told, SKIPPED, 0)
    delay_s = trip.departures[position]
    if delay_s is None:
        return None
    return _make(departure, trip, told, name_delay(delay_s), delay_s, _stops_away(trip, position, told))


def find_position(trip, sequence):
    """Where a stop_sequence stands in a LiveTrip, or None."""
    sequences = trip.sequences
    if sequences and 0 <= sequence - sequences[0] < len(sequences) and sequences[sequence - sequences[0]] == sequence:
        return sequence - sequences[0]
    return sequences.index(sequence) if sequence in sequences else None


def name_delay(delay_s):
    return LATE if delay_s >= ON_TIME_S else EARLY if delay_s <= -ON_TIME_S else ON_TIME


def _stops_away(trip, position, told):
    vehicle = told.vehicle_by_trip.get(trip.key)
    if not vehicle or vehicle.position is None or vehicle.position > position:
        return None
    return position - vehicle.position


def _make(departure, trip, told, state, delay_s, stops_away=None):
    told_at, simulated = datetime.fromtimestamp(trip.told_at, UTC), told.feeds[trip.feed].simulated
    return Live(state, delay_s, departure.at + timedelta(seconds=delay_s), told_at, simulated, stops_away)
