"""The next departures of one line, or of one way of it: found in whole days, as they may be rare among all of a stop."""

from bisect import bisect_left
from datetime import datetime
from zoneinfo import ZoneInfo

from transit import day, hours, network, timetable
from transit.timetable import AHEAD_S, Departure


def list_next(stop, at, limit, line=None, direction=None):
    """The next `limit` Departures from a stop (a shown.StopPage) within a day of `at`, of a line (its key) one way if asked."""
    if not line:
        return timetable.list_departures(stop, at, limit)
    shown = next((each for each in network.list_lines_at(stop.key) if each.key == line), None)
    if not shown:
        return []
    zone = ZoneInfo(stop.timetable.timezone)
    found = sorted(_list_within(stop, at, zone, line, direction), key=lambda each: each[0])
    return [_read(shown, leaving, leaves, at, zone, day_of_it) for leaves, leaving, day_of_it in found[:limit]]


def _list_within(stop, at, zone, line, direction):
    """(second of Unix time, day.Leaving, its service day) of every departure in the coming AHEAD_S."""
    leavings = day.list_leavings(stop.key, line, direction)
    today = at.astimezone(zone).date()
    days = timetable.service_days(today, stop.timetable.longest_s)
    running = hours.read_days({each.service for each in leavings}, days[-1], days[0])
    for each_day in days:
        begins, asked = int(timetable.begin_of(each_day, zone).timestamp()), int(at.timestamp())
        start, end = (bisect_left(leavings, asked - begins + more, key=lambda each: each.departure_s) for more in (0, AHEAD_S))
        its = [each for each in leavings[start:end] if each.service in running[each_day]]
        yield from ((begins + each.departure_s, each, each_day) for each in its)


def _read(line, leaving, leaves, at, zone, service_day):
    look = (line.badge, line.colour, line.text_colour)
    moment, wait_s = datetime.fromtimestamp(leaves, zone), leaves - int(at.timestamp())
    trip = (leaving.trip_id, service_day, leaving.sequence)
    return Departure(line.key, *look, leaving.direction, leaving.headsign, moment, wait_s, *trip)
