"""The one door to gtfs-kit: a folder of GTFS tables becomes rows of plain Python values.

Imported only where a feed is read; a web worker never loads gtfs-kit, nor pandas and geopandas, which it brings.
"""

import csv
import os
import sys
import warnings

import numpy as np

from city.errors import N_
from transit import refusals
from transit.calendars import DAYS

# SQLite loads SpatiaLite, and its PROJ with it, for the whole process to see; the PROJ that pyproj brings would be bound
# to that one, and the process would crash when it ends. Bound to their own first, the two live side by side.
_flags = sys.getdlopenflags()
sys.setdlopenflags(_flags | getattr(os, "RTLD_DEEPBIND", 0))
import gtfs_kit  # noqa: E402
import pandas  # noqa: E402

sys.setdlopenflags(_flags)

CHUNK = 50_000
READING = N_("Reading %(file)s")
OPTIONAL = ("calendar", "calendar_dates", "frequencies", "shapes", "transfers", "feed_info")
# Tables that gtfs-kit does not know, or whose rows are few: read as they are.
RECORDS = (
    *("translations", "attributions", "levels", "pathways", "fare_attributes", "fare_rules", "areas", "stop_areas"),
    *("route_networks", "fare_products", "fare_media", "rider_categories", "fare_leg_rules"),
)
REQUIRED = {
    "agency": ("agency_timezone",),
    "stops": ("stop_id", "stop_lat", "stop_lon"),
    "routes": ("route_id", "route_type"),
    "trips": ("trip_id", "route_id", "service_id"),
    "stop_times": ("trip_id", "stop_id", "stop_sequence"),
}
NEEDED = REQUIRED | {
    "calendar": ("service_id", "start_date", "end_date", *DAYS),
    "calendar_dates": ("service_id", "date", "exception_type"),
    "frequencies": ("trip_id", "start_time", "end_time", "headway_secs"),
    "shapes": ("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"),
    "transfers": ("from_stop_id", "to_stop_id"),
}
# gtfs-kit reads these as 16 bits, in which nine hours do not fit.
gtfs_kit.constants.DTYPES["frequencies"]["headway_secs"] = "Int32"
gtfs_kit.constants.DTYPES["transfers"]["min_transfer_time"] = "Int32"
gtfs_kit.constants.DTYPES["routes"]["route_sort_order"] = "Int32"
# It does not know these columns, and would take an id like 01 for a number.
for _table, _columns in {
    "stops": ("platform_code", "level_id"),
    "routes": ("network_id",),
    "agency": ("agency_email",),
    "feed_info": ("feed_contact_email", "feed_contact_url"),
    "transfers": ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id"),
}.items():
    gtfs_kit.constants.DTYPES[_table] |= dict.fromkeys(_columns, "string")


class Tables:
    """The tables of a feed. Columns a table lacks read as None."""

    def __init__(self, frames, records):
        self._frames = frames
        self._records = records

    def records(self, name):
        """The rows of a table of RECORDS as dictionaries of texts, "" for an empty cell."""
        return self._records[name]

    def count(self, name):
        return len(self._frames[name]) if name in self._frames else 0

    def rows(self, name, *columns, sort=()):
        """Tuples of the columns' values, None for an empty cell; numbers are int or float, all else str."""
        frame = self._frames.get(name)
        if frame is None:
            return
        if sort:
            frame = frame.sort_values(list(sort), kind="stable")
        for start in range(0, len(frame), CHUNK):
            yield from _tuples(frame.iloc[start : start + CHUNK], columns)

    def texts(self, name, column):
        """(codes, texts): which of the texts stands in each row; -1 where none does."""
        return _number_texts(self._objects(name, column))

    def paired_texts(self, name, first, second):
        """(codes, codes of the other column, texts): two columns that mostly say the same, in one set of texts."""
        ones, others = self._objects(name, first), self._objects(name, second)
        codes, texts = _number_texts(ones)
        other_codes, differ = codes.copy(), np.flatnonzero(ones != others)
        if len(differ):
            both, texts = _number_texts(np.concatenate([np.array(texts, dtype=object), others[differ]]))
            other_codes[differ] = both[-len(differ) :]
        return codes, other_codes, texts

    def numbers(self, name, column, empty):
        """The whole numbers of a column; `empty` where there is none."""
        frame = self._frames[name]
        if column not in frame.columns:
            return np.full(len(frame), empty)
        return frame[column].to_numpy(dtype=np.int64, na_value=empty)

    def _objects(self, name, column):
        frame = self._frames[name]
        if column not in frame.columns:
            return np.full(len(frame), None)
        return frame[column].to_numpy(dtype=object, na_value=None)

    def drop(self, name):
        """Give back the memory of a table that was read to its end."""
        self._frames.pop(name, None)


def read_tables(folder, progress):
    """The feed in folder/TABLE/TABLE.txt. Raises a WrongFile for a table that is missing or cannot be read."""
    frames = {name: _read_table(folder, name, progress) for name in (*REQUIRED, *OPTIONAL)}
    frames = {name: frame for name, frame in frames.items() if frame is not None}
    _check(frames)
    return Tables(frames, {name: _read_records(folder / name / f"{name}.txt") for name in RECORDS})


def _read_table(folder, name, progress):
    """One table as a frame; None where there is none or nothing in it."""
    if not (folder / name).is_dir():
        return None
    progress(READING, file=f"{name}.txt")
    try:
        with warnings.catch_warnings(action="ignore"):
            return getattr(gtfs_kit.read_feed(folder / name, dist_units="km"), name)
    except (ValueError, OverflowError, TypeError):
        raise _explain(folder, name) from None


def _explain(folder, name):
    """The refusal for a table that pandas cannot read: the first cell that is no number where one must be."""
    kinds = gtfs_kit.constants.DTYPES[name]
    with open(folder / name / f"{name}.txt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column, value in row.items():
                if kinds.get(column, "string") != "string" and value and not _is_number(value, kinds[column]):
                    return refusals.WrongCell(file=f"{name}.txt", column=column, value=value[:40])
    return refusals.BrokenTable(file=f"{name}.txt", line=1)


def _is_number(text, kind):
    try:
        number = float(text)
    except ValueError:
        return False
    return kind == "float" or (number.is_integer() and abs(number) < 2 ** int(kind[3:]) / 2)


def _check(frames):
    for name in REQUIRED:
        if name not in frames:
            raise refusals.MissingTable(file=f"{name}.txt")
    if not {"calendar", "calendar_dates"} & frames.keys():
        raise refusals.MissingCalendar()
    for name, columns in NEEDED.items():
        for column in columns:
            if name in frames and column not in frames[name].columns:
                raise refusals.MissingColumn(file=f"{name}.txt", column=column)


def _number_texts(values):
    """(codes, texts). Where equal texts stand below each other, only the first of each run is looked up."""
    begins = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])) if len(values) else []
    if len(begins) > len(values) // 2:
        codes, texts = pandas.factorize(values)
        return codes, texts.tolist()
    codes, texts = pandas.factorize(values[begins])
    return np.repeat(codes, np.diff(begins, append=len(values))), texts.tolist()


def _tuples(frame, columns):
    count = len(frame)
    lists = [_values(frame[column]) if column in frame.columns else [None] * count for column in columns]
    return zip(*lists, strict=True)


def _values(series):
    """Values as Python's own. An empty cell, which pandas has three ways to say, is None."""
    return series.astype(object).where(series.notna(), None).tolist()


def _read_records(path):
    if not path.is_file():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
