"""What a GTFS-Realtime message says, as plain values: https://gtfs.org/documentation/realtime/reference/.

Moments are seconds of Unix time, times of day seconds of the service day as in the timetable; None is what was not said.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

# schedule_relationship of a trip: what we do about it
SCHEDULED, ADDED, DUPLICATED, CANCELLED, DELETED = "scheduled", "added", "duplicated", "cancelled", "deleted"
# and of a stop on its way
STOPS, SKIPPED, NO_DATA = "stops", "skipped", "no data"
IN_TRANSIT, INCOMING, STOPPED = "in_transit", "incoming", "stopped"


@dataclass(frozen=True)
class TripName:
    """Which trip is meant (TripDescriptor)."""

    trip: str | None = None
    route: str | None = None
    direction: int | None = None
    start_s: int | None = None
    day: date | None = None
    relation: str = SCHEDULED


class Told(NamedTuple):
    """A prediction for an arrival or a departure (StopTimeEvent): a delay in seconds, or a moment."""

    delay_s: int | None = None
    at: int | None = None


class StopUpdate(NamedTuple):
    """What is said of one stop of a trip (StopTimeUpdate)."""

    sequence: int | None = None
    stop: str | None = None
    arrival: Told | None = None
    departure: Told | None = None
    relation: str = STOPS


@dataclass(frozen=True)
class TripUpdate:
    name: TripName
    stops: tuple = ()
    delay_s: int | None = None
    told_at: int | None = None
    headsign: str = ""

    @property
    def is_timed(self):
        """Whether it predicts anything. What it says of cancellations and skipped stops does not grow old by itself."""
        return self.delay_s is not None or any(stop.arrival or stop.departure for stop in self.stops)

    @property
    def first_moment(self):
        """The first moment that it names, or None: where no day is given, the trip is looked for around it."""
        told = (each for stop in self.stops for each in (stop.arrival, stop.departure))
        return next((each.at for each in told if each and each.at), None)


@dataclass(frozen=True)
class VehicleSeen:
    """Where a vehicle was (VehiclePosition)."""

    id: str
    label: str
    lon: float
    lat: float
    name: TripName | None = None
    bearing: float | None = None
    speed: float | None = None  # metres a second
    sequence: int | None = None
    stop: str | None = None
    status: str = IN_TRANSIT
    told_at: int | None = None


@dataclass(frozen=True)
class Message:
    """A FeedMessage without its alerts, which are read by transit.alerts; `simulated` where a simulator made it, as it says."""

    made_at: int | None
    simulated: bool
    updates: tuple
    vehicles: tuple
