"""A real feed of another city: our departures against a count of its own files, made without our code."""

import csv
import io
import zipfile
from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from city.database import db
from tests.transit.feeds import WEEK, import_feed
from transit import hours, mapping, network, timetable
from transit.calls import reading as calls

BRISBANE = ZoneInfo("Australia/Brisbane")  # no daylight saving
MOMENTS = (
    datetime(2014, 5, 30, 4, tzinfo=BRISBANE),  # a Friday: late buses run past midnight
    datetime(2014, 5, 31, 0, 5, tzinfo=BRISBANE),  # and are yesterday's then
    datetime(2014, 6, 9, 4, tzinfo=BRISBANE),  # a Monday that is a holiday
    datetime(2014, 6, 11, 12, tzinfo=BRISBANE),
    datetime(2014, 12, 26, 4, tzinfo=BRISBANE),  # a Friday that is a holiday
    datetime(2014, 12, 28, 20, tzinfo=BRISBANE),  # the last day
    datetime(2026, 11, 24, 8, tzinfo=BRISBANE),  # long after it
)


class Files:
    """The feed's files as they are."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            for name in ("trips", "stop_times", "calendar", "calendar_dates", "stops"):
                text = archive.read(f"{name}.txt").decode("utf-8-sig")
                setattr(self, name, list(csv.DictReader(io.StringIO(text, newline=""))))
        self.service = {trip["trip_id"]: trip["service_id"] for trip in self.trips}
        self.route = {trip["trip_id"]: trip["route_id"] for trip in self.trips}
        calls = defaultdict(list)
        for row in self.stop_times:
            calls[row["trip_id"]].append(row)
        for rows in calls.values():
            rows.sort(key=lambda row: int(row["stop_sequence"]))
            rows[-1]["last"] = True
            fill(rows)

    def services_on(self, day):
        found = {
            row["service_id"]
            for row in self.calendar
            if row[WEEK[day.weekday()]] == "1" and row["start_date"] <= f"{day:%Y%m%d}" <= row["end_date"]
        }
        changes = [row for row in self.calendar_dates if row["date"] == f"{day:%Y%m%d}"]
        found |= {row["service_id"] for row in changes if row["exception_type"] == "1"}
        return found - {row["service_id"] for row in changes if row["exception_type"] == "2"}

    def departures(self, stop_id, after):
        """Sorted (moment, route) within a day after a moment."""
        found = []
        for day in (after.date() + timedelta(days=number) for number in (-1, 0, 1)):
            services = self.services_on(day)
            for row in self.stop_times:
                if row["stop_id"] == stop_id and self.service[row["trip_id"]] in services and self.boards(row):
                    at = datetime(day.year, day.month, day.day, tzinfo=BRISBANE) + timedelta(seconds=row["seconds"])
                    found.append((at, f"cairns:{self.route[row['trip_id']]}"))
        return sorted(each for each in found if after <= each[0] < after + timedelta(days=1))

    def boards(self, row):
        return "last" not in row and row["pickup_type"] != "1"


def fill(rows):
    """Give each row its seconds; a stop without a time lies evenly between those around it that have one."""
    known = [i for i, row in enumerate(rows) if row["departure_time"]]
    for i, row in enumerate(rows):
        a, b = max(k for k in known if k <= i), min(k for k in known if k >= i)
        share = (i - a) / (b - a) if b > a else 0
        row["seconds"] = seconds(rows[a]) + round((seconds(rows[b]) - seconds(rows[a])) * share)


def seconds(row):
    hours, minutes, rest = map(int, row["departure_time"].split(":"))
    return hours * 3600 + minutes * 60 + rest


@pytest.fixture
def cairns(app, material):
    path = material / "transit" / "cairns_gtfs.zip"
    with app.app_context():
        import_feed(path, "cairns")
        yield Files(path)


def ask(stop_id, after, limit=200):
    found = timetable.list_departures(network.get_stop(f"cairns:{stop_id}"), after, limit)
    return [(departure.at, departure.route) for departure in found]


def test_departures_are_those_that_the_files_give(cairns):
    untimed = {row["stop_id"] for row in cairns.stop_times if not row["departure_time"]}
    for stop_id in {*untimed, *sorted(row["stop_id"] for row in cairns.stops)[::23]}:
        for after in MOMENTS:
            expected = cairns.departures(stop_id, after)
            assert sorted(ask(stop_id, after)) == expected[: timetable.MOST], f"stop {stop_id} after {after}"


def test_late_buses_of_friday_are_there_on_saturday_morning(cairns):
    after = datetime(2014, 5, 31, 0, 5, tzinfo=BRISBANE)
    late = {
        stop["stop_id"] for stop in cairns.stops if (found := cairns.departures(stop["stop_id"], after)) and found[0][0].hour < 4
    }
    assert late
    for stop_id in late:
        assert ask(stop_id, after)[0] == cairns.departures(stop_id, after)[0]


def test_what_is_counted_is_what_is_kept(cairns):
    rows = {name: db.session.scalar(db.text(f"SELECT count(*) FROM transit_{name}")) for name in ("stop", "trip")}
    assert rows == {"stop": len(cairns.stops), "trip": len(cairns.trips)}
    assert sum(len(line.stop_id) for line in calls.list_line_calls()) == len(cairns.stop_times) == 37_790


def test_its_holiday_is_a_day_of_its_own_among_the_kinds_of_day(cairns):
    page = network.get_line("cairns:110-423")
    kinds = [each.weekdays for each in hours.list_hours(page.key, page.timetable, date(2014, 6, 9))[0]]
    assert kinds[0] is None
    assert (5,) in kinds
    assert hours.list_hours(page.key, page.timetable, date(2014, 6, 10))[0][0].weekdays is not None


def test_every_line_has_a_shape_and_stops_in_both_directions(cairns):
    assert len(mapping.list_shapes()) == 22
    for line, _key, _shape in mapping.list_shapes():
        directions = network.get_line(line.key).directions
        assert directions
        assert all(len(network.list_calls(line.key, direction)) > 1 for direction in directions)
