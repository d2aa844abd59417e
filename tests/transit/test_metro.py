"""The feed of the metro holds together, says what it is, and is never half written."""

import csv
import io
import zipfile
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from transit import metro, metro_timetable

FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2026, 12, 31)
LANGUAGES = ("uz-Cyrl", "ru", "en")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REFERENCES = (
    ("routes", "agency_id", "agency"),
    ("trips", "route_id", "routes"),
    ("trips", "service_id", "calendar"),
    ("trips", "shape_id", "shapes"),
    ("stop_times", "trip_id", "trips"),
    ("stop_times", "stop_id", "stops"),
    ("calendar_dates", "service_id", "calendar"),
)


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


def services_on(feed, day):
    regular = {row["service_id"] for row in feed["calendar"] if row[WEEKDAYS[day.weekday()]] == "1"}
    changes = [row for row in feed["calendar_dates"] if row["date"] == f"{day:%Y%m%d}"]
    added = {row["service_id"] for row in changes if row["exception_type"] == "1"}
    removed = {row["service_id"] for row in changes if row["exception_type"] == "2"}
    return (regular | added) - removed


def run_time_min(feed, route_id):
    trips = {row["trip_id"] for row in feed["trips"] if row["route_id"] == route_id}
    calls = next(calls for trip_id, calls in calls_by_trip(feed).items() if trip_id in trips)
    return (seconds(calls[-1]["arrival_time"]) - seconds(calls[0]["departure_time"])) / 60


