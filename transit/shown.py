"""What is shown of the network: lines, stops and ways to change, as plain values without a database behind them."""

from dataclasses import dataclass
from datetime import date, datetime

from transit.words import Worded


@dataclass(frozen=True)
class Timetable(Worded):
    """What a page says of the feed that it shows; its name is the operator's."""

    key: str
    timezone: str
    version: str
    first_day: date
    last_day: date
    longest_s: int
    illustrative: bool
    imported_at: datetime

    def covers(self, day):
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Line(Worded):
    """A line: its badge and its long name."""

    key: str
    badge: str
    colour: str
    text_colour: str
    type: int  # route_type


@dataclass(frozen=True)
class StopFacts:
    """What a feed says of a stop beside its name; empty is what it does not say, `wheelchair` 0, 1 possible, 2 impossible."""

    code: str
    platform: str
    level: str
    wheelchair: int
    description: str
    url: str


@dataclass(frozen=True)
class StopPage(Worded):
    """A stop, its place and the timetable that it is in; `station` is the key of its station where it is a platform."""

    key: str
    lon_lat: tuple
    is_station: bool
    approximate: bool
    station: str | None
    timetable: Timetable
    facts: StopFacts


@dataclass(frozen=True)
class Change(Worded):
    """Another stop to change at, on foot, and its lines; `walk_s` is None where nobody says how long it takes."""

    key: str
    walk_s: int | None
    lines: list

    @property
    def walk_min(self):
        return None if self.walk_s is None else -(-self.walk_s // 60)


@dataclass(frozen=True)
class LinePage(Worded):
    """A line with the timetable that it is in, and its directions: {number: headsign}."""

    line: Line
    timetable: Timetable
    directions: dict

    @property
    def key(self):
        return self.line.key


@dataclass(frozen=True)
class LineCall(Worded):
    """A stop in the order of a line: `run_s` from the first one, and where one can change to."""

    key: str
    lon_lat: tuple
    run_s: int
    changes: list

    @property
    def run_min(self):
        return round(self.run_s / 60)


@dataclass(frozen=True)
class LineSummary:
    """A line in the list of all: its stops in order, as (key, Words), and when trains of today start first and last."""

    line: Line
    timetable: Timetable
    stop_count: int
    stops: list
    first: datetime | None
    last: datetime | None
