"""A few columns of the tables in a zip, row by row, without unpacking them and without pandas."""

import csv
import io
from operator import itemgetter

from transit import archive
from transit.calendars import DAYS

INTEGERS = frozenset(("stop_sequence", "exception_type", "headway_secs", *DAYS))


class ZipTables:
    """The same questions as transit.feed.Tables answers. Raises ValueError for what is no number, archive.UNREADABLE."""

    def __init__(self, opened):
        self._opened, self._members = opened, archive.find_tables(opened)

    def rows(self, name, *columns):
        """Tuples of the columns' values as text without blanks around it, or int; empty cells and columns are empty texts."""
        if name not in self._members:
            return
        with self._opened.open(self._members[name]) as packed:
            reader = csv.reader(io.TextIOWrapper(packed, encoding="utf-8-sig", newline=""))
            head = [cell.strip() for cell in next(reader, [])]
            places = [head.index(each) if each in head else len(head) for each in columns]
            integers = [number for number, each in enumerate(columns) if each in INTEGERS]
            yield from _read_all(reader, len(head), itemgetter(*places, len(head)), integers)


def _read_all(reader, width, pick, integers):
    """Rows as tuples; a cell is put behind each, empty, for the columns that are not there. This runs millions of times."""
    for row in reader:
        if not row:
            continue
        cells = row[:width] + [""] * (width + 1 - len(row[:width]))
        values = list(map(str.strip, pick(cells)))
        for number in integers:
            values[number] = int(values[number]) if values[number] else None
        yield values[:-1]
