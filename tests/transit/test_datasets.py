"""Open data of public transport: what is given is the timetable that may be passed on, whole, and programs can read it again."""

import io
import zipfile
from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from city import geo
from city.clock import TASHKENT, now
from city.database import db
from city.errors import NotFound
from tests.transit.feeds import NOW, import_feed, write_feed
from tests.transit.metro_feed import calls_by_trip, read_feed, seconds
from transit import datasets, given
from transit.calendars import DAYS
from transit.calls.reading import list_line_calls
from transit.models import Feed, Route, Stop, Trip

ZIP = "/transit/timetables/metro/gtfs.zip"


@pytest.fixture
def context(app, city_data):
    with app.app_context():
        yield


def describe(at=now):
    return {each.key: each for each in datasets.describe(at)}


def list_rows(key, at=now):
    return list(describe(at)[key].rows())


def read_given(folder):
    """The tables of the file that is given."""
    path = folder / "given.zip"
    path.write_bytes(given.read_zip("metro"))
    return path, read_feed(path)


def list_services(tables, day):
    """What runs on a day, by the calendar of the feed."""
    said, weekday = f"{day:%Y%m%d}", DAYS[day.weekday()]
    valid = [row for row in tables["calendar"] if row["start_date"] <= said <= row["end_date"]]
    running = {row["service_id"] for row in valid if row[weekday] == "1"}
    for row in tables["calendar_dates"]:
        if row["date"] == said:
            (running.add if row["exception_type"] == "1" else running.discard)(row["service_id"])
    return running


def test_stops_are_those_of_the_file_with_their_place(context, tmp_path):
    _path, tables = read_given(tmp_path)
    rows = {row["gtfs_id"]: row for row in list_rows("stops")}
    assert rows.keys() == {row["stop_id"] for row in tables["stops"]}
    for row in tables["stops"]:
        text = f'"coordinates":[{float(row["stop_lon"]):.6f},{float(row["stop_lat"]):.6f}]'
        assert text in rows[row["stop_id"]]["geometry"]
    assert {row["station"] for row in rows.values()} - {None} <= {row["id"] for row in rows.values()}


def test_lines_go_both_ways_and_each_way_has_its_headsign_in_four_languages(context):
    rows = list_rows("lines")
    assert set(Counter(row["id"] for row in rows).values()) == {2}
    assert all(row[f"headsign_{language}"] for row in rows for language in ("uz", "uz_cyrl", "ru", "en"))
    one, other = (row for row in rows if row["id"] == rows[0]["id"])
    assert one["direction"] != other["direction"] and one["headsign_en"] != other["headsign_en"]


def test_departures_are_those_that_the_file_has_for_the_day(context, tmp_path):
    _path, tables = read_given(tmp_path)
    day = now().astimezone(TASHKENT).date()
    services = list_services(tables, day)
    trips = {row["trip_id"] for row in tables["trips"] if row["service_id"] in services}
    midnight = datetime.combine(day, time(), TASHKENT)
    wanted = {
        (trip, call["stop_id"], midnight + timedelta(seconds=seconds(call["departure_time"])))
        for trip, calls in calls_by_trip(tables).items()
        if trip in trips
        for call in sorted(calls, key=lambda call: int(call["stop_sequence"]))[:-1]  # at the last nobody gets on
    }
    gtfs_ids = {row["id"]: row["gtfs_id"] for row in list_rows("stops")}
    rows = list_rows("departures", lambda: midnight + timedelta(hours=12))
    assert {(row["trip"], gtfs_ids[row["stop"]], row["departs_at"]) for row in rows} == wanted
    assert len(rows) == len(wanted) > 1000 and {row["service_day"] for row in rows} == {day}


def test_the_day_is_that_of_tashkent_and_departures_change_with_it(context):
    evening = now().astimezone(TASHKENT).replace(hour=23, minute=59)
    for moment in (evening, evening + timedelta(minutes=1)):
        found = describe(lambda at=moment: at.astimezone(UTC))["departures"]
        assert next(iter(found.rows()))["service_day"] == moment.date()
        assert found.updated_at() >= datetime.combine(moment.date(), time(), TASHKENT)


