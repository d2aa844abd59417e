"""A few columns of the tables in a zip, row by row, without unpacking them and without pandas."""

import csv
import io

from transit import archive
from transit.calendars import DAYS

INTEGERS = frozenset(("stop_sequence", "exception_type", "headway_secs", *DAYS))


class ZipTables:
    """The same questions as transit.feed.Tables answers. Raises ValueError for what is no number, archive.UNREADABLE."""

    def __init__(self, opened):
        self._opened, self._members = opened, archive.find_tables(opened)

    def rows(self, name, *columns):
        """Tuples of the columns' values, None for an empty cell and for a column that is not there."""
        if name not in self._members:
            return
        with self._opened.open(self._members[name]) as packed:
            reader = csv.reader(io.TextIOWrapper(packed, encoding="utf-8-sig", newline=""))
            head = [cell.strip() for cell in next(reader, [])]
            places = [(head.index(each) if each in head else None, each in INTEGERS) for each in columns]
            for row in reader:
                if row:
                    yield tuple(_read(row, place, is_integer) for place, is_integer in places)


def _read(row, place, is_integer):
    if place is None or place >= len(row):
        return None
    text = row[place].strip()
    if not text:
        return None
    return int(text) if is_integer else text
