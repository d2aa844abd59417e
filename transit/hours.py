"""When a line runs: first and last trains and intervals, by kinds of day that its calendar really makes."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from city.database import db
from transit.intervals import measure_interval
from transit.models import Route, ServiceDay, Trip

WINDOW = timedelta(days=28)  # four of each weekday: a holiday among them does not look like the rule
WEEK = range(7)


@dataclass(frozen=True)
class Hours:
    """Trains of one direction on some weekdays (0 is Monday; None stands for today alone, where it is special).

    Times are seconds of the service day. `interval_min` is (from, to) in the daytime, None where trains are few.
    `by_hour` is {hour: trains that start in it}.
    """

    weekdays: tuple | None
    count: int
    first_s: int | None
    last_s: int | None
    interval_min: tuple | None
    by_hour: dict = field(default_factory=dict)


def list_hours(key, timetable, today):
    """{direction: [Hours]} of a line."""
    starts = read_starts(key)
    services = {service for by_service in starts.values() for service in by_service}
    kinds = list_kinds(read_days(services, *window(timetable, today)), today)
    return {
        direction: [
            _describe(weekdays, [at for each in running for at in by_service.get(each, [])]) for weekdays, running in kinds
        ]
        for direction, by_service in starts.items()
    }


def find_today(kinds, today):
    """The Hours among those of one direction that hold today."""
    return next((each for each in kinds if each.weekdays is None or today.weekday() in each.weekdays), None)


def window(timetable, today):
    """(first, last) of the days to judge by: the next four weeks, or the first four of a timetable of other times."""
    first = today if timetable.covers(today) else timetable.first_day
    return first, min(first + WINDOW - timedelta(days=1), timetable.last_day)


def list_kinds(days, today):
    """[(weekdays, services)]: weekdays on which mostly the same services run; before them today, if it is an exception."""
    usual = {weekday: _most_common(days, weekday) for weekday in WEEK}
    kinds = defaultdict(list)
    for weekday, services in usual.items():
        kinds[services].append(weekday)
    exception = [(None, days[today])] if today in days and days[today] != usual[today.weekday()] else []
    return exception + [(tuple(weekdays), services) for services, weekdays in kinds.items()]


def _most_common(days, weekday):
    found = Counter(services for day, services in days.items() if day.weekday() == weekday)
    return found.most_common(1)[0][0] if found else frozenset()


def read_starts(key):
    """{direction: {service: [seconds at which trains start]}}."""
    query = select(Trip.direction, Trip.service_id, Trip.start_s).join(Route, Route.id == Trip.route_id)
    found = defaultdict(lambda: defaultdict(list))
    for direction, service_id, start_s in db.session.execute(query.where(Route.key == key).order_by(Trip.direction)):
        found[direction][service_id].append(start_s)
    return found


def read_days(services, first, last):
    """{day: services that run on it}, for every day from first to last."""
    found = {first + timedelta(days=number): set() for number in range((last - first).days + 1)}
    query = select(ServiceDay.day, ServiceDay.service_id).where(ServiceDay.service_id.in_(services))
    for day, service_id in db.session.execute(query.where(ServiceDay.day.between(first, last))):
        found[day].add(service_id)
    return {day: frozenset(its) for day, its in found.items()}


def _describe(weekdays, starts):
    starts = sorted(starts)
    if not starts:
        return Hours(weekdays, 0, None, None, None)
    return Hours(weekdays, len(starts), starts[0], starts[-1], measure_interval(starts), count_by_hour(starts))


def count_by_hour(starts):
    """{hour: trips that start in it}, from the first hour to the last one with none left out; hours go past 23."""
    counts = Counter(at // 3600 for at in starts)
    return {hour: counts[hour] for hour in range(min(counts), max(counts) + 1)} if counts else {}
