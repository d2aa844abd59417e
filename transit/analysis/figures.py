"""Reading the figures for pages, JSON and files: what was kept, with lines and districts as they are called today."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from city.database import db
from city.districts import list_districts
from transit.analysis import access, measuring, timetables
from transit.analysis.models import Access, Analysis, HourService, LineService
from transit.models import Direction, Headsign, Route
from transit.network import LINE, LINE_ORDER, read_line
from transit.shown import Line
from transit.words import Words, name_columns

WEEK = range(7)


@dataclass(frozen=True)
class About:
    """Of all figures: when they were worked out (None: not yet), whether of the timetables in use, and which these are."""

    made_at: object
    is_current: bool
    timetables: list

    @property
    def illustrative(self):
        return any(each.illustrative for each in self.timetables)


@dataclass(frozen=True)
class Served:
    """A line one way, with the LineService of a kind of day."""

    line: Line
    headsign: Words
    service: LineService


@dataclass(frozen=True)
class NetworkHour:
    """All lines in one hour of the service day."""

    hour: int
    departures: int
    distance_m: float
    duration_s: int

    @property
    def speed_kmh(self):
        return self.distance_m / self.duration_s * 3.6 if self.duration_s else None


@dataclass(frozen=True)
class People:
    """Of the whole city: people, and how many of them live near stops of a kind."""

    kind: str
    people: int
    reached: int

    @property
    def beyond(self):
        return self.people - self.reached

    @property
    def share(self):
        return self.reached / self.people if self.people else 0


@dataclass(frozen=True)
class Summary:
    """All lines of a kind of day together."""

    lines: int
    trips: int
    distance_km: float
    speed_kmh: float | None
    headway_min: float | None  # the median over lines and directions


def read_about(now):
    made_at = db.session.scalar(select(Analysis.made_at))
    return About(made_at, made_at is not None and not measuring.is_due(now), timetables.list_timetables())


def list_day_kinds():
    """Kinds of day of all lines together: weekdays between which no line makes a difference, the commonest kind first."""
    each_line = db.session.scalars(select(LineService.weekdays).distinct().order_by(LineService.weekdays)).all()
    kinds = defaultdict(list)
    for weekday in WEEK if each_line else ():
        kinds[tuple(str(weekday) in weekdays for weekdays in each_line)].append(weekday)
    return sorted(map(tuple, kinds.values()), key=lambda weekdays: (-len(weekdays), weekdays))


def list_served(weekday, key=None):
    """The Served of all lines that run on a weekday, by the order of lines; only of the line `key` where one is given.

    Every kind of day where `weekday` is None.
    """
    query = select(LineService, *LINE, *name_columns(Headsign)).join(Route, Route.key == LineService.line)
    query = _with_headsign(query, LineService)
    query = query.where(LineService.weekdays.contains(str(weekday))) if weekday is not None else query
    query = query.where(LineService.line == key) if key else query
    order = (Route.feed_id, *LINE_ORDER, LineService.direction, LineService.weekdays)
    return [
        Served(read_line(row[: len(LINE)]), Words(*row[len(LINE) :]), service)
        for service, *row in db.session.execute(query.order_by(*order))
    ]


def _with_headsign(query, model):
    query = query.join(Direction, (Direction.route_id == Route.id) & (Direction.direction == model.direction))
    return query.join(Headsign, Headsign.id == Direction.headsign_id)


def list_hours(key=None):
    """{(line, direction, weekdays): [HourService]} of one line, or of all."""
    query = select(HourService).order_by(HourService.line, HourService.direction, HourService.weekdays, HourService.hour)
    found = defaultdict(list)
    for each in db.session.scalars(query.where(HourService.line == key) if key else query):
        found[each.line, each.direction, each.weekdays].append(each)
    return found


def sum_hours(weekday):
    """A NetworkHour for every hour of a weekday in which something leaves."""
    sums = (func.sum(column) for column in (HourService.departures, HourService.distance_m, HourService.duration_s))
    query = select(HourService.hour, *sums).where(HourService.weekdays.contains(str(weekday)))
    return [NetworkHour(*row) for row in db.session.execute(query.group_by(HourService.hour).order_by(HourService.hour))]


def list_access():
    """[(District, {kind: Access})], those with most people beyond reach first; empty while nothing was worked out."""
    by_district = defaultdict(dict)
    for each in db.session.scalars(select(Access).options(defer(Access.gap))):
        by_district[each.district][each.kind] = each
    found = [(district, by_district[district.key]) for district in list_districts() if district.key in by_district]
    return sorted(found, key=lambda pair: -pair[1][access.ANY].people_beyond)


def sum_people(by_district):
    """{kind: People} of what list_access gave."""
    found = {}
    for kind in access.KINDS:
        rows = [kinds[kind] for _district, kinds in by_district]
        found[kind] = People(kind, sum(row.people for row in rows), sum(row.people_reached for row in rows))
    return found


def list_gaps():
    """[(District, Access with its gap)] of the districts that have one, most people beyond reach first."""
    rows = db.session.scalars(select(Access).where(Access.kind == access.ANY, Access.gap.is_not(None)))
    names = {district.key: district for district in list_districts()}
    found = [(names[row.district], row) for row in rows if row.district in names]
    return sorted(found, key=lambda pair: -pair[1].people_beyond)


def sum_up(served):
    """The Summary of some Served."""
    services = [each.service for each in served]
    metres, seconds = sum(each.distance_m for each in services), sum(each.duration_s for each in services)
    headways = sorted(each.headway_min for each in services if each.headway_min is not None)
    speed_kmh = metres / seconds * 3.6 if seconds else None
    lines, trips = len({each.line.key for each in served}), sum(each.trips for each in services)
    return Summary(lines, trips, metres / 1000, speed_kmh, headways[len(headways) // 2] if headways else None)
