"""The live state of one address: lists of plain values, packed small, since every web process reads them at each poll."""

import json
import zlib
from dataclasses import dataclass, field
from datetime import date

RUNS, CANCELLED, DELETED = 0, 1, 2  # state of a trip; a deleted one is not even shown as cancelled


@dataclass(slots=True)
class LiveTrip:
    """A trip that something is known of. Lists go by the position of a stop in the trip.

    `sequences` are the stop_sequence of its stops, `arrivals` and `departures` delays in seconds, None where unknown;
    `skipped` are positions. `told_at` is Unix time.
    """

    feed: str
    trip: str
    day: date
    start_s: int
    route: str  # key
    direction: int
    state: int
    told_at: int
    sequences: list
    arrivals: list
    departures: list
    skipped: list

    @property
    def key(self):
        return self.feed, self.trip, self.day, self.start_s


@dataclass(slots=True)
class AddedTrip:
    """A trip that is in no timetable: `calls` are [key of the stop, key of its station or None, arrival, departure]."""

    feed: str
    trip: str
    route: str
    direction: int
    headsign: str
    told_at: int
    calls: list  # Unix time


@dataclass(slots=True)
class LiveVehicle:
    """A vehicle on the map. Of one without a trip only the line is known. `position` is that of the stop it is at or before."""

    feed: str
    id: str
    label: str
    route: str
    direction: int | None
    trip: str | None
    day: date | None
    start_s: int | None
    lon: float
    lat: float
    bearing: float | None
    speed: float | None
    position: int | None
    stop: str | None  # key
    status: str
    told_at: int

    @property
    def trip_key(self):
        return (self.feed, self.trip, self.day, self.start_s) if self.trip else None


@dataclass(slots=True)
class State:
    """All that one address told."""

    trips: list = field(default_factory=list)
    added: list = field(default_factory=list)
    vehicles: list = field(default_factory=list)


KINDS = {"trips": LiveTrip, "added": AddedTrip, "vehicles": LiveVehicle}


def pack(state):
    """Bytes of a State. Sequences that count up by one are kept as their first."""
    lists = {name: [_to_row(each) for each in getattr(state, name)] for name in KINDS}
    return zlib.compress(json.dumps(lists, separators=(",", ":")).encode(), 1)


def unpack(data):
    """The State in some bytes."""
    lists = json.loads(zlib.decompress(data))
    return State(**{name: [_of_row(kind, row) for row in lists[name]] for name, kind in KINDS.items()})


def _to_row(each):
    row = [getattr(each, name) for name in each.__slots__]
    for at, value in enumerate(row):
        if isinstance(value, date):
            row[at] = value.isoformat()
    if isinstance(each, LiveTrip):
        row[8] = _shorten(each.sequences)
    return row


def _of_row(kind, row):
    if kind is LiveTrip:
        row[2], row[8] = date.fromisoformat(row[2]), _lengthen(row[8])
    elif kind is LiveVehicle and row[6]:
        row[6] = date.fromisoformat(row[6])
    return kind(*row)


def _shorten(sequences):
    if sequences and sequences == list(range(sequences[0], sequences[0] + len(sequences))):
        return [sequences[0], -len(sequences)]
    return sequences


def _lengthen(sequences):
    if len(sequences) == 2 and sequences[1] < 0:
        return list(range(sequences[0], sequences[0] - sequences[1]))
    return sequences
