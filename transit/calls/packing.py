"""Columns of numbers as bytes, and back without copying.

First how many columns there are, then of each its kind and how many values it has, all in 4 bytes; then one column after the
other, each from a multiple of 4 bytes on. All numbers are little-endian.
"""

from dataclasses import dataclass

import numpy as np

KINDS = [np.dtype(kind) for kind in ("<i4", "<u2", "u1")]
WORD = np.dtype("<u4")
BOARDS, ALIGHTS = 1, 2  # flags


def pack(columns):
    """The bytes of arrays, whose types are among KINDS."""
    head = [len(columns)]
    parts = []
    for column in columns:
        head += [KINDS.index(column.dtype), len(column)]
        parts += [column.tobytes(), bytes(-column.nbytes % WORD.itemsize)]
    return b"".join([np.array(head, WORD).tobytes(), *parts])


def unpack(data):
    """The arrays; they look into `data` and cannot be written to."""
    count = int.from_bytes(data[:4], "little")
    head = np.frombuffer(data, WORD, 2 * count, 4).tolist()
    at = 4 + 8 * count
    for kind, length in zip(head[::2], head[1::2], strict=True):
        yield np.frombuffer(data, KINDS[kind], length, at)
        at += -(-length * KINDS[kind].itemsize // WORD.itemsize) * WORD.itemsize


def narrow(values):
    """As 2 bytes each where they fit, as they nearly always do, else as 4."""
    fits = not len(values) or (values.min() >= 0 and values.max() <= np.iinfo(KINDS[1]).max)
    return values.astype(KINDS[1] if fits else KINDS[0])


def whole(values):
    return np.asarray(values).astype(KINDS[0], copy=False)


@dataclass(frozen=True)
class StopCalls:
    """What leaves a stop, sorted by time and then by trip; only calls where one may board.

    The first four columns are of groups, the others of calls; `group` is a place among the groups. `headsign_id` is what
    the vehicle shows at this stop.
    """

    route_id: np.ndarray
    direction: np.ndarray
    headsign_id: np.ndarray
    service_id: np.ndarray
    departure_s: np.ndarray
    group: np.ndarray
    trip_id: np.ndarray
    sequence: np.ndarray

    def pack(self):
        groups = (self.route_id, self.direction, self.headsign_id, self.service_id)
        calls = (whole(self.departure_s), narrow(self.group), whole(self.trip_id), narrow(self.sequence))
        return pack([*map(whole, groups), *calls])

    @classmethod
    def unpack(cls, data):
        return cls(*unpack(data))


@dataclass(frozen=True)
class LineCalls:
    """All rides of a line one way, by their first departure; those of ride n are the calls first[n] to first[n + 1].

    The first three columns are of rides, those after `first` of calls. `flags` are BOARDS and ALIGHTS, whether one may;
    `own_headsign_id` is -1 where the vehicle shows what the ride does.
    """

    route_id: int
    direction: int
    trip_id: np.ndarray
    service_id: np.ndarray
    headsign_id: np.ndarray
    first: np.ndarray
    stop_id: np.ndarray
    arrival_s: np.ndarray
    departure_s: np.ndarray
    sequence: np.ndarray
    flags: np.ndarray
    own_headsign_id: np.ndarray

    def pack(self):
        rides = (self.trip_id, self.service_id, self.headsign_id, self.first)
        calls = (whole(self.stop_id), whole(self.arrival_s), whole(self.departure_s), narrow(self.sequence))
        own = self.own_headsign_id if (self.own_headsign_id >= 0).any() else []
        return pack([*map(whole, rides), *calls, self.flags.astype(np.uint8), whole(own)])

    @classmethod
    def unpack(cls, route_id, direction, data):
        *columns, own = unpack(data)
        return cls(route_id, direction, *columns, own if len(own) else np.full(len(columns[-1]), -1, KINDS[0]))
