"""Importing green areas from a file: all of it or nothing. An id that is known is brought up to date."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from city import search
from city.database import db
from city.districts import list_districts
from greenspace import sharing
from greenspace.models import Space
from greenspace.reading import read_file
from greenspace.refusals import SameKey
from greenspace.rows import COLUMNS, Checked, check_row

DEMO = Path(__file__).parent / "data" / "spaces.csv"


@dataclass(frozen=True)
class CheckedFile:
    """Rows fit to be kept, and the columns that mean nothing to us."""

    rows: list[Checked]
    passed_over: list[str]


@dataclass(frozen=True)
class Imported:
    added: int
    updated: int


def check_file(path):
    """Every row of a file, checked. Reads the districts only, changes nothing. Raises Refused."""
    rows = read_file(path)
    districts = [district.key for district in list_districts()]
    checked, first = [check_row(row, districts) for row in rows], {}
    for row in checked:
        key = row.attributes["key"]
        if first.setdefault(key, row.number) != row.number:
            raise SameKey(row=row.number, value=key, first=first[key])
    columns = dict.fromkeys(name for row in rows for name in row.cells)
    return CheckedFile(checked, [name for name in columns if name and name not in COLUMNS])


def keep_spaces(rows, now, progress=iter):
    """Add or update green areas and what search knows of them. Flushes, inside a unit of work.

    `progress` is handed each long list, and gives it back for going through.
    """
    known = {space.key: space for space in db.session.scalars(select(Space).with_for_update())}
    updated = 0
    for row in progress(rows):
        if space := known.get(row.attributes["key"]):
            _update(space, row, now)
            updated += 1
        else:
            db.session.add(Space(**row.attributes, updated_at=now))
    db.session.flush()
    db.session.expire_all()  # places were written as text, and are to be read as points
    search.replace_entries("park", progress(list(sharing.list_entries())))
    return Imported(added=len(rows) - updated, updated=updated)


def load_demo(now):
    """The project's own list of green areas, where there are none yet. Inside a unit of work."""
    if not db.session.scalar(select(Space.id).limit(1)):
        keep_spaces(check_file(DEMO).rows, now)


def _update(space, row, now):
    """What the file does not speak of stays as it was."""
    for name in row.given:
        setattr(space, name, row.attributes[name])
    space.updated_at = now
