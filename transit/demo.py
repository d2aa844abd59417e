"""The demonstration timetable: the metro, by a feed that the project builds from facts and assumptions of its own."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from city.clock import TASHKENT
from city.database import db
from transit import metro
from transit.analysis import measuring
from transit.models import Feed
from transit.versions import taking

KEY = "metro"
MAX_MB = 100
RENEWED_BEFORE = timedelta(days=60)


def metro_period(now):
    """(first day, last day) of the metro's feed: this year and the next, by the calendar of Tashkent."""
    year = now.astimezone(TASHKENT).year
    return date(year, 1, 1), date(year + 1, 12, 31)


def load_demo(now):
    """Import the metro's feed where it is wanted, and work out what there is to say of it. Inside a unit of work."""
    load_feed(now)
    measuring.bring_up_to_date(now)


def load_feed(now):
    """Import the metro's feed where there is none, or where ours is near its end. Inside a unit of work."""
    if not _is_wanted(now):
        return
    from transit import importing

    with TemporaryDirectory(prefix="transit-") as folder:
        path = Path(folder) / "metro.zip"
        metro.build_feed(path, *metro_period(now))
        taking.take_in(taking.Arrival(KEY, path, path.name), taking.inside(now, MAX_MB, importing.Silent()))


def _is_wanted(now):
    """Whether to load: a timetable that somebody imported under our key is never replaced by ours."""
    found = db.session.execute(select(Feed.last_day, Feed.illustrative).where(Feed.key == KEY)).first()
    return not found or (found.illustrative and found.last_day < now.astimezone(TASHKENT).date() + RENEWED_BEFORE)
