"""The feed of the metro, built and read back, for the tests that look at it."""

import csv
import io
import zipfile
from collections import defaultdict
from datetime import date

from transit import metro

FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2026, 12, 31)


def make_feed(folder, first_day=FIRST_DAY, last_day=LAST_DAY):
    path = folder / "metro.zip"
    metro.build_feed(path, first_day, last_day)
    return path


def read_feed(path):
    with zipfile.ZipFile(path) as archive:
        return {name.removesuffix(".txt"): read_table(archive, name) for name in archive.namelist()}


def read_table(archive, name):
    with archive.open(name) as file:
        return list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")))


def ids(rows, field):
    return {row[field] for row in rows}


def seconds(clock):
    hours, minutes, rest = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + rest


def calls_by_trip(feed):
    calls = defaultdict(list)
    for row in feed["stop_times"]:
        calls[row["trip_id"]].append(row)
    return calls
