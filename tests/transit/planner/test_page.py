"""The page of the planner: whole without a script, never a dead end."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from tests.transit.planner.town import DAY, make_town
from transit.planner.ends import STOP

PLAN = "/en/transit/plan"
ASKED = {"from": "stop:town:A", "to": "stop:town:E", "mode": "leave", "date": DAY, "time": "08:00"}


@pytest.fixture
def town(app, client, tmp_path):
    make_town(app, tmp_path)
    return client


def read(client, path=PLAN, status=200, **asked):
    answer = client.get(path, query_string=asked)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
def test_the_planner_is_whole_in_every_language(client, city_data, lang):
    asked = {"from": "stop:metro:chorsu", "to": "stop:metro:novza", "depart_at": "2026-11-24T08:00"}
    assert read(client, f"/{lang}/transit/plan").form
    page = read(client, f"/{lang}/transit/plan", **asked)
    assert 1 <= len(page.select("details.journey")) <= 5
    assert page.select(".demo")


def test_a_journey_shows_its_legs_and_what_happens_when_a_change_is_missed(town):
    page = read(town, **ASKED)
    first, second, _third = page.select("details.journey")
    assert text_of(first.select_one(".journey__times")) == "08:00 – 08:32"
    assert "Change: 3 minutes to spare. If you miss it: arrival at 09:50, 78 minutes later." in text_of(first)
    assert "On foot: 30 m" in text_of(first)
    assert "tight change" in text_of(second) and "tight change" not in text_of(first)


def test_the_first_journey_is_open_and_its_way_is_on_the_map(town):
    page = read(town, **ASKED)
    assert [each.has_attr("open") for each in page.select("details.journey")] == [True, False, False]
    assert "/api/v1/transit/journeys/map?" in str(page)


def test_a_link_to_one_journey_shows_that_one(town):
    links = read(town, **ASKED).select(".journey__tools a")
    address = next(link["href"] for link in links if "plan.ics" not in link["href"])
    page = BeautifulSoup(town.get(address).text, "html.parser")
    assert len(page.select("details.journey")) == 1
    assert page.select_one("[data-print]")


def test_a_journey_goes_into_the_calendar(town):
    links = read(town, **ASKED).select(".journey__tools a")
    answer = town.get(next(link["href"] for link in links if "plan.ics" in link["href"]))
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert event["dtstart"].dt.isoformat() == "2026-11-24T03:00:00+00:00"
    assert str(event["summary"]) == "Stop A → Stop E"
    assert "08:00–08:10 1: Stop A → Stop B" in str(event["description"])


def test_earlier_later_first_and_last_are_links(town):
    chips = {text_of(link): link["href"] for link in read(town, **ASKED | {"to": "stop:town:C"}).select("nav.chips a")}
    times = {
        name: [text_of(each) for each in BeautifulSoup(town.get(address).text, "html.parser").select(".journey__times")]
        for name, address in chips.items()
    }
    assert times["Later"] == ["01:00 25 November 2026 – 01:20"]
    assert times["Earlier"] == ["08:00 – 08:20"]
    assert times["First of the day"] == ["08:00 – 08:20"]
    assert times["Last of the day"][0].startswith("01:00 25 November 2026")


def test_when_nothing_goes_the_next_connection_is_shown(town):
    page = read(town, **ASKED | {"to": "stop:town:C", "time": "12:00"})
    assert "This is the next connection." in text_of(page.main)
    assert len(page.select("details.journey")) == 1


@pytest.mark.parametrize(("asked", "words"), [
    ({"to": "stop:town:A"}, "the same place"),
    ({"to": "qqqqqqq"}, "was not found"),
    ({"date": "2028-05-05"}, "say nothing about 5 May 2028"),
])  # fmt: skip
def test_what_cannot_be_answered_is_said_above_the_form(town, asked, words):
    page = read(town, status=422, **ASKED | asked)
    assert words in text_of(page.select_one(".govuk-error-summary"))
    assert page.select_one("form.plan")


def test_one_end_alone_fills_the_form(town):
    page = read(town, **{"from": "stop:town:A"})
    assert page.select_one("#from")["value"] == "Stop A"
    assert not page.select("details.journey")


def test_the_ends_can_be_swapped_without_a_script(town):
    page = read(town, **ASKED | {"swap": "1"})
    assert (page.select_one("#from")["value"], page.select_one("#to")["value"]) == ("Stop E", "Stop A")


def test_words_with_several_meanings_are_offered_as_choices_and_the_choice_is_kept(client, city_data):
    page = read(client, **{"from": "Amir Temur", "to": "Chorsu", "mode": "leave", "date": DAY, "time": "08:00"})
    choices = page.select("input[name=from_id]")
    assert len(choices) > 1 and sum(choice.has_attr("checked") for choice in choices) == 1
    other = next(choice["value"] for choice in choices if not choice.has_attr("checked"))
    chosen = {"from": "Amir Temur", "from_was": "Amir Temur", "from_id": other, "to": "stop:metro:chorsu"}
    again = read(client, **chosen | {"depart_at": f"{DAY}T08:00"})
    assert again.select_one("input[name=from_id][checked]")["value"] == other
    assert again.select_one("#from")["value"] == "Amir Temur"
    address = next(link["href"] for link in again.select("nav.chips a"))
    assert parse_qs(urlsplit(address).query)["from"] == [other]


def test_a_choice_is_forgotten_when_other_words_are_typed(client, city_data):
    page = read(client, **{"from": "Novza", "from_was": "Amir Temur", "from_id": "stop:metro:chorsu", "to": "stop:metro:chorsu"})
    assert page.select_one("h2").get_text(strip=True).startswith("Novza")


def test_a_park_leads_to_its_nearest_stops_on_foot(client, city_data):
    answer = client.get("/api/v1/transit/journeys?from=stop:metro:chorsu&to=park:milliy-bog&depart_at=2026-11-24T08:00&lang=en")
    last = answer.json["journeys"][0]["legs"][-1]
    assert last["kind"] == "walk" and last["to"]["id"] == "park:milliy-bog"


def test_the_name_of_a_quarter_leads_to_its_station(client, city_data):
    found = client.get("/api/v1/transit/journeys/ends?q=Chilonzor").json["ends"]
    assert found and all(each["id"].startswith(STOP) for each in found)
    assert found[0]["stop"] == "metro:chilonzor"


def test_stops_parks_and_the_front_page_lead_to_the_planner(client, city_data):
    for path in ("/en/transit/stops/metro:chorsu", "/en/green/spaces/milliy-bog", "/en/transit/"):
        page = BeautifulSoup(client.get(path).text, "html.parser")
        assert page.select_one("main a[href*='/transit/plan'], main form[action*=plan]"), path
    page = client.get("/en/green/spaces/milliy-bog").text
    assert "/en/transit/plan?to=park:milliy-bog" in page


def test_without_a_timetable_the_page_says_so(client):
    page = read(client, status=404, **{"from": "69.2,41.3", "to": "69.3,41.3"})
    assert "There is no timetable yet." in text_of(page.main)
