"""How punctual lines were: departures early, on time and late, by line and hour, worked out from the archive day by day.

A departure is on time when it leaves from one minute before to five minutes after its time in the timetable; the arrival at
the last stop counts likewise. What was last told before a stop was reached stands for what happened there.
"""

from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, insert, select

from city.clock import TASHKENT
from city.database import db
from transit.realtime import archive
from transit.realtime.models import CANCELLED, Punctuality, SeenPattern, SeenTrip

EARLY_S, LATE_S = -60, 300
HOUR_S = 3600
OPEN_DAYS = 3  # a trip of the day before yesterday may still have been on its way
PERIODS = (1, 7, 28, 90)  # days that a page may ask for


@dataclass(frozen=True)
class Figures:
    """Departures of a line, of an hour, or of all."""

    trips: int = 0
    cancelled: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    delay_sum_s: int = 0

    @property
    def departures(self):
        return self.early + self.on_time + self.late

    @property
    def on_time_share(self):
        return self.on_time / self.departures if self.departures else None

    @property
    def cancelled_share(self):
        return self.cancelled / self.trips if self.trips else None

    @property
    def mean_delay_s(self):
        return round(self.delay_sum_s / self.departures) if self.departures else None


NUMBERS = tuple(Figures.__dataclass_fields__)


def list_open_days(now):
    """Days of the archive that may still change, the last OPEN_DAYS, and those that were never worked out."""
    since = now.astimezone(TASHKENT).date() - timedelta(days=OPEN_DAYS - 1)
    done = select(Punctuality.day).where(Punctuality.day < since)
    return sorted(db.session.scalars(select(SeenTrip.day).where(SeenTrip.day.not_in(done)).distinct()))


def work_out(day):
    """Work out one day anew from the archive, inside a unit of work."""
    rows = defaultdict(lambda: dict.fromkeys(NUMBERS, 0))
    facts = {}
    columns = (SeenTrip.feed, SeenTrip.route, SeenTrip.start_s, SeenTrip.state, SeenTrip.delays, SeenTrip.simulated)
    query = select(*columns, SeenPattern.stops).join(SeenPattern, SeenPattern.id == SeenTrip.pattern_id)
    for trip in db.session.execute(query.where(SeenTrip.day == day)):
        facts[trip.route] = (trip.feed, trip.simulated or facts.get(trip.route, (None, False))[1])
        _count(rows, trip)
    db.session.execute(delete(Punctuality).where(Punctuality.day == day))
    made = [_row(day, *key, facts[key[0]], numbers) for key, numbers in rows.items()]
    if made:
        db.session.execute(insert(Punctuality), made)


def _row(day, route, hour, facts, numbers):
    return {"day": day, "route": route, "hour": hour, "feed": facts[0], "simulated": facts[1], **numbers}


def _count(rows, trip):
    began = rows[trip.route, trip.start_s // HOUR_S]
    began["trips"] += 1
    if trip.state == CANCELLED:
        began["cancelled"] += 1
        return
    for scheduled_s, delay_s in list_times(archive.read_stops(trip.stops), archive.unpack(trip.delays), trip.start_s):
        numbers = rows[trip.route, scheduled_s // HOUR_S]
        numbers["early" if delay_s < EARLY_S else "late" if delay_s > LATE_S else "on_time"] += 1
        numbers["delay_sum_s"] += delay_s


def list_times(stops, delays, start_s):
    """[(time in the timetable, delay)] of the stops of a trip where it is known: departures, and the arrival at the last."""
    last = len(stops) - 1
    for at, (_key, arrival_s, departure_s) in enumerate(stops):
        scheduled, delay = (arrival_s, delays[2 * at]) if at == last else (departure_s, delays[2 * at + 1])
        if delay > archive.SKIPPED:
            yield start_s + scheduled, delay


SUMS = tuple(func.sum(getattr(Punctuality, name)) for name in NUMBERS)


def list_by_line(since, until, line=None):
    """{key of a line: Figures} of some days."""
    return dict(_sum(Punctuality.route, since, until, line))


def list_by_hour(since, until, line=None):
    """{hour of the clock: Figures} of some days, of one line or of all."""
    found = {}
    for hour, figures in _sum(Punctuality.hour, since, until, line):
        found[hour % 24] = _add(found.get(hour % 24, Figures()), figures)
    return dict(sorted(found.items()))


def add_up(figures):
    """The Figures of several together."""
    total = Figures()
    for each in figures:
        total = _add(total, each)
    return total


def is_simulated(since, until, line=None):
    """Whether any of it comes from a simulator."""
    query = _where(select(Punctuality.day), since, until, line).where(Punctuality.simulated)
    return db.session.execute(query.limit(1)).first() is not None


def list_rows(feeds):
    """Every Punctuality there is, of some feeds, in order of days."""
    query = select(Punctuality).where(Punctuality.feed.in_(list(feeds)))
    query = query.order_by(Punctuality.day, Punctuality.route, Punctuality.hour)
    with closing(db.session.scalars(query, execution_options={"yield_per": 2000})) as rows:
        yield from rows  # a preview reads only the first


def find_last_day(feeds):
    return db.session.scalar(select(func.max(Punctuality.day)).where(Punctuality.feed.in_(list(feeds))))


def has_simulated(feeds):
    """Whether any figure of some feeds comes from a simulator."""
    query = select(Punctuality.day).where(Punctuality.feed.in_(list(feeds)), Punctuality.simulated)
    return db.session.execute(query.limit(1)).first() is not None


def _add(one, other):
    return Figures(*(getattr(one, name) + getattr(other, name) for name in NUMBERS))


def _where(query, since, until, line):
    query = query.where(Punctuality.day >= since, Punctuality.day <= until)
    return query.where(Punctuality.route == line) if line else query


def _sum(column, since, until, line):
    query = _where(select(column, *SUMS), since, until, line).group_by(column).order_by(column)
    for key, *sums in db.session.execute(query):
        yield key, Figures(*map(int, sums))
