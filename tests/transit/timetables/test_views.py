"""Pages of timetables, with the metro of the demonstration."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.transit.test_views import LANGUAGES, coming_workday, read_departures

PATHS = (
    "stops/metro:chorsu?day=2026-11-30",
    "stops/metro:chorsu/sheet",
    "routes/metro:M1/timetable",
    "routes/metro:M1/timetable?direction=1&day=sat&stops=main",
)


def read_page(client, path):
    return BeautifulSoup(client.get(f"/en/transit/{path}").text, "html.parser")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_timetables_is_whole_and_says_that_it_is_illustrative(client, city_data, lang, path):
    answer = client.get(f"/{lang}/transit/{path}")
    assert answer.status_code == 200
    assert BeautifulSoup(answer.text, "html.parser").select_one(".demo")


def test_a_whole_day_has_the_minutes_of_each_hour_and_leads_to_the_days_beside_it(client, city_data):
    page = read_page(client, f"stops/metro:chorsu?day={coming_workday()}")
    hours = [row.th.get_text(" ", strip=True) for row in page.select(".board__table")[0].select("tbody tr")]
    assert hours[0] == "05"
    assert page.select(".board__table tbody td")[1].get_text().split()[:2] == ["02", "10"]
    assert {"The day before", "The day after"} <= {link.get_text(strip=True) for link in page.select("a")}


def test_a_day_beyond_the_timetable_is_said_to_be_beyond_it(client, city_data):
    assert "says nothing about 1 May 1999" in client.get("/en/transit/stops/metro:chorsu?day=1999-05-01").text


@pytest.mark.parametrize("path", ["stops/metro:chorsu?day=tomorrow", "routes/metro:M1/timetable?day=0001-01-01"])
def test_a_day_that_is_none_is_answered_with_one_sentence(client, city_data, path):
    answer = client.get(f"/en/transit/{path}")
    assert answer.status_code == 422
    assert "is not right" in answer.text


def test_departures_are_narrowed_to_a_line_and_to_one_way(client, city_data):
    at = f"at={coming_workday()}T08:02"
    both = read_departures(client, f"/en/transit/stops/metro:chorsu?line=metro:M2&{at}")
    assert both == read_departures(client, f"/en/transit/stops/metro:chorsu?{at}")
    one = read_departures(client, f"/en/transit/stops/metro:chorsu?line=metro:M2&direction=1&{at}")
    assert one == [row for row in both if row[1] == "Beruniy"]
    assert read_departures(client, f"/en/transit/stops/metro:chorsu?line=metro:M1&{at}") == []


def test_the_way_chosen_is_marked_and_kept_in_the_form(client, city_data):
    page = read_page(client, "stops/metro:chorsu?line=metro:M2&direction=1")
    assert page.select_one(".chips [aria-current]").get_text(strip=True) == "Towards Beruniy"
    assert page.select_one("form.moment input[name=line]")["value"] == "metro:M2"


def test_a_sheet_has_every_kind_of_day_and_the_address_as_a_code(client, city_data):
    page = read_page(client, "stops/metro:chorsu/sheet")
    heads = [head.get_text(strip=True) for head in page.select(".board__table")[0].select("thead th")]
    assert heads == ["Hour", "Monday to Friday", "Saturday", "Sunday"]
    assert page.select_one(".sheet__address").get_text() == "http://localhost/en/transit/stops/metro:chorsu"
    drawing = ElementTree.fromstring(str(page.select_one("svg.code")))
    assert drawing.get("viewbox") and not [each for each in drawing.iter() if each.get("style")]


def test_the_grid_of_a_line_has_a_row_a_stop_and_a_column_a_trip(client, city_data):
    page = read_page(client, "routes/metro:M1/timetable?day=mon")
    tables = page.select("table.grid")
    assert {len(table.select("tbody tr")) for table in tables} == {17}
    columns = [head.get_text(" ", strip=True) for table in tables for head in table.select("thead th")[1:]]
    assert columns == [f"Trip {number}" for number in range(1, len(columns) + 1)]
    assert tables[0].select_one("tbody td").get_text(strip=True) == "05:00"


def test_main_stops_alone_are_fewer_rows(client, city_data):
    page = read_page(client, "routes/metro:M1/timetable?day=mon&stops=main")
    names = [row.th.get_text(strip=True) for row in page.select("table.grid")[0].select("tbody tr")]
    assert names[0] == "Buyuk Ipak Yoʻli" and names[-1] == "Chinor" and "Paxtakor" in names
    assert len(names) < 17


def test_a_line_shows_how_often_it_runs_as_bars_and_as_a_table(client, city_data):
    page = read_page(client, "routes/metro:M1")
    assert len(page.select("svg.bars")) == 2
    figures = [int(cell.get_text()) for cell in page.select(".frequency")[0].select("tbody td")]
    assert sum(figures) > 100
    assert [text.get_text() for text in page.select("svg.bars")[0].select("text")[::2]] == [str(each) for each in figures]


def test_a_stop_says_whether_wheelchair_users_can_board(client, city_data):
    assert "It is not known whether wheelchair users can board here" in client.get("/en/transit/stops/metro:chorsu").text
