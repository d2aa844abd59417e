"""Downloads: adding what a process has counted and measured, and reading it by dataset, file and month."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Date, bindparam, func, select, text

from city.database import db
from city.opendata.models import Download, Measure

MONTHS = 12
ADD = text(
    "INSERT INTO city_opendata_download (day, dataset, file, count) VALUES (:day, :dataset, :file, :count) "
    "ON CONFLICT (day, dataset, file) DO UPDATE SET count = city_opendata_download.count + excluded.count"
).bindparams(bindparam("day", type_=Date))
MEASURE = text(
    "INSERT INTO city_opendata_measure (dataset, file, version, size, row_count) "
    "VALUES (:dataset, :file, :version, :size, :row_count) ON CONFLICT (dataset, file) "
    "DO UPDATE SET version = excluded.version, size = excluded.size, row_count = excluded.row_count"
)


@dataclass(frozen=True)
class Downloaded:
    """A file that somebody took, as it is counted."""

    day: object  # a date in Tashkent
    dataset: str
    file: str


@dataclass(frozen=True)
class Measured:
    """A file that was made: of which version it was, and how large it came out."""

    dataset: str
    file: str
    version: str
    size: int
    row_count: int


def add(counts):
    """Keep {Downloaded or Measured: how often}, inside a unit of work; in one order, so that two do not wait for each other."""
    for what in sorted(counts, key=lambda each: (type(each).__name__, each.dataset, each.file)):
        if isinstance(what, Measured):
            db.session.execute(MEASURE, vars(what))
        else:
            db.session.execute(ADD, vars(what) | {"count": counts[what]})


def find_measures(dataset):
    """{file: Measure} of a dataset; of which version each is, it says itself."""
    return {each.file: each for each in db.session.scalars(select(Measure).where(Measure.dataset == dataset))}


def list_months(today, dataset=None):
    """[(first day of the month, how often)] of the last twelve months with downloads, the newest first."""
    months = {}
    for day, count in db.session.execute(_sum((Download.day,), today, dataset)):
        first = day.replace(day=1)
        months[first] = months.get(first, 0) + count
    return sorted(months.items(), reverse=True)


def list_files(today, dataset=None):
    """[((dataset, file), how often)] in the last twelve months, the most often first."""
    rows = db.session.execute(_sum((Download.dataset, Download.file), today, dataset).order_by(func.sum(Download.count).desc()))
    return [((key, file), count) for key, file, count in rows]


def list_all():
    """All that is counted, for the file: (day, dataset, file, count)."""
    columns = (Download.day, Download.dataset, Download.file, Download.count)
    return db.session.execute(select(*columns).order_by(*columns[:3])).all()


def begin_of(today):
    """The first day of the twelve months that end with this one."""
    month = today.replace(day=1)
    for _ in range(MONTHS - 1):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def _sum(columns, today, dataset):
    query = select(*columns, func.sum(Download.count)).where(Download.day >= begin_of(today)).group_by(*columns)
    return query.where(Download.dataset == dataset) if dataset else query