def test_the_file_can_be_read_again_and_gives_the_same_stops_and_trips(context, tmp_path):
    path, _tables = read_given(tmp_path)
    import_feed(path, "again", now())
    assert read_stops("again") == read_stops("metro") and len(read_stops("again")) > 40
    assert read_trips("again") == read_trips("metro") and len(read_trips("again")) > 500
    metro, again = (db.session.scalar(select(Feed).where(Feed.key == key)) for key in ("metro", "again"))
    for name in ("names", "first_day", "last_day", "version", "timezone", "illustrative"):
        assert getattr(again, name) == getattr(metro, name), name


def read_stops(key):
    query = select(Stop).join(Feed, Feed.id == Stop.feed_id).where(Feed.key == key)
    return {each.gtfs_id: (each.names, geo.lon_lat(each.place), each.approximate) for each in db.session.scalars(query)}


def read_trips(key):
    """{trip: its line, and when it calls where}."""
    feed_id = db.session.scalar(select(Feed.id).where(Feed.key == key))
    stops = dict(db.session.execute(select(Stop.id, Stop.gtfs_id)).all())
    query = select(Trip.id, Trip.gtfs_id, Route.gtfs_id).join(Route, Route.id == Trip.route_id)
    names = {number: names for number, *names in db.session.execute(query.where(Route.feed_id == feed_id))}
    trips = {}
    for line in list_line_calls([feed_id]):
        columns = zip(line.stop_id.tolist(), line.arrival_s.tolist(), line.departure_s.tolist(), strict=True)
        calls = [(stops[stop], *times) for stop, *times in columns]
        for at, number in enumerate(line.trip_id.tolist()):
            trip, route = names[number]
            trips.setdefault(trip, []).extend((route, *call) for call in calls[line.first[at] : line.first[at + 1]])
    return trips


def test_the_timetable_of_somebody_else_is_not_passed_on(context, tmp_path):
    before = [len(list_rows(key)) for key in ("stops", "lines", "gtfs", "departures")]
    import_feed(write_feed(tmp_path / "tram.zip"), "tram")
    assert [len(list_rows(key)) for key in ("stops", "lines", "gtfs", "departures")] == before
    with pytest.raises(NotFound):
        given.read_zip("tram")


def test_one_that_somebody_imported_under_our_key_is_not_either(context, tmp_path):
    import_feed(write_feed(tmp_path / "feed.zip"), "metro")
    found = describe(lambda: NOW)
    assert [list(each.rows()) for each in found.values()] == [[]] * 4
    assert {each.updated_at() for each in found.values()} == {None}
    assert list(found["gtfs"].files()) == []
    with pytest.raises(NotFound):
        given.read_zip("metro")


def test_times_are_said_to_be_illustrative_and_places_are_not(context):
    assert {key: each.illustrative() for key, each in describe().items()} == {
        "stops": False,
        "lines": False,
        "gtfs": True,
        "departures": True,
    }


def test_the_file_is_fetched_from_the_page_of_its_dataset(client, city_data):
    assert '"/data/gtfs/metro-gtfs.zip"' in client.get("/en/data/gtfs").text
    led = client.get("/data/gtfs/metro-gtfs.zip")
    assert (led.status_code, led.location) == (302, ZIP)
    answer = client.get(ZIP)
    assert answer.mimetype == "application/zip" and "metro-gtfs.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None and {"stops.txt", "trips.txt", "feed_info.txt"} <= set(archive.namelist())
    assert client.get(ZIP).data == answer.data


@pytest.mark.once
def test_the_file_names_the_address_of_the_site_as_its_publisher(client, app, city_data, tmp_path):
    app.config["SITE_ADDRESS"] = "https://city.example"
    (tmp_path / "metro.zip").write_bytes(client.get(ZIP).data)
    (told,) = read_feed(tmp_path / "metro.zip")["feed_info"]
    assert told["feed_publisher_url"] == "https://city.example/uz/data/"


def test_a_timetable_that_is_not_there_is_not_found(client, city_data):
    assert client.get("/transit/timetables/none/gtfs.zip").status_code == 404
    assert client.get("/data/gtfs/none-gtfs.zip").status_code == 404
