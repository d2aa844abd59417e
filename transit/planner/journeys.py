"""Journeys for pages and programs: what was found, with names, lines, times and what happens when a change is missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from city.clock import TASHKENT
from transit.planner import naming
from transit.planner.delays import find_times
from transit.planner.naming import StopName
from transit.planner.wishes import End
from transit.shown import Line
from transit.words import Words

NOON_S = 12 * 3600  # after the beginning of a day of service it is noon of that day, whatever the clocks do


@dataclass(frozen=True)
class Call:
    """A stop on the way, and when the vehicle is there."""

    stop: StopName
    arrives: datetime
    departs: datetime


@dataclass(frozen=True)
class Missed:
    """When one would be there after missing a ride, and how much later that is."""

    arrives: datetime
    later_s: int


@dataclass(frozen=True)
class Change:
    """Before a ride that is not the first: how long one has, what of it is needed, and what happens when it is missed."""

    wait_s: int
    needed_s: int
    missed: Missed | None

    @property
    def slack_s(self):
        return self.wait_s - self.needed_s


@dataclass(frozen=True)
class Ride:
    """From the first of `calls` to the last, whose times are those that are known now. `trip` is the trip_id of the feed.

    `seated`: the vehicle of the ride before goes on as this one. `late_s` is by how much it leaves and arrives late, as real
    time says, None where there is none; that may be `simulated`.
    """

    line: Line
    direction: int
    headsign: Words
    trip: str
    trip_number: int
    calls: tuple
    change: Change | None = None
    illustrative: bool = False
    seated: bool = False
    late_s: tuple | None = None
    simulated: bool = False
    is_ride = True

    @property
    def start(self):
        return self.calls[0].stop

    @property
    def goal(self):
        return self.calls[-1].stop

    @property
    def departs(self):
        return self.calls[0].departs

    @property
    def arrives(self):
        return self.calls[-1].arrives

    @property
    def planned(self):
        """When it leaves by the timetable."""
        return self.departs - timedelta(seconds=self.late_s[0] if self.late_s else 0)

    @property
    def passed(self):
        return self.calls[1:-1]


@dataclass(frozen=True)
class Walk:
    """On foot, from an End or a stop to another one."""

    start: End | StopName
    goal: End | StopName
    departs: datetime
    arrives: datetime
    metres: int
    is_ride = False


@dataclass(frozen=True)
class Journey:
    """`legs` are Rides and Walks in their order; `departs` is when one must set out for the first of them."""

    departs: datetime
    arrives: datetime
    transfers: int
    walk_m: int
    tight: bool
    legs: tuple

    @cached_property
    def key(self):
        """The same for the same rides: by it a link finds the journey again."""
        said = "|".join(f"{ride.trip}@{ride.planned.isoformat()}-{ride.goal.key}" for ride in self.rides) or "on foot"
        return sha256(said.encode()).hexdigest()[:10]

    @property
    def rides(self):
        return [leg for leg in self.legs if leg.is_ride]

    @property
    def seconds(self):
        return int((self.arrives - self.departs).total_seconds())

    @property
    def illustrative(self):
        return any(ride.illustrative for ride in self.rides)

    @property
    def simulated(self):
        return any(ride.simulated for ride in self.rides)

    @property
    def stop_keys(self):
        return {call.stop.key for ride in self.rides for call in (ride.calls[0], ride.calls[-1])}

    @property
    def line_keys(self):
        return {ride.line.key for ride in self.rides}


def describe(asking, found):
    """Journeys of the Found ones, filled in with a handful of queries."""
    return Describing(asking, found).list_journeys()


class Describing:
    """Names of all that some journeys touch, read at once."""

    def __init__(self, asking, found):
        self.asking, self.network, self.found = asking, asking.network, found
        network, rides = self.network, [ride for each in found for ride in each.rides]
        calls = {int(stop) for ride in rides for stop in network.call_stop[ride.board : ride.alight + 1]}
        self.stops = naming.name_stops({int(network.stop_id[at]) for at in calls})
        self.lines = naming.name_lines({self.line_of(ride) for ride in rides})
        self.headsigns = naming.name_headsigns({int(network.headsign_id[ride.ride]) for ride in rides})
        self.trips = naming.name_trips({int(network.trip_id[ride.ride]) for ride in rides})

    def list_journeys(self):
        return [self.describe(each) for each in self.found]

    def describe(self, found):
        zones = [self.zone_of(ride) for ride in found.rides] or [TASHKENT]
        departs, arrives = datetime.fromtimestamp(found.leaves_s, zones[0]), datetime.fromtimestamp(found.arrives_s, zones[-1])
        legs = tuple(self.list_legs(found)) if found.rides else (self.walk_all(found, departs, arrives),)
        return Journey(departs, arrives, found.transfers, found.walk_m, found.tight, legs)

    def walk_all(self, found, departs, arrives):
        return Walk(self.asking.wish.start, self.asking.wish.goal, departs, arrives, found.walk_m)

    def list_legs(self, found):
        rides, wish = found.rides, self.asking.wish
        if found.first.seconds:
            zone, first = self.zone_of(rides[0]), self.stop_at(rides[0].board)
            times = (datetime.fromtimestamp(at, zone) for at in (found.leaves_s, rides[0].departs_s))
            yield Walk(wish.start, first, *times, found.first.metres)
        for before, ride in zip((None, *rides), rides, strict=False):
            changes = before and not ride.seated
            if changes:
                yield from self.walk_between(before, ride)
            yield self.describe_ride(ride, self.describe_change(found, before, ride) if changes else None)
        if found.last.seconds:
            zone, last = self.zone_of(rides[-1]), self.stop_at(rides[-1].alight)
            times = (datetime.fromtimestamp(at, zone) for at in (rides[-1].arrives_s, found.arrives_s))
            yield Walk(last, wish.goal, *times, found.last.metres)

    def walk_between(self, before, ride):
        a, b = int(self.network.call_stop[before.alight]), int(self.network.call_stop[ride.board])
        if a != b:
            metres, _spare = self.asking.measure_change(before, ride)
            ends_s = before.arrives_s + self.asking.find_change_s(a, b)
            times = (datetime.fromtimestamp(at, self.zone_of(before)) for at in (before.arrives_s, ends_s))
            yield Walk(self.stop_at(before.alight), self.stop_at(ride.board), *times, metres)

    def describe_change(self, found, before, ride):
        _metres, spare_s = self.asking.measure_change(before, ride)
        wait_s, later = ride.departs_s - before.arrives_s, self.asking.find_next(ride)
        zone = self.zone_of(found.rides[-1])
        missed = None if later is None else Missed(datetime.fromtimestamp(later, zone), later - found.arrives_s)
        return Change(wait_s, wait_s - spare_s, missed)

    def describe_ride(self, ride, change):
        network, line = self.network, self.lines[self.line_of(ride)]
        number = int(network.trip_id[ride.ride])
        told = self.find_told(ride, self.trips[number])
        return Ride(
            line.line,
            int(network.pattern_direction[network.ride_pattern[ride.ride]]),
            self.headsigns[int(network.headsign_id[ride.ride])],
            self.trips[number].trip,
            number,
            tuple(self.list_calls(ride, told)),
            change,
            line.illustrative,
            ride.seated,
            self.measure_late(ride) if told else None,
            bool(told and self.asking.planner.told.feeds[told.feed].simulated),
        )

    def measure_late(self, ride):
        """By how many seconds it leaves and arrives later than by the timetable."""
        departure, arrival = self.network.call_departure[ride.board], self.network.call_arrival[ride.alight]
        return ride.departs_s - ride.begin_s - int(departure), ride.arrives_s - ride.begin_s - int(arrival)

    def find_told(self, ride, trip):
        """What real time tells of a ride, as LiveTrip; None where it tells nothing."""
        if not self.asking.planner.told:
            return None
        noon = datetime.fromtimestamp(ride.begin_s + NOON_S, self.zone_of(ride))
        return self.asking.planner.told.find(trip.feed, trip.trip, noon.date(), trip.start_s)

    def list_calls(self, ride, told):
        network, zone = self.network, self.zone_of(ride)
        first = int(network.ride_first[ride.ride])
        times = (network.call_arrival[first:], network.call_departure[first:])
        times = find_times(network, ride.ride, told) if told else times
        for at in range(ride.board, ride.alight + 1):
            arrives, departs = (datetime.fromtimestamp(ride.begin_s + int(each[at - first]), zone) for each in times)
            yield Call(self.stop_at(at), arrives, departs)

    def line_of(self, ride):
        network = self.network
        return int(network.route_id[network.pattern_route[network.ride_pattern[ride.ride]]])

    def zone_of(self, ride):
        network = self.network
        return network.zone_infos[int(network.service_zone[network.ride_service[ride.ride]])]

    def stop_at(self, call):
        return self.stops[int(self.network.stop_id[self.network.call_stop[call]])]
