"""Who runs a line, who has to be named with a timetable, and what a feed says of a line's rides."""

import pytest

from tests.transit.feeds import import_feed, make_calls, make_trip, write_feed
from transit import network
from transit.operators import showing

AGENCY = {"agency_name": "Tram", "agency_url": "https://tram.example", "agency_timezone": "Asia/Tashkent"}
ROUTE = {"route_id": "R1", "route_short_name": "1", "route_type": 0}


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed, inside an app context."""
    with app.app_context():
        yield lambda **changed: import_feed(write_feed(tmp_path / "feed.zip", **changed))


def name(named):
    return named.name("en").text


def test_a_line_names_its_own_operator_of_several(place):
    agencies = [
        AGENCY | {"agency_id": "a"},
        AGENCY | {"agency_id": "b", "agency_name": "Bus", "agency_phone": "+998 71 200 00 00"},
    ]
    place(agency=agencies, routes=[ROUTE | {"agency_id": "b"}])
    operator = showing.read_line_facts("tram:R1").operator
    assert (name(operator), operator.phone) == ("Bus", "+998 71 200 00 00")


def test_a_lone_operator_runs_every_line_whether_they_say_it_or_not(place):
    place(agency=[AGENCY])
    assert name(showing.read_line_facts("tram:R1").operator) == "Tram"


def test_of_several_operators_none_is_named_where_the_line_does_not_say(place):
    place(agency=[AGENCY | {"agency_id": "a"}, AGENCY | {"agency_id": "b"}])
    assert showing.read_line_facts("tram:R1").operator is None


def test_an_address_that_is_not_of_the_web_is_not_linked_to(place):
    place(
        agency=[AGENCY | {"agency_url": "javascript:alert(1)"}], routes=[ROUTE | {"route_url": "ftp://x", "route_desc": "Round"}]
    )
    facts = showing.read_line_facts("tram:R1")
    assert (facts.operator.url, facts.url, facts.description) == ("", "", "Round")


@pytest.mark.parametrize(
    ("values", "share"),
    [((1, 1), "all"), ((1, 2), "some"), ((1, ""), "some"), ((2, 2), "none"), (("", ""), None), ((2, ""), "none")],
)
def test_it_is_said_whether_all_rides_or_some_take_wheelchairs_and_bicycles(place, values, share):
    trips = [make_trip(f"T{n}", wheelchair_accessible=value, bikes_allowed=value) for n, value in enumerate(values)]
    place(trips=trips, stop_times=[row for n in range(2) for row in make_calls(f"T{n}", "08:00:00", "08:05:00")])
    facts = showing.read_line_facts("tram:R1")
    assert (facts.wheelchair, facts.bicycle) == (share, share)


def test_the_publisher_and_those_to_be_named_stand_with_the_timetable(place):
    info = {
        "feed_publisher_name": "City",
        "feed_publisher_url": "https://city.example",
        "feed_lang": "en",
        "feed_contact_email": "gtfs@city.example",
    }
    place(
        feed_info=[info],
        attributions=[
            {"organization_name": "Mappers", "is_producer": 1, "attribution_url": "https://maps.example"},
            {"organization_name": "Line lovers", "route_id": "R1", "is_operator": 1},
            {"organization_name": "Of another line", "route_id": "R9"},
            {"organization_name": "Of one trip", "trip_id": "T1"},
        ],
    )
    timetable = network.get_line("tram:R1").timetable
    credits = showing.read_credits(timetable, "tram:R1")
    assert (credits.publisher, credits.url, credits.contact_email) == ("City", "https://city.example", "gtfs@city.example")
    assert [each.organization for each in credits.others] == ["Mappers", "Line lovers"]
    assert [each.organization for each in showing.read_credits(timetable).others] == ["Mappers"]
