"""Boards as they hang at a stop: one for each line and way it goes, minutes under hours, a column for each kind of day."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from string import ascii_lowercase

from transit import day, hours, network
from transit.shown import Line
from transit.words import Words

HOUR_S = 3600
NARROW = 14  # minutes in one row, of all columns, that half a page has room for


@dataclass(frozen=True)
class Column:
    """Departures on some weekdays (None: on the one day asked for), as (second of the service day, mark of the headsign)."""

    weekdays: tuple | None
    times: list

    @property
    def hours(self):
        """{hour: [(minute, mark)]}; hours go past 23."""
        found = defaultdict(list)
        for second, mark in self.times:
            found[second // HOUR_S].append((second // 60 % 60, mark))
        return dict(found)


@dataclass(frozen=True)
class Board:
    """A line one way. Where trains end elsewhere, their minutes carry a mark: `notes` are (mark, headsign)."""

    line: Line
    direction: int
    headsign: Words
    columns: list
    notes: list

    @property
    def is_wide(self):
        """Whether it needs the whole width of a page: so many minutes stand in one row."""
        return max((sum(map(len, columns)) for _hour, columns in self.rows), default=0) > NARROW

    @property
    def rows(self):
        """[(hour, [minutes of each column as (minute, mark)])], the rows of the board."""
        columns = [column.hours for column in self.columns]
        return [(hour, [column.get(hour, []) for column in columns]) for hour in sorted({h for each in columns for h in each})]


def list_day_boards(stop, asked, line=None, direction=None):
    """The Boards of a stop (a shown.StopPage) on one day of service."""
    leavings = day.list_leavings(stop.key, line, direction)
    running = hours.read_days({each.service for each in leavings}, asked, asked)[asked]
    return _make_boards(stop, leavings, lambda services: [(None, running & services)])


def list_week_boards(stop, today, line=None, direction=None):
    """The Boards of a stop with a column for each kind of day that the next four weeks make; exceptions are left out."""
    leavings = day.list_leavings(stop.key, line, direction)
    days = hours.read_days({each.service for each in leavings}, *hours.window(stop.timetable, today))

    def list_usual(services):
        its = {each: running & services for each, running in days.items()}
        return [kind for kind in hours.list_kinds(its, today) if kind[0] is not None]

    return _make_boards(stop, leavings, list_usual)


def _make_boards(stop, leavings, kinds_of):
    """A Board for each line and way that has a departure. `kinds_of(services)` gives [(weekdays, running services)]."""
    groups = defaultdict(list)
    for each in leavings:
        groups[each.line, each.direction].append(each)
    boards = (
        _make_board(line, direction, groups[line.key, direction], kinds_of)
        for line in network.list_lines_at(stop.key)
        for direction in sorted(direction for key, direction in groups if key == line.key)
    )
    return [board for board in boards if any(column.times for column in board.columns)]


def _make_board(line, direction, leavings, kinds_of):
    kinds = kinds_of(frozenset(each.service for each in leavings))
    shown = [each for each in leavings if any(each.service in running for _days, running in kinds)]
    marks = mark_headsigns(each.headsign for each in shown)
    columns = [_make_column(weekdays, shown, running, marks) for weekdays, running in kinds]
    main = next(iter(marks), None)
    return Board(line, direction, main, columns, [(mark, words) for words, mark in marks.items() if mark])


def mark_headsigns(headsigns):
    """{headsign: mark}: the commonest comes first and has none, the others a, b, c."""
    ordered = [headsign for headsign, _count in Counter(headsigns).most_common()]
    return {headsign: ascii_lowercase[(at - 1) % 26] if at else "" for at, headsign in enumerate(ordered)}


def _make_column(weekdays, leavings, running, marks):
    return Column(weekdays, [(each.departure_s, marks[each.headsign]) for each in leavings if each.service in running])
