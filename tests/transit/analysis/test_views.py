"""Pages of the analysis, with the metro of the demonstration: whole in every language, and the same figures as in the files."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from city.clock import now
from city.database import unit_of_work
from tests.transit.feeds import import_feed, make_calls, make_stop, make_trip, write_feed
from transit.analysis import measuring

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
PATHS = ("", "/lines", "/lines?day=7", "/lines/metro:M1", "/access", "/gaps")
FILES = {"lines": "line-service", "hours": "line-hours", "access": "transit-access"}
ROOT = "/en/transit/analysis"


def read_page(client, path):
    answer = client.get(f"{ROOT}{path}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def read_csv(client, table):
    answer = client.get(f"/data/{FILES[table]}.csv")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data().decode(), newline="")))


def texts_of(row):
    return [cell.get_text(" ", strip=True) for cell in row.find_all("td")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_analysis_is_whole_in_every_language(client, city_data, lang, path):
    assert client.get(f"/{lang}/transit/analysis{path}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_that_the_timetable_is_illustrative(client, city_data, path):
    assert "illustrative" in read_page(client, path).select_one(".demo").text


def test_the_access_page_says_method_source_and_assumption(client, city_data):
    for path in ("/access", "/gaps"):
        text = read_page(client, path).get_text(" ", strip=True)
        for said in ("11.2.1", "as the crow flies", "evenly spread", "1 January 2023", "No timetable of buses is loaded"):
            assert said in text


def test_the_files_say_that_they_are_illustrative(client, city_data):
    for table in ("lines", "hours"):
        assert {each["illustrative"] for each in read_csv(client, table)} == {"true"}
    links = {link["href"] for link in read_page(client, "").select("a[download]")}
    assert links == {f"/data/{key}.csv" for key in (*FILES.values(), "transit-gaps")}


def test_before_anything_is_worked_out_the_pages_say_so(client):
    for path in ("", "/lines", "/access", "/gaps"):
        assert "Nothing has been worked out yet" in read_page(client, path).text


def test_a_line_that_is_not_there_is_not_found(client, city_data):
    assert client.get(f"{ROOT}/lines/metro:M9").status_code == 404
    assert client.get("/api/v1/transit/analysis/lines/metro:M9").status_code == 404


def test_the_lines_of_a_day_are_those_of_the_file(client, city_data):
    rows = read_page(client, "/lines?day=1").select(".line-figures tbody tr")
    wanted = [each for each in read_csv(client, "lines") if "1" in each["weekdays"]]
    assert len(rows) == len(wanted) == 8  # four lines, both ways
    assert [texts_of(row)[3] for row in rows] == [each["trips"] for each in wanted]


def test_departures_by_hour_add_up_to_those_of_the_day(client, city_data):
    rows = read_page(client, "/lines/metro:M1").select_one(".beside table").select("tbody tr")
    of_file = [
        each
        for each in read_csv(client, "hours")
        if (each["line"], each["direction"], each["weekdays"]) == ("metro:M1", "0", "12345")
    ]
    assert [texts_of(row)[0] for row in rows] == [each["departures"] for each in of_file]
    day = next(each for each in read_csv(client, "lines") if each["line"] == "metro:M1" and each["weekdays"] == "12345")
    assert sum(int(each["departures"]) for each in of_file) == int(day["trips"])


def test_people_add_up_over_the_districts_and_over_reach(client, city_data):
    rows = [each for each in read_csv(client, "access") if each["kind"] == "any"]
    assert len(rows) == 12
    assert sum(int(each["people"]) for each in rows) == 2_955_700
    assert all(int(each["people"]) == int(each["people_reached"]) + int(each["people_beyond"]) for each in rows)
    shown = read_page(client, "/access").select_one("tfoot tr")
    assert texts_of(shown)[3:] == ["2,955,700", f"{sum(int(each['people_beyond']) for each in rows):,}"]


def test_gaps_are_listed_with_most_people_first_and_drawn(client, city_data):
    rows = read_page(client, "/gaps").select(".split__list tbody tr")
    people = [int(texts_of(row)[0].replace(",", "")) for row in rows]
    assert people == sorted(people, reverse=True) and len(people) == 12
    drawn = client.get("/api/v1/transit/analysis/gaps?lang=en").get_json(force=True)["features"]
    assert {each["properties"]["people_beyond"] for each in drawn} == set(people)
    assert {each["geometry"]["type"] for each in drawn} == {"MultiPolygon"}


def test_the_json_has_the_figures_of_the_files(client, city_data):
    day = client.get("/api/v1/transit/analysis/lines?day=7&lang=en").get_json(force=True)
    assert (day["current"], day["illustrative"], day["timetables"]) == (True, True, ["metro"])
    wanted = {(each["line"], each["direction"]): each for each in read_csv(client, "lines") if "7" in each["weekdays"]}
    assert {(each["line"], str(each["direction"])) for each in day["lines"]} == wanted.keys()
    for each in day["lines"]:
        of_file = wanted[each["line"], str(each["direction"])]
        assert float(of_file["headway_min"]) == each["headway_min"] and 7 in each["weekdays"]
    one = client.get("/api/v1/transit/analysis/lines/metro:M1").get_json(force=True)["lines"]
    assert all(sum(hour["departures"] for hour in each["hours"]) == each["trips"] for each in one)
    access = client.get("/api/v1/transit/analysis/access").get_json(force=True)["districts"]
    assert sum(each["people"] for each in access) == client.get("/api/v1/transit/analysis").get_json(force=True)["people"]


@pytest.mark.parametrize("day", ["0", "8", "Monday"])
def test_a_day_that_is_none_gets_one_sentence(client, city_data, day):
    assert client.get(f"{ROOT}/lines?day={day}").status_code == 422
    assert client.get(f"/api/v1/transit/analysis/lines?day={day}").status_code == 422


def test_two_timetables_stand_on_one_page_and_an_old_one_is_said_to_be_old(app, city_data, tmp_path):
    buses = write_feed(
        tmp_path / "bus.zip",
        stops=[make_stop("A", 69.175, 41.288), make_stop("B", 69.18, 41.29)],
        routes=[{"route_id": "R1", "route_short_name": "67", "route_long_name": "Bus", "route_type": 3}],
        trips=[make_trip("T1")],
        stop_times=make_calls("T1", "08:00:00", "08:05:00"),
    )
    with app.app_context():
        import_feed(buses, "bus", now())
    client = app.test_client()
    assert "A timetable has changed" in read_page(client, "/lines").text
    with app.app_context(), unit_of_work():
        assert measuring.bring_up_to_date(now())
    page = read_page(client, "/lines?day=1")
    assert "A timetable has changed" not in page.text and len(page.select(".line-figures tbody tr")) == 9
    assert "Counted: 2 stops of bus or tram and 50 stations" in read_page(client, "/access").text
    shares = {(each["district"], each["kind"]): float(each["share"]) for each in read_csv(client, "access")}
    assert shares["uchtepa", "bus"] > 0 and shares["uchtepa", "any"] > shares["uchtepa", "rail"]
