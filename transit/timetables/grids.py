"""A line's timetable as a grid: stops down, trips across, as it is printed. Trips that call elsewhere fit into the same rows."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from transit import day, hours, network
from transit.timetables.boards import mark_headsigns
from transit.words import Words

IN_A_BLOCK = 16  # trips beside each other on a sheet of A4 across


@dataclass(frozen=True)
class Trip:
    """A column: its number in the grid, the mark of its headsign, and the moment of each row in seconds or None."""

    number: int
    mark: str
    times: tuple


@dataclass(frozen=True)
class Grid:
    """`stops` are (key, Words), row by row; `main` are the rows of ends, places to change and every fifth stop.

    `headsign` is that of most trips; those with another one carry a mark, and `notes` are (mark, headsign).
    """

    stops: list
    trips: list
    headsign: Words | None
    notes: list
    main: frozenset

    def rows(self, main_only=False):
        """Numbers of the rows to show."""
        return [row for row in range(len(self.stops)) if not main_only or row in self.main]

    @property
    def blocks(self):
        """Lists of so many Trips as fit side by side on paper."""
        return [self.trips[at : at + IN_A_BLOCK] for at in range(0, len(self.trips), IN_A_BLOCK)]


def list_kinds(line, direction, timetable, today):
    """[(weekdays, services)] of a line one way, by the days of the next four weeks; today comes first where it is special."""
    services = set(hours.read_starts(line).get(direction, {}))
    return hours.list_kinds(hours.read_days(services, *hours.window(timetable, today)), today)


def read_services(line, direction, asked):
    """The services that run on one day, of a line one way."""
    services = set(hours.read_starts(line).get(direction, {}))
    return hours.read_days(services, asked, asked)[asked]


def read_grid(line, direction, services):
    """The Grid of a line one way, of the trips of some services."""
    runs = day.list_runs(line, direction, services)
    rows = merge_patterns(tuple(call[0] for call in run.calls) for run in runs)
    placed = [place_run(run.calls, rows) for run in runs]
    marks = mark_headsigns(run.headsign for run in runs)
    order = sort_columns(placed, len(rows))
    trips = [Trip(number, marks[runs[at].headsign], tuple(placed[at])) for number, at in enumerate(order, start=1)]
    names = network.list_names(set(rows))
    changes = network.list_changes(set(rows))
    notes = [(mark, words) for words, mark in marks.items() if mark]
    return Grid([(key, names[key]) for key in rows], trips, next(iter(marks), None), notes, _choose_main(rows, changes))


def merge_patterns(patterns):
    """The rows of a grid: one order of stops in which every pattern of stops (a tuple) finds its own, the commonest first."""
    rows = []
    for pattern, _count in sorted(Counter(patterns).items(), key=lambda each: (-each[1], -len(each[0]), each[0])):
        rows = _merge(rows, list(pattern))
    return rows


def _merge(rows, pattern):
    merged = []
    for what, left, right, start, end in SequenceMatcher(None, rows, pattern, autojunk=False).get_opcodes():
        merged += rows[left:right]
        if what in ("insert", "replace"):
            merged += pattern[start:end]
    return merged


def place_run(calls, rows):
    """The departure of each row in seconds, at the last stop the arrival; None where the trip does not call."""
    times, row = [None] * len(rows), 0
    for number, (key, arrival_s, departure_s) in enumerate(calls):
        row = rows.index(key, row)
        times[row] = arrival_s if number == len(calls) - 1 else departure_s
        row += 1
    return times


def sort_columns(placed, count):
    """Numbers of the columns in the order in which trips would pass the first row, by how long others take to theirs."""
    offsets = [None] * count
    for times in sorted(placed, key=lambda times: sum(at is None for at in times)):
        calls = [(row, at) for row, at in enumerate(times) if at is not None]
        known, at_known = next(((row, at) for row, at in calls if offsets[row] is not None), calls[0])
        for row, at in calls:
            if offsets[row] is None:
                offsets[row] = (offsets[known] or 0) + at - at_known

    def passes_first_row(number):
        return next((at - offsets[row], row) for row, at in enumerate(placed[number]) if at is not None)

    return sorted(range(len(placed)), key=passes_first_row)


def _choose_main(rows, changes):
    last = len(rows) - 1
    return frozenset(row for row, key in enumerate(rows) if row in (0, last) or row % 5 == 0 or changes.get(key))
