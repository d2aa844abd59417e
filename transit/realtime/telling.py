"""A message and the timetable brought together: what is known of each trip, and where its vehicle is on the way."""

from dataclasses import dataclass, field

from transit.realtime import messages, parts, schedule
from transit.realtime.parts import AddedTrip, LiveTrip, LiveVehicle, State
from transit.realtime.propagation import spread

STATES = {messages.CANCELLED: parts.CANCELLED, messages.DELETED: parts.DELETED}


@dataclass
class Told:
    """A State, how many trips and vehicles of the message were found in the timetable, and {ride: calls} for the archive."""

    state: State = field(default_factory=State)
    matched: int = 0
    unmatched: int = 0
    rides: dict = field(default_factory=dict)  # key of a LiveTrip -> (LiveTrip, calls, the moment its day begins)


def tell(message, matcher, fresh_from):
    """The Told of a message; what was said before `fresh_from` (Unix time) is dropped."""
    told, made_at = Told(), message.made_at or int(matcher.now.timestamp())
    updates = [each for each in message.updates if not each.is_timed or (each.told_at or made_at) >= fresh_from]
    vehicles = [each for each in message.vehicles if (each.told_at or made_at) >= fresh_from]
    matcher.load([each.name for each in (*updates, *vehicles) if each.name])
    _tell_trips(told, updates, matcher, made_at)
    _tell_vehicles(told, vehicles, matcher, made_at)
    return told


def _tell_trips(told, updates, matcher, made_at):
    added, found = [], []
    for update in updates:
        if matcher.is_extra(update.name):
            added.append(update)
        elif match := matcher.match(update.name, update.first_moment):
            found.append((match, update))
        else:
            told.unmatched += 1
    calls = matcher.read_calls([ride for (ride, _day), _update in found])
    for (ride, day), update in found:
        told.matched += 1
        _keep_trip(told, update, ride, day, calls[ride.number], matcher, made_at)
    told.state.trips = [trip for trip, _calls, _begin in told.rides.values()]
    told.state.added = _tell_added(told, added, matcher, made_at)


def _keep_trip(told, update, ride, day, calls, matcher, made_at):
    """Where a trip is named twice, the newer of both counts."""
    begin_s = matcher.begin_s(day)
    delays = spread(update, calls, begin_s)
    state = STATES.get(update.name.relation, parts.RUNS)
    told_at = min(update.told_at or made_at, made_at) if update.is_timed else made_at
    sequences = [call.sequence for call in calls]
    trip = LiveTrip(
        matcher.feed.key, ride.trip, day, ride.start_s, ride.route, ride.direction, state, told_at, sequences,
        delays.arrivals, delays.departures, delays.skipped,
    )  # fmt: skip
    before = told.rides.get(trip.key)
    if not before or before[0].told_at <= told_at:
        told.rides[trip.key] = (trip, calls, begin_s)


def _tell_added(told, updates, matcher, made_at):
    """AddedTrips of those updates that say which line it is and when it leaves which of our stops."""
    wanted = {stop.stop for update in updates for stop in update.stops if stop.stop}
    stops, made = schedule.find_stops(matcher.feed.key, wanted) if wanted else {}, []
    for update in updates:
        calls = [[*stops[each.stop], *times] for each in update.stops if each.stop in stops and (times := _moments(each))]
        route = matcher.find_route(update.name)
        if len(calls) < 2 or not route:
            told.unmatched += 1
            continue
        told.matched += 1
        name = update.name
        made.append(
            AddedTrip(
                matcher.feed.key,
                name.trip or "",
                route,
                name.direction or 0,
                update.headsign,
                update.told_at or made_at,
                calls,
            )  # fmt: skip
        )
    return made


def _moments(stop):
    """(arrival, departure) in Unix time, None where neither is said."""
    if stop.relation != messages.STOPS:
        return None
    arrival, departure = (each and each.at for each in (stop.arrival, stop.departure))
    return (arrival or departure, departure or arrival) if arrival or departure else None


def _tell_vehicles(told, vehicles, matcher, made_at):
    matches = [seen.name and matcher.match(seen.name, seen.told_at) for seen in vehicles]
    calls = matcher.read_calls([match[0] for match in matches if match])
    found = {}
    for seen, match in zip(vehicles, matches, strict=True):
        route = match[0].route if match else seen.name and matcher.find_route(seen.name)
        told.matched, told.unmatched = told.matched + bool(match), told.unmatched + (not match)
        if route:
            vehicle = _place_vehicle(seen, match, route, matcher.feed.key, calls, made_at)
            if vehicle.id not in found or found[vehicle.id].told_at <= vehicle.told_at:
                found[vehicle.id] = vehicle
    told.state.vehicles = list(found.values())


def _place_vehicle(seen, match, route, feed, calls, made_at):
    ride, day = match or (None, None)
    its = calls[ride.number] if ride else []
    position = find_position(seen, its)
    return LiveVehicle(
        feed, seen.id, seen.label, route, ride.direction if ride else seen.name.direction,
        ride.trip if ride else None, day, ride.start_s if ride else None, seen.lon, seen.lat, seen.bearing, seen.speed,
        position, its[position].key if position is not None else None, seen.status, min(seen.told_at or made_at, made_at),
    )  # fmt: skip


def find_position(seen, calls):
    """The position of the stop that a vehicle is at or on its way to: as it says, else the stop nearest to it. None without."""
    if not calls:
        return None
    by_sequence = next((at for at, call in enumerate(calls) if call.sequence == seen.sequence), None)
    if by_sequence is not None:
        return by_sequence
    by_stop = next((at for at, call in enumerate(calls) if seen.stop and call.stop == seen.stop), None)
    if by_stop is not None:
        return by_stop
    return min(range(len(calls)), key=lambda at: (calls[at].lon - seen.lon) ** 2 * 0.56 + (calls[at].lat - seen.lat) ** 2)
