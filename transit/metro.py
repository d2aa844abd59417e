"""The metro as a GTFS zip, made from our own data files and an illustrative timetable."""

import csv
import io
import os
import zipfile
from errno import ENOENT
from pathlib import Path

from transit import metro_tables as table
from transit import metro_timetable as timetable
from transit.metro_translations import translations

DATA = Path(__file__).parent / "data"

# The open data page of an installation on one's own machine; a public one hands in its own address.
PUBLISHER_URL = "http://127.0.0.1:8000/uz/data/"

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; a fixed one keeps the bytes the same
ZIP_MODE = 0o100644 << 16
UNIX = 3


def build_feed(path, first_day, last_day, publisher_url=PUBLISHER_URL):
    """Write the metro's GTFS zip for the days from first_day to last_day, both included.

    Same arguments, same bytes. The file appears whole or not at all. Raises ValueError when the days
    are in the wrong order, FileNotFoundError when the folder is missing, OSError when the disk refuses.
    """
    if last_day < first_day:
        raise ValueError(f"the feed would end on {last_day}, before it starts on {first_day}")
    _write_whole(Path(path), _zipped(feed_tables(first_day, last_day, publisher_url)))


def feed_tables(first_day, last_day, publisher_url=PUBLISHER_URL):
    """The feed's tables, empty ones left out: {"stops": [{"stop_id": "chorsu", ...}, ...], ...}."""
    lines, stations, transfers = (_read(name) for name in ("lines", "stations", "transfers"))
    directions = [direction for line in lines for direction in timetable.directions(line, stations)]
    tables = {
        "agency": [table.agency()],
        "stops": [table.stop(station) for station in stations],
        "routes": [table.route(line) for line in lines],
        "trips": [table.trip(*run) for run in timetable.runs(directions)],
        "stop_times": [row for run in timetable.runs(directions) for row in table.stop_times(*run)],
        "calendar": [table.calendar(service_id, first_day, last_day) for service_id in timetable.SERVICES],
        "calendar_dates": [row for day in timetable.holidays(first_day, last_day) for row in table.holiday(day)],
        "shapes": [row for direction in directions for row in table.shape(direction)],
        "transfers": table.transfers(transfers, stations),
        "translations": translations(lines, stations, [direction.terminus for direction in directions]),
        "feed_info": [table.feed_info(first_day, last_day, publisher_url)],
        "attributions": table.attributions(publisher_url),
    }
    return {name: rows for name, rows in tables.items() if rows}


def _read(name):
    with open(DATA / f"metro_{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _zipped(tables):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(_zip_entry(f"{name}.txt"), _csv_text(rows))
    return content.getvalue()


def _zip_entry(filename):
    entry = zipfile.ZipInfo(filename, ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = ZIP_MODE
    return entry


def _csv_text(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _write_whole(path, content):
    if not path.parent.is_dir():
        raise FileNotFoundError(ENOENT, "no such folder to write the metro feed in", str(path.parent))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_to_disk(part, content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_to_disk(path, content):
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
