"""The feed of the metro holds together, speaks four languages and says what it is."""

from collections import Counter, defaultdict

import pytest

from tests.transit.metro_feed import calls_by_trip, ids
from transit.colours import contrast

LANGUAGES = ("uz-Cyrl", "ru", "en")
REFERENCES = (
    ("routes", "agency_id", "agency"),
    ("trips", "route_id", "routes"),
    ("trips", "service_id", "calendar"),
    ("trips", "shape_id", "shapes"),
    ("stop_times", "trip_id", "trips"),
    ("stop_times", "stop_id", "stops"),
    ("calendar_dates", "service_id", "calendar"),
)


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


def test_a_trip_follows_its_shape(feed):
    shapes = defaultdict(list)
    for point in feed["shapes"]:
        shapes[point["shape_id"]].append((point["shape_pt_lat"], point["shape_pt_lon"], point["shape_dist_traveled"]))
    places = {row["stop_id"]: (row["stop_lat"], row["stop_lon"]) for row in feed["stops"]}
    calls = calls_by_trip(feed)
    for trip in feed["trips"]:
        ridden = [(*places[call["stop_id"]], call["shape_dist_traveled"]) for call in calls[trip["trip_id"]]]
        assert ridden == shapes[trip["shape_id"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_station_and_line_is_named_in_every_language(feed, language):
    rows = [row for row in feed["translations"] if row["language"] == language and row["translation"]]
    named = {(row["table_name"], row["field_name"], row["record_id"]) for row in rows}
    assert {("stops", "stop_name", stop_id) for stop_id in ids(feed["stops"], "stop_id")} <= named
    assert {("routes", "route_long_name", route_id) for route_id in ids(feed["routes"], "route_id")} <= named
    assert {("agency", "agency_name", "metro"), ("feed_info", "feed_publisher_name", "")} <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_headsign_is_translated_by_its_words(feed, language):
    rows = [row for row in feed["translations"] if row["table_name"] == "trips" and row["language"] == language]
    assert ids(rows, "field_name") == {"trip_headsign"}
    assert ids(rows, "field_value") == ids(feed["trips"], "trip_headsign")


def test_no_text_is_translated_twice_into_one_language(feed):
    keys = [tuple(value for field, value in row.items() if field != "translation") for row in feed["translations"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("line", ["M1", "M2", "M3", "M4"])
def test_text_on_the_colour_of_a_line_is_readable(feed, line):
    route = next(row for row in feed["routes"] if row["route_id"] == line)
    assert contrast(f"#{route['route_color']}", f"#{route['route_text_color']}") >= 4.5


def test_the_feed_says_that_its_timetable_is_illustrative(feed):
    assert feed["feed_info"][0]["feed_version"] == "illustrative-2026-01-01"
    assert any("rasmiy jadvali emas" in row["organization_name"] for row in feed["attributions"])
    assert all("rasmiy jadvali emas" in row["route_desc"] for row in feed["routes"])
    assert ids(feed["stop_times"], "timepoint") == {"0"}


def test_the_feed_names_openstreetmap_and_its_licence(feed):
    assert any("OpenStreetMap" in row["organization_name"] and "ODbL" in row["organization_name"] for row in feed["attributions"])


def test_only_the_interpolated_station_says_that_its_place_is_approximate(feed):
    assert [row["stop_id"] for row in feed["stops"] if row["stop_desc"]] == ["sirgali"]


def test_the_feed_is_valid_from_the_first_day_to_the_last(feed):
    assert ids(feed["calendar"], "start_date") == {feed["feed_info"][0]["feed_start_date"]} == {"20260101"}
    assert ids(feed["calendar"], "end_date") == {feed["feed_info"][0]["feed_end_date"]} == {"20261231"}