def contrast(colour_a, colour_b):
    """Contrast ratio of two RRGGBB colours, WCAG 2.2."""
    lighter, darker = sorted((luminance(colour_a), luminance(colour_b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    return read_feed(make_feed(tmp_path_factory.mktemp("feed")))


def test_the_metro_has_fifty_stations_and_four_lines(feed):
    assert len(ids(feed["stops"], "stop_id")) == len(feed["stops"]) == 50
    assert [row["route_id"] for row in feed["routes"]] == ["M1", "M2", "M3", "M4"]
    assert ids(feed["stop_times"], "stop_id") == ids(feed["stops"], "stop_id")


def test_a_stop_is_named_by_a_slug_of_its_uzbek_name(feed):
    names = {row["stop_id"]: row["stop_name"] for row in feed["stops"]}
    assert names["buyuk-ipak-yoli"] == "Buyuk Ipak Yoʻli"
    assert names["gafur-gulom"] == "Gʻafur Gʻulom"
    assert all(stop_id.isascii() and stop_id.replace("-", "").isalnum() for stop_id in names)
    assert all(stop_id == stop_id.lower() for stop_id in names)


@pytest.mark.parametrize(("table", "field", "target"), REFERENCES)
def test_every_reference_is_to_a_row_that_is_there(feed, table, field, target):
    assert ids(feed[table], field) <= ids(feed[target], field)


def test_every_line_runs_in_both_directions(feed):
    runs = Counter((row["route_id"], row["direction_id"], row["service_id"]) for row in feed["trips"])
    assert len(runs) == 4 * 2 * 3
    assert all(runs[line, "0", service] == runs[line, "1", service] for line, _, service in runs)


def test_a_headsign_names_the_last_station(feed):
    names = {row["stop_id"]: row["stop_name"] for row in feed["stops"]}
    last = {trip_id: names[calls[-1]["stop_id"]] for trip_id, calls in calls_by_trip(feed).items()}
    assert {row["trip_id"]: row["trip_headsign"] for row in feed["trips"]} == last


def test_trips_are_told_apart_by_their_ids(feed):
    assert len(ids(feed["trips"], "trip_id")) == len(feed["trips"])


def test_times_never_go_back_along_a_trip(feed):
    for calls in calls_by_trip(feed).values():
        clock = [seconds(call[field]) for call in calls for field in ("arrival_time", "departure_time")]
        assert clock == sorted(clock)
        assert all(b - a > 0 for a, b in zip(clock[1::2], clock[2::2], strict=False))


def test_trains_stand_at_every_station_but_the_two_ends(feed):
    for calls in calls_by_trip(feed).values():
        stands = [seconds(call["departure_time"]) - seconds(call["arrival_time"]) for call in calls]
        assert stands[0] == stands[-1] == 0
        assert set(stands[1:-1]) == {metro_timetable.DWELL_S}


def test_a_trip_follows_its_shape(feed):
    shapes = defaultdict(list)
    for point in feed["shapes"]:
        shapes[point["shape_id"]].append(
            (point["shape_pt_lat"], point["shape_pt_lon"], point["shape_dist_traveled"])
        )
    places = {row["stop_id"]: (row["stop_lat"], row["stop_lon"]) for row in feed["stops"]}
    calls = calls_by_trip(feed)
    for trip in feed["trips"]:
        ridden = [(*places[call["stop_id"]], call["shape_dist_traveled"]) for call in calls[trip["trip_id"]]]
        assert ridden == shapes[trip["shape_id"]]


def test_distances_grow_along_every_shape(feed):
    for a, b in pairwise(feed["shapes"]):
        if a["shape_id"] == b["shape_id"]:
            assert int(a["shape_dist_traveled"]) < int(b["shape_dist_traveled"])


def test_the_distance_of_one_degree_of_latitude_is_known():
    assert metro_timetable.distance_m((41, 69), (42, 69)) == pytest.approx(111_195, abs=1)


@pytest.mark.parametrize(("line", "least_min", "most_min"), [("M1", 38, 46), ("M2", 23, 28), ("M3", 15, 20)])
def test_a_line_is_ridden_end_to_end_in_a_plausible_time(feed, line, least_min, most_min):
    assert least_min <= run_time_min(feed, line) <= most_min


def test_the_first_part_of_the_ring_takes_nineteen_minutes_as_published(feed):
    calls = {row["stop_id"]: row for row in calls_by_trip(feed)["M4-0-weekday-0500"]}
    ridden_s = seconds(calls["qoyliq"]["arrival_time"]) - seconds(calls["texnopark"]["departure_time"])
    assert round(ridden_s / 60) == 19


def test_trains_leave_from_five_until_shortly_before_midnight(feed):
    starts = [calls[0]["departure_time"] for calls in calls_by_trip(feed).values()]
    assert min(starts) == "05:00:00"
    assert "23:45:00" <= max(starts) < "24:00:00"


def test_the_last_trains_of_every_line_arrive_after_midnight_of_the_same_service_day(feed):
    late = {row["trip_id"] for row in feed["stop_times"] if row["arrival_time"] >= "24:00:00"}
    assert {row["route_id"] for row in feed["trips"] if row["trip_id"] in late} == {"M1", "M2", "M3", "M4"}
    assert max(row["arrival_time"] for row in feed["stop_times"]) < "25:00:00"


def test_more_trains_run_on_a_weekday_than_on_a_saturday_and_fewest_on_a_sunday(feed):
    runs = Counter((row["route_id"], row["service_id"]) for row in feed["trips"])
    for line in ("M1", "M2", "M3", "M4"):
        assert runs[line, "weekday"] > runs[line, "saturday"] > runs[line, "sunday"]


def test_every_day_has_exactly_one_service(feed):
    days = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    assert all(len(services_on(feed, day)) == 1 for day in days)


@pytest.mark.parametrize(("month", "day"), [(1, 1), (3, 8), (3, 21), (5, 9), (9, 1), (10, 1), (12, 8)])
def test_a_holiday_runs_the_sunday_service(feed, month, day):
    assert services_on(feed, date(2026, month, day)) == {"sunday"}


def test_the_day_after_a_holiday_runs_its_own_service(feed):
    assert services_on(feed, date(2026, 9, 2)) == {"weekday"}
    assert services_on(feed, date(2026, 9, 5)) == {"saturday"}


def test_a_holiday_on_a_sunday_changes_nothing(feed):
    assert date(2026, 3, 8).weekday() == 6
    assert "20260308" not in ids(feed["calendar_dates"], "date")


def test_holidays_are_those_of_the_period_and_of_every_year_in_it():
    found = metro_timetable.holidays(date(2026, 12, 8), date(2027, 1, 1))
    assert found == [date(2026, 12, 8), date(2027, 1, 1)]


def test_a_period_without_holidays_has_no_calendar_dates(tmp_path):
    feed = read_feed(make_feed(tmp_path, date(2026, 6, 1), date(2026, 6, 30)))
    assert "calendar_dates" not in feed
    assert all(feed.values())


def test_five_interchanges_are_walked_both_ways(feed):
    walks = {
        (row["from_stop_id"], row["to_stop_id"]): int(row["min_transfer_time"]) for row in feed["transfers"]
    }
    assert len(walks) == len(feed["transfers"]) == 10
    assert all(walks[b, a] == walked_s for (a, b), walked_s in walks.items())
    assert all(120 <= walked_s <= 600 for walked_s in walks.values())
    assert {stop_id for pair in walks for stop_id in pair} <= ids(feed["stops"], "stop_id")
    assert ids(feed["transfers"], "transfer_type") == {"2"}


def test_a_change_takes_two_minutes_at_least():
    assert metro_timetable.transfer_time_s(0) == 120
    assert metro_timetable.transfer_time_s(91) == 180


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_station_and_line_is_named_in_every_language(feed, language):
    rows = [row for row in feed["translations"] if row["language"] == language and row["translation"]]
    named = {(row["table_name"], row["field_name"], row["record_id"]) for row in rows}
    assert {("stops", "stop_name", stop_id) for stop_id in ids(feed["stops"], "stop_id")} <= named
    assert {("routes", "route_long_name", route_id) for route_id in ids(feed["routes"], "route_id")} <= named
    assert {("agency", "agency_name", "metro"), ("feed_info", "feed_publisher_name", "")} <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_headsign_is_translated_by_its_words(feed, language):
    rows = [
        row for row in feed["translations"] if row["table_name"] == "trips" and row["language"] == language
    ]
    assert ids(rows, "field_name") == {"trip_headsign"}
    assert ids(rows, "field_value") == ids(feed["trips"], "trip_headsign")


def test_no_text_is_translated_twice_into_one_language(feed):
    keys = [
        tuple(value for field, value in row.items() if field != "translation") for row in feed["translations"]
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("line", ["M1", "M2", "M3", "M4"])
def test_text_on_the_colour_of_a_line_is_readable(feed, line):
    route = next(row for row in feed["routes"] if row["route_id"] == line)
    assert contrast(route["route_color"], route["route_text_color"]) >= 4.5


def test_the_feed_says_that_its_timetable_is_illustrative(feed):
    assert feed["feed_info"][0]["feed_version"] == "illustrative-2026-01-01"
    assert any("rasmiy jadvali emas" in row["organization_name"] for row in feed["attributions"])
    assert all("rasmiy jadvali emas" in row["route_desc"] for row in feed["routes"])
    assert ids(feed["stop_times"], "timepoint") == {"0"}


def test_the_feed_names_openstreetmap_and_its_licence(feed):
    assert any(
        "OpenStreetMap" in row["organization_name"] and "ODbL" in row["organization_name"]
        for row in feed["attributions"]
    )


def test_only_the_interpolated_station_says_that_its_place_is_approximate(feed):
    assert [row["stop_id"] for row in feed["stops"] if row["stop_desc"]] == ["sirgali"]


def test_the_feed_is_valid_from_the_first_day_to_the_last(feed):
    assert ids(feed["calendar"], "start_date") == {feed["feed_info"][0]["feed_start_date"]} == {"20260101"}
    assert ids(feed["calendar"], "end_date") == {feed["feed_info"][0]["feed_end_date"]} == {"20261231"}


def test_the_publisher_hands_in_its_own_address(tmp_path):
    metro.build_feed(tmp_path / "metro.zip", FIRST_DAY, FIRST_DAY, publisher_url="https://city.test/uz/data/")
    assert (
        read_feed(tmp_path / "metro.zip")["feed_info"][0]["feed_publisher_url"]
        == "https://city.test/uz/data/"
    )


def test_the_same_days_give_the_same_bytes(tmp_path):
    first = make_feed(tmp_path).read_bytes()
    assert make_feed(tmp_path).read_bytes() == first


def test_the_zip_does_not_tell_when_it_was_made(tmp_path):
    with zipfile.ZipFile(make_feed(tmp_path, FIRST_DAY, FIRST_DAY)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_feed_that_ends_before_it_starts_is_refused(tmp_path):
    with pytest.raises(ValueError, match="before it starts"):
        make_feed(tmp_path, LAST_DAY, FIRST_DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named_and_not_made(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no such folder.*nowhere"):
        make_feed(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_feed_and_nothing_half_written(tmp_path, monkeypatch):
    old = make_feed(tmp_path).read_bytes()
    monkeypatch.setattr(metro.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        make_feed(tmp_path, FIRST_DAY, FIRST_DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["metro.zip"]
    assert (tmp_path / "metro.zip").read_bytes() == old


def full_disk(file_descriptor):
    raise OSError(28, "No space left on device")
