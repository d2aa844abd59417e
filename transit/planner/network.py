"""All active timetables as arrays: what the planner knows of stops, lines, rides, days and ways on foot.

Stops, lines and services are told by their place in these arrays; `stop_id` and the like lead back to the database.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

import numpy as np

from city.clock import TASHKENT
from transit.planner.tables import Rides
from transit.timetable import DAY_S, begin_of

DAYS_AROUND = 2  # a day's table looks for services from so many days before to as many after: zones differ, rides are long


@dataclass(frozen=True)
class Network:
    """Arrays; `first` ones are offsets. Places are in degrees, and in metres from the middle of all stops."""

    stop_id: np.ndarray
    station_id: np.ndarray  # of a platform its station, else its own
    lon: np.ndarray
    lat: np.ndarray
    x: np.ndarray
    y: np.ndarray
    accessible: np.ndarray  # of stops, as in GTFS: 0 nobody says, 1 wheelchairs can board, 2 they cannot
    route_id: np.ndarray
    route_type: np.ndarray
    pattern_route: np.ndarray
    pattern_direction: np.ndarray
    pattern_accessible: np.ndarray
    trip_id: np.ndarray
    headsign_id: np.ndarray
    ride_first: np.ndarray
    ride_pattern: np.ndarray
    ride_service: np.ndarray
    ride_block: np.ndarray  # rides of a block are one vehicle; -1 where nobody says
    call_stop: np.ndarray
    call_arrival: np.ndarray
    call_departure: np.ndarray
    call_flags: np.ndarray
    service_id: np.ndarray
    service_zone: np.ndarray
    service_first: np.ndarray
    service_days: np.ndarray  # ordinals, sorted for each service
    zones: np.ndarray  # their names
    seats_from: np.ndarray  # rides that go on as others, so that one stays seated
    seats_to: np.ndarray
    apart_from: np.ndarray  # rides after which one must get off all the same
    apart_to: np.ndarray
    given_from: np.ndarray
    given_to: np.ndarray
    given_s: np.ndarray  # as the timetable says; from a stop to itself the least time to change
    barred_from: np.ndarray  # pairs of stops between which nobody changes
    barred_to: np.ndarray
    near_from: np.ndarray
    near_to: np.ndarray
    near_m: np.ndarray

    @classmethod
    def names(cls):
        return [each.name for each in fields(cls)]

    @cached_property
    def rides(self):
        calls = (self.call_stop, self.call_arrival, self.call_departure, self.call_flags)
        pairs = ((self.seats_from, self.seats_to), (self.apart_from, self.apart_to))
        return Rides(self.ride_first, *calls, self.ride_pattern, self.ride_service, self.ride_block, *pairs)

    @cached_property
    def zone_infos(self):
        return [ZoneInfo(str(name)) for name in self.zones]

    @cached_property
    def stop_at(self):
        """{stop_id: place in the arrays}."""
        return {int(number): at for at, number in enumerate(self.stop_id)}

    @cached_property
    def platforms(self):
        """{station_id or stop_id: places of the stops that vehicles call at there}."""
        found = {}
        for at, (stop, station) in enumerate(zip(self.stop_id.tolist(), self.station_id.tolist(), strict=True)):
            for number in {stop, station}:
                found.setdefault(number, []).append(at)
        return found

    def days_around(self, day):
        """[(seconds by which services are shifted, which run)] of a day's table, and a name that equal ones share."""
        around = []
        for ahead in range(-DAYS_AROUND, DAYS_AROUND + 1):
            other = day + timedelta(days=ahead)
            for number, zone in enumerate(self.zone_infos):
                shift = int((begin_of(other, zone) - begin_of(day, TASHKENT)).total_seconds())
                runs = self._run_on(other.toordinal()) & (self.service_zone == number)
                if runs.any() and -self.rides.longest_s <= shift < 2 * DAY_S:
                    around.append((shift, runs))
        mark = sha256()
        for shift, runs in around:
            mark.update(shift.to_bytes(8, "little", signed=True) + np.packbits(runs).tobytes())
        return around, mark.hexdigest()[:16]

    def _run_on(self, ordinal):
        """For each service whether it runs on a day."""
        service = np.searchsorted(self.service_first, np.flatnonzero(self.service_days == ordinal), "right") - 1
        runs = np.zeros(len(self.service_id), bool)
        runs[service] = True
        return runs


def begin_s(day):
    """Unix time at which the table of a day begins: its midnight in Tashkent."""
    return int(begin_of(day, TASHKENT).timestamp())


def day_of(moment):
    """The day whose table a moment is searched in."""
    return moment.astimezone(TASHKENT).date() if isinstance(moment, datetime) else date.fromordinal(moment)
