"""Working out the figures of all timetables in use, and putting them in the place of the old ones."""

import json
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select

from city.database import db, insert_rows
from city.districts import District
from transit.analysis import access, service, timetables
from transit.analysis.models import Access, Analysis, HourService, LineService

LINE = (
    *("line", "direction", "weekdays", "trips", "first_s", "last_s", "stop"),
    *("headway_s", "shortest_s", "longest_s", "wait_s", "distance_m", "duration_s"),
)
HOUR = ("line", "direction", "weekdays", "hour", "departures", "headway_s", "distance_m", "duration_s")
ACCESS = ("district", "kind", "area_m2", "reached_m2", "people", "people_reached", "gap")


@dataclass(frozen=True)
class Worked:
    """Rows of the tables, and of what they were worked out."""

    made_of: str
    lines: list
    hours: list
    access: list


def describe_sources(now):
    """What the figures depend on, as text: each timetable as imported, the week (kinds of day move with it), the people."""
    day = now.date()
    feeds = [(each.key, each.version, each.imported_at.isoformat()) for each in timetables.list_timetables()]
    people = db.session.scalar(select(func.sum(District.population))) or 0
    return json.dumps([feeds, str(day - timedelta(days=day.weekday())), people])


def is_due(now):
    """Whether the figures kept are not those of the timetables in use."""
    return describe_sources(now) != (db.session.scalar(select(Analysis.made_of)) or "[[]]")


def work_out(now):
    """All figures, of what is in the database; nothing is written."""
    made_of, lines, hours = describe_sources(now), [], []
    for line in timetables.list_lines(now):
        for weekdays, services in line.kinds.items():
            if found := service.measure(line.calls, services, line.lengths_m):
                name = (line.key, line.calls.direction, "".join(map(str, weekdays)))
                lines.append((*name, *_row(found, line.stops)))
                hours += [(*name, *vars(hour).values()) for hour in found.hours]
    reaches = [tuple(vars(each).values()) for each in access.list_reaches()]
    return Worked(made_of, lines, hours, reaches)


def _row(found, stops):
    times = (found.trips, found.first_s, found.last_s, stops[found.stop_id])
    return (*times, *vars(found.intervals).values(), found.distance_m, found.duration_s)


def keep(worked, now):
    """Put the figures in the place of the old ones, inside a unit of work."""
    for model in (Analysis, LineService, HourService, Access):
        db.session.execute(delete(model))
    insert_rows(LineService, LINE, worked.lines)
    insert_rows(HourService, HOUR, worked.hours)
    insert_rows(Access, ACCESS, worked.access)
    db.session.add(Analysis(id=1, made_at=now, made_of=worked.made_of))
    db.session.flush()


def bring_up_to_date(now):
    """Work out and keep the figures where they are due; whether they were. Inside a unit of work."""
    due = is_due(now)
    if due:
        keep(work_out(now), now)
    return due
