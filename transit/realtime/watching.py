"""The vehicles of some lines as words can tell them: where each goes, which stop is next, how many stops away, how late."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime

from transit.realtime import naming, parts, schedule
from transit.timetable import begin_of


@dataclass(frozen=True)
class Seen:
    """A vehicle on a line. What is not known is None; `stops_away` and `arrives_at` are of the stop that was asked about.

    `delay_s` is that of the next stop. `is_placed` says whether the vehicle told its place, or only its times.
    """

    key: str
    label: str
    line: object  # shown.Line
    direction: int | None
    headsign: object  # Words
    next_stop: str | None
    next_stop_name: object
    status: str
    delay_s: int | None
    stops_away: int | None
    arrives_at: datetime | None
    told_at: datetime
    is_placed: bool
    has_passed: bool

    @property
    def is_arriving(self):
        """Whether the stop that was asked about is the next one."""
        return self.stops_away == 0

    @property
    def delay_min(self):
        return None if self.delay_s is None else round(abs(self.delay_s) / 60)


@dataclass
class _Way:
    """A trip on its way: its calls, its delays, and the position of the stop that comes next."""

    calls: list
    trip: parts.LiveTrip | None
    begin_s: int
    position: int

    def delay(self, position):
        return self.trip.arrivals[position] if self.trip and position < len(self.trip.arrivals) else None

    def arrives_at(self, position):
        delay = self.delay(position)
        return None if delay is None else datetime.fromtimestamp(self.begin_s + self.calls[position].arrival_s + delay, UTC)

    def find(self, stop):
        """(position of a stop or station that is still to come or None, whether the trip has passed it for good)."""
        stands = [at for at, call in enumerate(self.calls) if stop in (call.key, call.station)]
        ahead = next((at for at in stands if at >= self.position), None)
        return ahead, bool(stands) and ahead is None


def watch(lines, told, now, stop=None):
    """[Seen] of some lines (shown.Line), line by line and direction by direction; with `stop`, the nearest to it first."""
    keys = {line.key: line for line in lines}
    vehicles = [each for each in told.vehicles if each.route in keys]
    trips = [each for each in told.trips.values() if each.route in keys and each.state == parts.RUNS]
    ways = _find_ways(trips, vehicles, now)
    headsigns, stops = naming.list_headsigns(keys), naming.list_stops(_stops_of(ways, vehicles))
    found = [_see(each, keys, ways.get(each.trip_key), headsigns, stops, stop) for each in vehicles]
    placed = {each.trip_key for each in vehicles}
    on_way = [each for each in trips if each.key in ways and each.key not in placed]
    found += [_see_unplaced(each, keys, ways[each.key], headsigns, stops, stop) for each in on_way]
    order = {key: at for at, key in enumerate(keys)}
    return sorted(found, key=lambda seen: (order[seen.line.key], seen.direction or 0, _nearness(seen), seen.key))


def _nearness(seen):
    return (seen.has_passed, seen.stops_away if seen.stops_away is not None else 1000)


def _find_ways(trips, vehicles, now):
    """{key of a trip: _Way} of the trips that are on their way."""
    by_key = {each.key: each for each in trips}
    wanted = by_key.keys() | {each.trip_key for each in vehicles if each.trip}
    placed, found = {each.trip_key: each for each in vehicles if each.position is not None}, {}
    for feed in {key[0] for key in wanted}:
        facts = schedule.find_feed(feed)
        if not facts:
            continue
        rides = _find_rides(feed, [key for key in wanted if key[0] == feed])
        calls = schedule.read_calls(rides.values())
        for key, ride in rides.items():
            begin_s = int(begin_of(key[2], facts.zone).timestamp())
            way = _Way(calls.get(ride.number, []), by_key.get(key), begin_s, 0)
            if _put_on_way(way, placed.get(key), int(now.timestamp())):
                found[key] = way
    return found


def _find_rides(feed, keys):
    rides = schedule.find_rides(feed, {key[1] for key in keys})
    by_start = {(ride.trip, ride.start_s): ride for its in rides.values() for ride in its}
    return {key: by_start[key[1], key[3]] for key in keys if (key[1], key[3]) in by_start}


def _put_on_way(way, vehicle, now_s):
    """Set the position of a trip: as its vehicle tells, else by its predicted times. False where it is not on its way."""
    if not way.calls:
        return False
    if vehicle and vehicle.position < len(way.calls):
        way.position = vehicle.position
        return True
    if not way.trip or all(delay is None for delay in way.trip.arrivals):
        return vehicle is not None
    times = [way.begin_s + call.departure_s + (way.trip.departures[at] or 0) for at, call in enumerate(way.calls)]
    if times[0] > now_s or times[-1] < now_s:
        return False
    way.position = min(bisect_left(times, now_s), len(times) - 1)
    return True


def _stops_of(ways, vehicles):
    return {way.calls[way.position].key for way in ways.values()} | {each.stop for each in vehicles if each.stop}


def _see(vehicle, lines, way, headsigns, stops, stop):
    label = vehicle.label or vehicle.id
    facts = (f"{vehicle.feed}/{vehicle.id}", label, lines[vehicle.route], vehicle.direction)
    return _make(facts, way, vehicle.stop, vehicle.status, vehicle.told_at, True, headsigns, stops, stop)


def _see_unplaced(trip, lines, way, headsigns, stops, stop):
    facts = (f"{trip.feed}/{trip.trip}/{trip.day}/{trip.start_s}", "", lines[trip.route], trip.direction)
    return _make(facts, way, way.calls[way.position].key, "", trip.told_at, False, headsigns, stops, stop)


def _make(facts, way, next_stop, status, told_at, is_placed, headsigns, stops, stop):
    at, passed = way.find(stop) if way and stop else (None, False)
    return Seen(
        *facts,
        headsigns.get((facts[2].key, facts[3])),
        next_stop,
        stops.get(next_stop),
        status,
        way.delay(way.position) if way else None,
        at - way.position if at is not None else None,
        way.arrives_at(at) if at is not None else None,
        datetime.fromtimestamp(told_at, UTC),
        is_placed,
        passed,
    )
