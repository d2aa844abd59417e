"""Pages of a stop and of a line show what a feed says of them; one that says nothing shows nothing of it."""

import pytest
from bs4 import BeautifulSoup

from tests.transit.feeds import import_feed, make_calls, make_stop, make_trip, write_feed

AGENCY = {
    "agency_id": "a",
    "agency_name": "Tram works",
    "agency_url": "https://tram.example",
    "agency_timezone": "Asia/Tashkent",
    "agency_phone": "+998 71 200 00 00",
    "agency_fare_url": "https://tram.example/fares",
}
ROUTE = {"route_id": "R1", "route_short_name": "1", "route_type": 0, "route_desc": "Runs on holidays too"}
STOPS = [
    make_stop("S", location_type=1, wheelchair_boarding=1, stop_desc="Beside the bazaar", stop_url="https://tram.example/S"),
    make_stop("A", parent_station="S", platform_code="2a", stop_code="4711"),
    make_stop("B"),
    make_stop("C"),
    make_stop("door", 69.2501, location_type=2, parent_station="S", stop_name="Northern door"),
]
WAY = {"pathway_id": "w", "from_stop_id": "door", "to_stop_id": "A", "pathway_mode": 5, "is_bidirectional": 1}
SOLD = {"currency_type": "UZS", "transfers": 1, "transfer_duration": 3600, "payment_method": 1}


@pytest.fixture
def full(app, tmp_path):
    """A timetable that says all that it can."""
    with app.app_context():
        import_feed(
            write_feed(
                tmp_path / "feed.zip",
                agency=[AGENCY],
                routes=[ROUTE],
                stops=STOPS,
                trips=[make_trip("T1", wheelchair_accessible=1, bikes_allowed=2)],
                stop_times=make_calls("T1", "08:00:00", "08:05:00", "08:10:00"),
                pathways=[WAY | {"traversal_time": 130, "length": 40}],
                fare_attributes=[{"fare_id": "city", "price": 3000} | SOLD],
                attributions=[{"organization_name": "Mappers", "is_producer": 1, "attribution_url": "https://maps.example"}],
            )
        )


def read(client, address):
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return page, page.get_text(" ", strip=True).replace("\xa0", " ")


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
@pytest.mark.parametrize("path", ["routes/tram:R1", "stops/tram:S", "stops/tram:A", "stops/tram:B"])
def test_pages_with_all_facts_are_whole_in_every_language(client, full, lang, path):
    assert client.get(f"/{lang}/transit/{path}").status_code == 200


def test_the_page_of_a_station_shows_entrances_with_their_ways_and_who_may_use_them(client, full):
    page, text = read(client, "/en/transit/stops/tram:S")
    facts = page.select_one("section[aria-labelledby=facts]").get_text(" ", strip=True)
    for said in (
        "Accessible with a wheelchair",
        "Beside the bazaar",
        "Northern door",
        "to platform 2a, 2 min, 40 m, without stairs",
    ):
        assert said in facts.replace("\xa0", " ")
    assert page.find("a", href="https://tram.example/S")
    assert "With data of: Mappers" in text


def test_the_page_of_a_platform_shows_its_number_and_what_stands_on_it(client, full):
    rows = read(client, "/en/transit/stops/tram:A")[0].select("section[aria-labelledby=facts] .govuk-summary-list__row")
    told = {row.dt.get_text(strip=True): row.dd.get_text(strip=True) for row in rows}
    assert told == {"Stop number": "4711", "Platform": "2a", "Accessibility": "Accessible with a wheelchair"}


def test_the_page_of_a_stop_of_which_nothing_is_said_has_no_such_part(client, full):
    assert not read(client, "/en/transit/stops/tram:B")[0].select("#facts")


def test_the_page_of_a_line_shows_operator_accessibility_and_prices(client, full):
    page, text = read(client, "/en/transit/routes/tram:R1")
    for said in ("Runs on holidays too", "Operator: Tram works , +998 71 200 00 00", "All vehicles take wheelchairs"):
        assert said in text
    assert "Bicycles may not be taken along" in text
    row = page.select_one("#prices ~ div table tbody tr").get_text(" ", strip=True).replace("\xa0", " ")
    assert row == "city paid before boarding, 1 change, valid for 60 minutes 3,000 soum"
    assert page.find("a", href="https://tram.example/fares")


def test_a_price_is_written_as_the_reader_writes_money(client, full):
    page = read(client, "/uz/transit/routes/tram:R1")[0]
    assert page.select_one("#prices ~ div td").get_text(strip=True).replace("\xa0", " ") == "3 000 soʻm"


def test_the_api_says_the_same(client, full):
    stop = client.get("/api/v1/transit/stops/tram:S?lang=en").json
    assert stop["wheelchair"] is True
    assert stop["entrances"] == [{"name": "Northern door", "lon": 69.2501, "lat": 41.3, "wheelchair": True}]
    line = client.get("/api/v1/transit/routes/tram:R1?lang=en").json
    assert (line["operator"], line["wheelchair"], line["bicycles"]) == ("Tram works", "all", "none")
    assert line["prices"] == [{"name": "city", "amount": "3000", "currency": "UZS", "rider": ""}]
    assert client.get("/api/v1/transit/stops/tram:B").json["wheelchair"] is None
