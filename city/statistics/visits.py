"""Pages opened: adding what a process has counted, and reading it by day, service, language and kind of page."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Date, bindparam, func, select, text

from city.database import db
from city.statistics.models import Visit

DAYS = 30
MOST_ROUTES = 20
ADD = text(
    "INSERT INTO city_visit (day, route, language, service, count) VALUES (:day, :route, :language, :service, :count) "
    "ON CONFLICT (day, route, language) DO UPDATE SET count = city_visit.count + excluded.count"
).bindparams(bindparam("day", type_=Date))


@dataclass(frozen=True, order=True)
class Opened:
    """A page that was opened, as it is counted."""

    day: object  # a date in Tashkent
    route: str
    language: str
    service: str


def add(counts):
    """Add {Opened: how often}, inside a unit of work; in one order, so that two processes do not wait for each other."""
    for opened in sorted(counts):
        db.session.execute(ADD, vars(opened) | {"count": counts[opened]})


def list_days(today):
    """[(day, how often)] of the last 30 days, those without visits too, the newest first; [] where there is nothing at all."""
    counts = dict(db.session.execute(_sum(Visit.day, today)).all())
    return [(day, counts.get(day, 0)) for day in (today - timedelta(days=n) for n in range(DAYS))] if counts else []


def list_services(today):
    return _list(Visit.service, today)


def list_languages(today):
    return _list(Visit.language, today)


def list_routes(today):
    """The kinds of page that were opened most."""
    return _list(Visit.route, today)[:MOST_ROUTES]


def list_all():
    """All that is counted, for the file: (day, service, route, language, count)."""
    columns = (Visit.day, Visit.service, Visit.route, Visit.language, Visit.count)
    return db.session.execute(select(*columns).order_by(Visit.day, Visit.route, Visit.language)).all()


def _list(column, today):
    """[(value, how often)] in the last 30 days, the most often first."""
    return [tuple(row) for row in db.session.execute(_sum(column, today).order_by(func.sum(Visit.count).desc(), column))]


def _sum(column, today):
    return select(column, func.sum(Visit.count)).where(Visit.day > today - timedelta(days=DAYS)).group_by(column)
