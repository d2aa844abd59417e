"""A made-up but believable GTFS-Realtime of a timetable: most trips on time, some late and later, a few cancelled.

What becomes of a trip follows from its name, its day and a seed alone: asked again, the simulator tells the same story,
further on.
"""

from dataclasses import dataclass
from random import Random

from transit.realtime import messages, refusals, schedule
from transit.realtime.along import Ways
from transit.realtime.messages import Message, StopUpdate, Told, TripName, TripUpdate, VehicleSeen
from transit.timetable import begin_of

BEFORE_S, AHEAD_S = 20 * 60, 45 * 60  # trips that have ended, and that begin, so near are told of
KNOWN_BEFORE_S = 15 * 60  # before the start nobody knows of a delay for longer
CANCELLED_SHARE, SKIPPING_SHARE, SILENT_SHARE, LATE_SHARE, EARLY_SHARE = 0.02, 0.02, 0.02, 0.2, 0.03


@dataclass(frozen=True)
class Story:
    """What becomes of a trip: `delays` at each stop in seconds, or it is cancelled or silent; `skipped` is a position."""

    delays: tuple
    cancelled: bool
    silent: bool
    skipped: int | None
    vehicle: str


def tell_story(ride, day, stops, seed):
    """The Story of a ride on a day."""
    dice = Random(f"{seed}/{ride.trip}/{day}/{ride.start_s}")
    fate, vehicle = dice.random(), str(dice.randint(1000, 9999))
    cancelled = fate < CANCELLED_SHARE
    skips = CANCELLED_SHARE <= fate < CANCELLED_SHARE + SKIPPING_SHARE
    silent = CANCELLED_SHARE + SKIPPING_SHARE <= fate < CANCELLED_SHARE + SKIPPING_SHARE + SILENT_SHARE
    kind = dice.random()
    begin = dice.gauss(15, 25)
    growth = dice.gauss(20, 30)
    if kind < LATE_SHARE:
        growth = dice.uniform(120, 540)
    elif kind > 1 - EARLY_SHARE:
        growth = dice.uniform(-150, -60)
    delays = tuple(round(begin + growth * at / max(stops - 1, 1) + dice.gauss(0, 8)) for at in range(stops))
    skipped = dice.randrange(1, stops - 1) if skips and stops > 2 else None
    return Story(delays, cancelled, silent, skipped, vehicle)


class Simulator:
    """Tells of the timetable `key`. Raises NothingToSimulate where there is none. Needs an application context."""

    def __init__(self, key, seed=1):
        self.feed, self.seed = schedule.find_feed(key), seed
        if not self.feed:
            raise refusals.NothingToSimulate(key=key)
        self._ways = Ways()

    def tell(self, now):
        """The Message at a moment."""
        moment, updates, vehicles = int(now.timestamp()), [], []
        for day in schedule.days_around(now.astimezone(self.feed.zone).date(), self.feed.longest_s):
            begin_s = int(begin_of(day, self.feed.zone).timestamp())
            rides = schedule.list_running(self.feed.key, day, moment - begin_s - BEFORE_S, moment - begin_s + AHEAD_S)
            calls = schedule.read_calls(rides)
            self._ways.load(rides)
            for ride in rides:
                self._tell_ride(ride, day, calls[ride.number], begin_s, moment, updates, vehicles)
        return Message(moment, True, tuple(updates), tuple(vehicles))

    def _tell_ride(self, ride, day, calls, begin_s, moment, updates, vehicles):
        story = tell_story(ride, day, len(calls), self.seed)
        name = TripName(ride.trip, None, None, ride.start_s, day)
        if story.cancelled:
            updates.append(TripUpdate(TripName(ride.trip, None, None, ride.start_s, day, messages.CANCELLED)))
            return
        times = list_times(calls, story, begin_s)
        at = next((at for at, (_arrival, departure) in enumerate(times) if departure >= moment), None)
        if at is None or story.silent:
            return
        if at or times[0][1] - moment < KNOWN_BEFORE_S:
            updates.append(TripUpdate(name, tuple(list_told(calls, story, times, at)), None, moment))
        if times[0][0] <= moment:
            vehicles.append(self._place(ride, name, story, calls, times, at, moment))

    def _place(self, ride, name, story, calls, times, at, moment):
        """The vehicle of a trip between the stop before `at` and that one, along its way."""
        waits = times[at][0] <= moment or at == 0
        share = 1.0 if waits else (moment - times[at - 1][1]) / max(times[at][0] - times[at - 1][1], 1)
        before, to = calls[max(at - 1, 0)], calls[at]
        lon, lat, bearing, metres = self._ways.place(ride.number, before, to, max(0.0, min(share, 1.0)))
        speed = 0.0 if waits else metres / max(times[at][0] - times[at - 1][1], 1)
        near = not waits and times[at][0] - moment < 20
        status = messages.STOPPED if waits else messages.INCOMING if near else messages.IN_TRANSIT
        return VehicleSeen(
            f"sim-{story.vehicle}-{ride.number}", story.vehicle, lon, lat, name, bearing, round(speed, 1),
            to.sequence, to.stop, status, moment,
        )  # fmt: skip


def list_times(calls, story, begin_s):
    """[(arrival, departure)] as they will be, in Unix time; nobody overtakes oneself, nor leaves the first stop early."""
    found, last = [], 0
    for at, (call, delay) in enumerate(zip(calls, story.delays, strict=True)):
        delay = max(0, delay) if at == 0 else delay
        arrival = max(begin_s + call.arrival_s + delay, last)
        departure = max(begin_s + call.departure_s + delay, arrival)
        found.append((arrival, departure))
        last = departure
    return found


def list_told(calls, story, times, at):
    """StopUpdates from the position `at` on: the delay at the next stop, which holds for the others, and the stop left out."""
    for position in range(at, len(calls)):
        call = calls[position]
        if position == story.skipped:
            yield StopUpdate(call.sequence, call.stop, relation=messages.SKIPPED)
        elif position == at or position == at + 1 == (story.skipped or 0) + 1:
            arrival, departure = times[position]
            yield StopUpdate(call.sequence, call.stop, Told(at=arrival), Told(at=departure))
