"""What an import keeps of a feed: names in four languages, colours, directions, ways on foot, days."""

from datetime import date

import pytest
from sqlalchemy import func, select

from city.database import db
from tests.transit.feeds import import_feed, make_calls, make_service, make_stop, make_trip, write_feed
from transit import models, network


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed, inside an app context."""
    with app.app_context():
        yield lambda key="tram", **changed: import_feed(write_feed(tmp_path / "feed.zip", **changed), key)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def translate(table, field, language, text, **found_by):
    return {"table_name": table, "field_name": field, "language": language, "translation": text} | found_by


def test_a_stop_id_may_be_any_text(place):
    odd = "7/А б:«в»"
    place(
        stops=[make_stop(odd), make_stop("B")],
        stop_times=make_calls("T1", "08:00:00", "08:10:00", stops=[odd, "B"]),
    )
    assert network.get_stop(f"tram:{odd}").name("en").text == f"Stop {odd}"


def test_names_come_in_the_languages_of_translations_txt(place):
    place(
        stops=[make_stop("A", stop_name="Chorsu"), make_stop("B"), make_stop("C", stop_name="Minor")],
        feed_info=[{"feed_publisher_name": "City", "feed_publisher_url": "https://example.com", "feed_lang": "uz"}],
        translations=[
            translate("stops", "stop_name", "ru", "Чорсу", record_id="A"),
            translate("stops", "stop_name", "uz-Cyrl", "Чорсу бозори", record_id="A"),
            translate("stops", "stop_name", "en", "Minaret", field_value="Minor"),
            translate("stops", "stop_name", "de", "Basar", record_id="A"),
        ],
    )
    assert network.get_stop("tram:A").names == {"uz": "Chorsu", "uz-Cyrl": "Чорсу бозори", "ru": "Чорсу"}
    assert network.get_stop("tram:C").names == {"uz": "Minor", "en": "Minaret"}


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("en", "en"), ("uz-Latn-UZ", "uz"), ("uz-Cyrl", "uz-Cyrl"), ("ru-RU", "ru"), ("de", "en"), ("", "en")],
)
def test_a_feed_without_translations_is_shown_in_its_own_language(place, tag, shown):
    agency = {"agency_name": "Tram", "agency_timezone": "Asia/Tashkent", "agency_lang": tag}
    place(agency=[agency])
    assert list(network.get_stop("tram:A").names) == [shown]


def test_colours_that_cannot_be_read_get_black_or_white(place):
    route = {"route_id": "R1", "route_short_name": "1", "route_type": 0}
    place(routes=[route | {"route_color": "FFFF00", "route_text_color": "FFFFFF"}])
    assert (network.get_line("tram:R1").line.colour, network.get_line("tram:R1").line.text_colour) == (
        "#FFFF00",
        "#000000",
    )
    place(routes=[route | {"route_color": "red"}])
    assert network.get_line("tram:R1").line.colour == "#0D5FA8"


def test_without_directions_the_way_back_is_told_from_the_way_there(place):
    place(
        trips=[make_trip("T1"), make_trip("T2")],
        stop_times=[
            *make_calls("T1", "08:00:00", "08:05:00", "08:10:00"),
            *make_calls("T2", "09:00:00", "09:05:00", "09:10:00", stops="CBA"),
        ],
    )
    assert list(network.get_line("tram:R1").directions) == [0, 1]
    assert [call.key for call in network.list_calls("tram:R1", 1)] == ["tram:C", "tram:B", "tram:A"]


def test_a_line_is_shown_as_most_of_its_trips_run(place):
    short = make_calls("T1", "07:00:00", "07:05:00")
    full = [row for trip in ("T2", "T3") for row in make_calls(trip, "08:00:00", "08:04:00", "08:10:00")]
    place(trips=[make_trip(trip, direction_id=0) for trip in ("T1", "T2", "T3")], stop_times=[*short, *full])
    assert [(call.key, call.run_s) for call in network.list_calls("tram:R1", 0)] == [
        ("tram:A", 0),
        ("tram:B", 240),
        ("tram:C", 600),
    ]


def test_a_way_on_foot_is_kept_with_its_time_and_the_lines_there(place):
    walk = {"from_stop_id": "A", "to_stop_id": "X", "transfer_type": 2, "min_transfer_time": 150}
    place(
        stops=[*(make_stop(stop) for stop in "ABC"), make_stop("X"), make_stop("Y")],
        routes=[{"route_id": route, "route_short_name": route, "route_type": 0} for route in ("R1", "R2")],
        trips=[make_trip("T1"), make_trip("T2", route_id="R2")],
        stop_times=[
            *make_calls("T1", "08:00:00", "08:05:00"),
            *make_calls("T2", "08:00:00", "08:05:00", stops="XY"),
        ],
        transfers=[
            walk,
            walk | {"to_stop_id": "Y", "transfer_type": 3},
            walk | {"to_stop_id": "A"},
            walk | {"to_stop_id": "gone"},
        ],
    )
    change = network.list_changes(["tram:A"])["tram:A"]
    assert [(each.key, each.walk_min, [line.badge for line in each.lines]) for each in change] == [("tram:X", 3, ["R2"])]


def test_entrances_and_nodes_are_no_stops(place):
    place(
        stops=[
            *(make_stop(stop) for stop in "ABC"),
            make_stop("door", location_type=2, parent_station="A"),
            make_stop("n", "", "", location_type=3),
        ]
    )
    assert count(models.Stop) == 3


def test_the_days_of_a_feed_are_what_it_says_of_itself_else_those_of_its_services(place):
    place(calendar=[make_service(start="20261101", end="20261130")])
    assert network.get_stop("tram:A").timetable.first_day == date(2026, 11, 1)
    info = {
        "feed_publisher_name": "City",
        "feed_start_date": "20261115",
        "feed_end_date": "20261120",
        "feed_version": "7",
    }
    place(calendar=[make_service(start="20261101", end="20261130")], feed_info=[info])
    shown = network.get_stop("tram:A").timetable
    assert (shown.first_day, shown.last_day, shown.version, shown.illustrative) == (
        date(2026, 11, 15),
        date(2026, 11, 20),
        "7",
        False,
    )
