"""Pages of public transport, with the metro of the demonstration."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from city.clock import TASHKENT, now
from transit import metro_timetable

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
PATHS = (
    "",
    "?near=69.28,41.31",
    "routes/metro:M1",
    "routes/metro:M4?direction=1",
    "stops/metro:chorsu",
    "stops/metro:sirgali",
)


def coming_workday():
    """A day of the weekday service, after today and inside the demonstration's period."""
    days = (now().astimezone(TASHKENT).date() + timedelta(days=number) for number in range(1, 10))
    return next(day for day in days if day.weekday() < 5 and day not in metro_timetable.holidays(day, day))


def read_departures(client, address):
    """[(badge, headsign, wait, clock)] of the table on a stop's page."""
    page = BeautifulSoup(client.get(address).text, "html.parser")
    rows = page.select("table.departures tbody tr")
    return [tuple(cell.get_text(" ", strip=True) for cell in row.find_all("td")) for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_public_transport_is_whole_in_every_language(client, city_data, lang, path):
    assert client.get(f"/{lang}/transit/{path}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_that_the_timetable_is_illustrative(client, city_data, path):
    page = client.get(f"/en/transit/{path}").text
    assert "The timetable is illustrative" in page
    assert "illustrative-" in page


def test_without_a_timetable_the_page_says_so(client):
    assert "There is no timetable yet." in client.get("/en/transit/").text


def test_all_fifty_stations_are_listed_under_their_lines(client, city_data):
    page = BeautifulSoup(client.get("/uz/transit/").text, "html.parser")
    blocks = {block.h3.get_text(" ", strip=True).split()[1]: block.select("li[data-id]") for block in page.select(".line-block")}
    assert {line: len(stations) for line, stations in blocks.items()} == {
        "M1": 17,
        "M2": 11,
        "M3": 8,
        "M4": 14,
    }
    assert blocks["M1"][0].get_text(strip=True) == "Buyuk Ipak Yoʻli"


def test_near_me_lists_the_nearest_ten_by_distance(client, city_data):
    page = BeautifulSoup(client.get("/en/transit/?near=69.2433,41.3119").text, "html.parser")
    found = [item.get_text(" ", strip=True) for item in page.select(".split__list section")[0].select("li")]
    assert len(found) == 10
    assert found[0] == "Xalqlar doʻstligi 20\u00a0m"


def test_near_me_in_london_is_answered_with_one_sentence(client, city_data):
    answer = client.get("/en/transit/?near=-0.1276,51.5072")
    assert answer.status_code == 422
    assert "This place is outside Tashkent." in answer.text


@pytest.mark.parametrize("path", ["stops/metro:nowhere", "stops/chorsu", "routes/metro:M9", "routes/"])
def test_what_does_not_exist_is_a_page_not_found(client, city_data, path):
    assert client.get(f"/en/transit/{path}").status_code == 404


def test_a_station_shows_five_trains_each_way_with_wait_and_clock(client, city_data):
    found = read_departures(client, f"/uz/transit/stops/metro:chorsu?at={coming_workday()}T08:02")
    assert len(found) == 10
    assert {row[1] for row in found} == {"Beruniy", "Doʻstlik"}
    assert found[0][0].split()[0] == "M2"
    assert found[0][3].startswith("08:0")


def test_a_headsign_is_in_the_readers_language(client, city_data):
    at = f"{coming_workday()}T08:02"
    assert {row[1] for row in read_departures(client, f"/ru/transit/stops/metro:chorsu?at={at}")} == {
        "Беруни",
        "Дустлик",
    }
    assert {row[1] for row in read_departures(client, f"/uz-cyrl/transit/stops/metro:chorsu?at={at}")} == {
        "Беруний",
        "Дўстлик",
    }


def test_the_form_of_date_and_time_asks_for_the_same_as_a_moment_in_one_piece(client, city_data):
    day = coming_workday()
    asked = [f"at={day}T23:50", f"date={day}&time=23:50"]
    found = [read_departures(client, f"/en/transit/stops/metro:chorsu?{each}") for each in asked]
    assert found[0] == found[1]
    assert found[0]


def test_trains_after_midnight_are_marked_as_tomorrows(client, city_data):
    found = read_departures(client, f"/en/transit/stops/metro:chorsu?at={coming_workday()}T23:50")
    assert any(row[3].startswith("00:") and row[3].endswith("tomorrow") for row in found)
    assert any(row[3].startswith("23:") and "tomorrow" not in row[3] for row in found)


def test_at_a_terminus_trains_go_one_way_only(client, city_data):
    found = read_departures(client, f"/uz/transit/stops/metro:chinor?at={coming_workday()}T08:00")
    assert {row[1] for row in found} == {"Buyuk Ipak Yoʻli"}


@pytest.mark.parametrize(
    "query",
    [
        "at=yesterday",
        "at=2026-13-01T08:00",
        "date=24.11.2026",
        "time=8",
        "at=0001-01-01T00:00",
        "date=9999-12-31",
    ],
)
def test_a_moment_that_is_none_is_answered_with_one_sentence(client, city_data, query):
    answer = client.get(f"/en/transit/stops/metro:chorsu?{query}")
    assert answer.status_code == 422
    assert "is not right" in answer.text


def test_a_day_beyond_the_timetable_is_said_to_be_beyond_it(client, city_data):
    page = client.get("/en/transit/stops/metro:chorsu?at=1999-01-01T08:00").text
    assert "This timetable is valid from" in page
    assert "says nothing about 1 January 1999" in page


def test_a_station_names_where_to_change_how_long_it_takes_and_its_district(client, city_data):
    page = BeautifulSoup(client.get("/uz/transit/stops/metro:paxtakor").text, "html.parser")
    assert page.select_one("li[data-id='metro:alisher-navoiy'] a")
    assert "Shayxontohur tumani" in page.get_text()


def test_only_the_station_that_was_not_surveyed_is_called_approximate(client, city_data):
    said = "its place is approximate"
    assert said in client.get("/en/transit/stops/metro:sirgali").text
    assert said not in client.get("/en/transit/stops/metro:chorsu").text


def test_a_line_shows_its_stations_in_order_with_run_times_and_first_and_last_trains(client, city_data):
    page = BeautifulSoup(client.get("/en/transit/routes/metro:M3?direction=0").text, "html.parser")
    stations = page.select("table.line-stops tbody tr")
    assert [stations[0].a.get_text(strip=True), stations[-1].a.get_text(strip=True)] == [
        "Turkiston",
        "Mingoʻrik",
    ]
    assert stations[-1].td.get_text(strip=True) == "17 min"
    assert [svg.text for svg in stations[-2].select("svg")] == ["M1"]
    days = [row.th.get_text(strip=True) for row in page.select("table.line-hours tbody tr")]
    assert days[-3:] == ["Monday to Friday", "Saturday", "Sunday"]
    assert page.select("table.line-hours tbody tr")[-3].td.get_text() == "05:00"


def test_the_other_direction_is_a_link_and_turns_the_list_round(client, city_data):
    page = BeautifulSoup(client.get("/en/transit/routes/metro:M3?direction=1").text, "html.parser")
    assert page.select_one("table.line-stops tbody tr").a.get_text(strip=True) == "Mingoʻrik"
    assert page.select_one("a.chip[aria-current]").get_text(strip=True) == "Towards Turkiston"


def test_a_district_lists_the_stations_that_lie_in_it(client, city_data):
    page = client.get("/uz/districts/uchtepa").text
    assert "metro:beruniy" not in page
    assert "metro:chilonzor" in client.get("/uz/districts/chilonzor").text


def test_the_front_page_counts_lines_and_stations(client, city_data):
    page = client.get("/en/").text
    assert "4 lines" in page
    assert "50 stations" in page


@pytest.mark.parametrize("typed", ["Чиланзар", "chilonzor", "чилонзор", "Chilonzr"])
def test_a_station_is_found_in_any_script_and_with_a_mistake(client, city_data, typed):
    found = client.get("/api/v1/search", query_string={"q": typed, "kind": "station"}).json["results"]
    assert "/transit/stops/metro:chilonzor" in found[0]["url"]


def test_a_line_is_found_by_its_badge(client, city_data):
    found = client.get("/api/v1/search?q=M3&kind=line&lang=en").json["results"]
    assert [each["name"] for each in found] == ["M3, Yunusobod line"]


def test_the_years_of_the_demonstration_hold_today(client, city_data):
    today = date.today()
    assert f"illustrative-{today.year}-01-01" in client.get("/en/transit/").text
