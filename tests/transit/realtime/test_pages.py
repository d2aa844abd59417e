"""What readers see of real time: on the pages of stops and lines, in words, in JSON."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from city.clock import now
from tests.transit.feeds import import_feed
from tests.transit.realtime.messages import make, poll, skip, stop, update, vehicle, write
from tests.transit.realtime.present import clock_of, write_present_feed
from transit.realtime import live, messages

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


@pytest.fixture
def at():
    return now().replace(second=0, microsecond=0)


@pytest.fixture
def told(app, tmp_path, at):
    """told(update, ...): a line with trips around the present, and these words on them."""
    feed = write_present_feed(tmp_path / "now.zip", at)
    with app.app_context():
        import_feed(feed, now=at)

    def tell(*updates, moment=at, **more):
        with app.app_context():
            assert poll(write(tmp_path / "rt.pb", moment, *updates, **more), moment, max_age=timedelta(minutes=3)).error is None

    return tell


def read_stop(client, key="A", lang="en"):
    page = BeautifulSoup(client.get(f"/{lang}/transit/stops/tram:{key}").text, "html.parser")
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in page.select("table.departures tbody tr")]
    return rows, page.select_one(".realtime").get_text(" ", strip=True), page


def test_a_departure_says_in_words_how_late_it_is_and_when_it_leaves(client, told, at):
    told(update(stop(1, 300), trip="T1"))
    (first, second, *_), state, page = read_stop(client)
    assert "5 min late" in first[3] and first[3].startswith(clock_of(at + timedelta(minutes=15)))
    assert f"planned {clock_of(at + timedelta(minutes=10))}" in first[3]
    assert "by the timetable" in second[3]
    assert state.startswith("● Live Updated")
    assert page.select_one("[data-transit-live]")


def test_the_cancelled_the_skipped_and_the_punctual_are_told_apart(client, told):
    told(update(trip="T1", relation=messages.CANCELLED), update(skip(1), trip="T2"), update(stop(1, 10), trip="T3"))
    (first, second, third), _state, _page = read_stop(client)
    assert "cancelled" in first[3] and first[2] == "–"
    assert "does not stop here" in second[3]
    assert "on time" in third[3]


def test_a_trip_that_should_have_left_is_still_waited_for(client, told):
    rows = read_stop_rows(client, told, update(stop(1, 20 * 60), trip="T0"))
    assert len(rows) == 4 and "20 min late" in rows[0][3]


def read_stop_rows(client, told, *updates):
    told(*updates)
    return read_stop(client)[0]


def test_a_deleted_trip_is_not_shown(client, told):
    assert len(read_stop_rows(client, told, update(trip="T1", relation=messages.DELETED))) == 2


def test_a_trip_that_is_in_no_timetable_is_shown_as_extra(client, told, at):
    moment = int((at + timedelta(minutes=5)).timestamp())
    extra = update(
        stop(1, at=moment, stop="A"), stop(2, at=moment + 300, stop="B"),
        trip="extra", route="R1", relation=messages.ADDED, headsign="Depot",
    )  # fmt: skip
    rows = read_stop_rows(client, told, extra)
    assert rows[0][1] == "Depot" and "extra trip" in rows[0][3]


def test_without_real_time_and_with_silent_real_time_a_page_says_timetable_only(client, told, app):
    _rows, state, page = read_stop(client)
    assert "Timetable only" in state and "There is no real time here." in state
    assert not page.select_one("[data-transit-live]")
    told(update(stop(1, 300), trip="T1"), moment=now() - timedelta(minutes=10))
    rows, state, page = read_stop(client)
    assert "Timetable only" in state and "silent since" in state
    assert "late" not in rows[0][3]


def test_what_a_simulator_made_is_marked_on_every_page(client, told):
    told(update(stop(1, 300), trip="T1"), vehicles=[vehicle(trip="T1")], simulated=True)
    for path in ("stops/tram:A", "routes/tram:R1", "live?line=tram:R1", ""):
        assert "Real time is simulated" in client.get(f"/en/transit/{path}").text, path
    assert client.get("/api/v1/transit/vehicles").json["features"][0]["properties"]["simulated"] is True


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_with_real_time_are_whole_in_every_language(client, told, lang):
    told(
        update(stop(1, 300), trip="T1"), update(stop(1, -120), trip="T2"), update(trip="T3", relation=messages.CANCELLED),
        vehicles=[vehicle(trip="T1", sequence=1)],
    )  # fmt: skip
    for path in ("stops/tram:B", "routes/tram:R1", "live?line=tram:R1&stop=tram:B", "live", "punctuality", ""):
        assert client.get(f"/{lang}/transit/{path}").status_code == 200, path


def test_the_page_in_words_tells_each_vehicle_and_who_arrives(client, told):
    told(
        update(stop(1, 120), trip="T1"), update(stop(1, 0), trip="T0"),
        vehicles=[vehicle("V1", trip="T1", sequence=1), vehicle("V2", trip="T0", sequence=2)],
    )  # fmt: skip
    page = BeautifulSoup(client.get("/en/transit/live?line=1&stop=tram:B").text, "html.parser")
    items = [item.get_text(" ", strip=True) for item in page.select(".vehicles__item")]
    assert "arriving" in items[0] and "V2" in items[0]
    assert "1 stop away" in items[1] and "2 min late" in items[1] and "told" in items[1]
    arrivals = page.select("[data-arrival]")
    assert [each["data-arrival"] for each in arrivals] == ["tram/V2"]
    assert page.select_one("[data-live-news]")["aria-live"] == "polite"


def test_a_trip_whose_vehicle_does_not_tell_its_place_is_told_by_its_times(client, told):
    told(update(stop(1, 60), trip="T0"))
    page = BeautifulSoup(client.get("/en/transit/live?line=1&stop=tram:C").text, "html.parser")
    (item,) = page.select(".vehicles__item")
    assert "next stop: Stop C" in item.get_text(" ", strip=True) and "arriving" in item.get_text(" ", strip=True)


def test_vehicles_as_json_go_by_line_and_box(client, told):
    told(update(stop(1, 120), trip="T1"), vehicles=[vehicle("V1", trip="T1", sequence=1), vehicle("V2", trip="T2", lon=69.4)])
    found = client.get("/api/v1/transit/vehicles?line=tram:R1&bbox=69.2,41.2,69.3,41.4&lang=en").json["features"]
    assert [each["properties"]["id"] for each in found] == ["tram/V1"]
    first = found[0]["properties"]
    assert (first["delay_s"], first["next_stop"], first["headsign"]) == (120, "tram:A", "Far")
    assert client.get("/api/v1/transit/vehicles?line=tram:R2").json["features"] == []
    assert client.get("/api/v1/transit/vehicles?bbox=1,2").status_code == 422


def test_departures_as_json_carry_what_is_known(client, told, at):
    told(update(stop(1, 300), trip="T1"), update(trip="T2", relation=messages.CANCELLED))
    found = client.get("/api/v1/transit/stops/tram:A/departures?lang=en").json
    assert found["realtime"]["state"] == "live" and found["realtime"]["simulated"] is False
    lives = [each["live"] and (each["live"]["state"], each["live"]["delay_s"]) for each in found["departures"]]
    assert lives[:3] == [("late", 300), ("cancelled", 0), None] or lives[:3] == [("cancelled", 0), ("late", 300), None]


def test_the_stream_tells_a_browser_that_something_new_is_known(client, app, told):
    with app.test_client().get("/transit/live/events", buffered=False) as answer:
        parts = answer.response
        assert b"hello" in next(parts)
        told(update(stop(1, 60), trip="T1"))
        heard = b""
        while b"moved" not in heard:
            heard += next(parts)
    assert b'{"feeds": ["tram"]}' in heard


def test_the_snapshot_is_read_once_a_second_by_a_process(app, told, at):
    told(update(stop(1, 60), trip="T1"))
    with app.app_context():
        assert live.snapshot(at) is live.snapshot(at)
        assert make(at).updates == ()
