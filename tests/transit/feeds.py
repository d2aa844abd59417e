"""Small feeds to test with: tables as lists of dictionaries, written as a GTFS zip."""

import csv
import io
import zipfile
from datetime import UTC, datetime

from city.database import unit_of_work
from transit import importing

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)  # Tuesday noon in Tashkent
SILENT = importing.Silent()
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALL_WEEK = (1, 1, 1, 1, 1, 1, 1)
WORKDAYS = (1, 1, 1, 1, 1, 0, 0)
WEEKEND = (0, 0, 0, 0, 0, 1, 1)


def make_stop(stop_id, lon=69.25, lat=41.3, **more):
    return {"stop_id": stop_id, "stop_name": f"Stop {stop_id}", "stop_lat": lat, "stop_lon": lon} | more


def make_trip(trip_id, service_id="daily", route_id="R1", **more):
    return {"route_id": route_id, "service_id": service_id, "trip_id": trip_id} | more


def make_service(service_id="daily", week=ALL_WEEK, start="20260101", end="20261231"):
    return {
        "service_id": service_id,
        **dict(zip(WEEK, week, strict=True)),
        "start_date": start,
        "end_date": end,
    }


def make_calls(trip_id, *times, stops="ABCDEFGH", **more):
    """Rows of stop_times.txt: one stop after the other, at these times; None for a stop without."""
    return [
        {
            "trip_id": trip_id,
            "stop_sequence": i,
            "stop_id": stop,
            "arrival_time": time or "",
            "departure_time": time or "",
        }
        | more
        for i, (time, stop) in enumerate(zip(times, stops, strict=False), start=1)
    ]


def make_tables(**changed):
    """A feed of one line with three stops and one train at eight in the morning; None takes a table away."""
    tables = {
        "agency": [{"agency_name": "Tram", "agency_url": "https://example.com", "agency_timezone": "Asia/Tashkent"}],
        "stops": [make_stop("A", 69.24), make_stop("B", 69.25), make_stop("C", 69.26)],
        "routes": [{"route_id": "R1", "route_short_name": "1", "route_long_name": "First line", "route_type": 0}],
        "trips": [make_trip("T1")],
        "stop_times": make_calls("T1", "08:00:00", "08:05:00", "08:10:00"),
        "calendar": [make_service()],
    }
    return {name: rows for name, rows in (tables | changed).items() if rows is not None}


def write_feed(path, **changed):
    """Write make_tables(**changed) as a zip; a table given as text or bytes is written as it is."""
    return write_zip(path, {f"{name}.txt": _content(rows) for name, rows in make_tables(**changed).items()})


def write_zip(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _content(rows):
    if not isinstance(rows, list):
        return rows
    text = io.StringIO(newline="")
    fields = list(dict.fromkeys(field for row in rows for field in row))
    writer = csv.DictWriter(text, fields)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def import_feed(path, key="tram", now=NOW, max_mb=100):
    """Import as the command does. Needs an open app context."""
    tables = importing.read_feed(path, max_mb, SILENT)
    with unit_of_work():
        importing.replace_feed(key, tables, now, SILENT)
