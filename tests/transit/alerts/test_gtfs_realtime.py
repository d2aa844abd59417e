"""The feed for others is right by the GTFS-Realtime reference, and feeds of others are read as they are meant."""

from datetime import timedelta

import pytest
from google.protobuf import text_format
from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as gtfs
from sqlalchemy import select

from city.database import db, unit_of_work
from tests.transit.alerts.material import ANNA, NOW, add_feed, forget_line, make_content, make_period, publish_alert
from transit.alerts import publishing, reading, sources
from transit.alerts.content import About, Content, Text
from transit.alerts.gtfs_realtime import read_feed, write_feed, write_text
from transit.models import Headsign, Route, Service, Trip


@pytest.fixture
def feeds(app):
    """An open context with two timetables that have the same ids."""
    with app.app_context():
        add_feed("tram")
        add_feed("bus", kind=3, number=2)
        yield


def list_entities(message):
    return [
        {field.name: value for field, value in each.ListFields()}
        for entity in message.entity
        for each in entity.alert.informed_entity
    ]


def test_header_and_alert_have_all_that_the_reference_requires(feeds):
    texts = {"uz": Text("Yoʻl yopiq", "", "https://a.uz"), "ru": Text("Путь закрыт", "Ждите.")}
    number = publish_alert(make_content(periods=[make_period(0, 2), make_period(5)], effect="NO_SERVICE", **texts))
    message = gtfs.FeedMessage.FromString(write_feed(NOW + timedelta(seconds=59)).SerializeToString())
    assert message.IsInitialized()
    assert message.header.gtfs_realtime_version == "2.0"
    assert message.header.incrementality == gtfs.FeedHeader.FULL_DATASET
    assert message.header.timestamp == NOW.timestamp()
    (entity,) = message.entity
    assert entity.id == str(number) and entity.HasField("alert") and not entity.HasField("trip_update")
    alert, begin = entity.alert, int(NOW.timestamp())
    assert [(each.start, each.end) for each in alert.active_period] == [(begin, begin + 7200), (begin + 18000, 0)]
    assert not alert.active_period[1].HasField("end")
    assert (alert.cause, alert.effect) == (gtfs.Alert.MAINTENANCE, gtfs.Alert.NO_SERVICE)
    said = {each.language: each.text for each in alert.header_text.translation}
    assert said == {"uz": "Yoʻl yopiq", "uz-Cyrl": "Йўл ёпиқ", "ru": "Путь закрыт"}
    assert {each.language: each.text for each in alert.description_text.translation} == said | {"ru": "Ждите."}
    assert {each.language for each in alert.url.translation} == {"uz", "uz-Cyrl", "ru"}


def test_entities_are_told_by_the_ids_of_the_timetable(feeds):
    publish_alert(make_content("line:tram:R1", "stop:tram:A"))
    assert list_entities(write_feed(NOW)) == [{"route_id": "R1"}, {"stop_id": "A"}]


def test_a_timetable_may_be_asked_for_alone_since_ids_may_be_the_same(feeds):
    publish_alert(make_content("line:tram:R1"))
    publish_alert(make_content("line:bus:R1", "stop:tram:A"))
    assert list_entities(write_feed(NOW, "tram")) == [{"stop_id": "A"}, {"route_id": "R1"}]
    assert list_entities(write_feed(NOW, "bus")) == [{"route_id": "R1"}]
    assert len(list_entities(write_feed(NOW))) == 3


def test_a_whole_timetable_is_told_by_the_kinds_of_lines_that_it_has(feeds):
    publish_alert(make_content("feed:bus"))
    publish_alert(make_content("all"), NOW - timedelta(hours=1))
    assert list_entities(write_feed(NOW, "bus")) == [{"route_type": 3}, {"route_type": 3}]
    assert list_entities(write_feed(NOW, "tram")) == [{"route_type": 0}]
    assert list_entities(write_feed(NOW)) == [{"route_type": 3}, {"route_type": 0}, {"route_type": 3}]


def test_ids_that_the_timetable_has_no_more_are_left_out(feeds):
    publish_alert(make_content("line:tram:R1", "stop:tram:A"))
    publish_alert(make_content("line:tram:R1"))
    forget_line()
    message = write_feed(NOW)
    assert list_entities(message) == [{"stop_id": "A"}]


def test_the_feed_stays_the_same_to_the_byte_within_a_minute_and_is_later_once_it_changed(feeds):
    first = publish_alert(at=NOW - timedelta(hours=1))
    before = write_feed(NOW + timedelta(seconds=1)).SerializeToString(deterministic=True)
    assert write_feed(NOW + timedelta(seconds=29)).SerializeToString(deterministic=True) == before
    with unit_of_work():
        publishing.withdraw(first, 2, ANNA, NOW + timedelta(seconds=30))
    after = write_feed(NOW + timedelta(seconds=31))
    assert not after.entity and after.header.timestamp == int(NOW.timestamp()) + 30
    assert write_feed(NOW + timedelta(seconds=61)).header.timestamp == int(NOW.timestamp()) + 60


def test_what_is_planned_is_told_and_what_is_over_is_not(feeds):
    publish_alert(make_content(periods=[make_period(5, 6)]))
    assert len(write_feed(NOW).entity) == 1
    assert len(write_feed(NOW + timedelta(hours=6)).entity) == 0


def test_the_text_form_says_the_same(feeds):
    publish_alert()
    message = write_feed(NOW)
    text = write_text(message)
    assert "Yoʻl yopiq" in text and text_format.Parse(text, gtfs.FeedMessage()) == message


def make_message():
    message = gtfs.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    alert = message.entity.add(id="x1").alert
    alert.active_period.add(start=1_780_000_000)
    alert.informed_entity.add(agency_id="any")
    alert.informed_entity.add(route_id="R1", stop_id="A", direction_id=0)
    alert.informed_entity.add(route_type=3)
    alert.informed_entity.add().trip.trip_id = "T1"
    alert.informed_entity.add().trip.trip_id = "no such trip"
    alert.cause, alert.effect = gtfs.Alert.STRIKE, gtfs.Alert.DETOUR
    for text, language in (("Heading", "en-GB"), ("Sarlavha", ""), ("Titre", "fr"), ("Сарлавҳа", "uz-Cyrl-UZ")):
        alert.header_text.translation.add(text=text, language=language)
    alert.url.translation.add(text="https://a.uz", language="en")
    message.entity.add(id="gone", is_deleted=True).alert.cause = gtfs.Alert.STRIKE
    message.entity.add(id="vehicle").vehicle.vehicle.id = "1"
    return message


def add_trip(gtfs_id, line):
    """A trip of a line, with the least that belongs to it."""
    with unit_of_work():
        route = db.session.scalar(select(Route).where(Route.key == line))
        db.session.add_all(
            [Headsign(id=1, feed_id=route.feed_id, name_en="There"), Service(id=1, feed_id=route.feed_id, gtfs_id="S")]
        )
        db.session.flush()
        of = {"route_id": route.id, "service_id": 1, "headsign_id": 1, "shape_id": None}
        db.session.add(Trip(id=1, gtfs_id=gtfs_id, direction=0, start_s=0, end_s=60, exact=True, **of))


def test_a_feed_of_others_is_read(feeds):
    add_trip("T1", "tram:R1")
    (told,) = read_feed(make_message().SerializeToString(), "tram")
    assert told.ref == "x1"
    assert told.content.about == (
        About("tram"),
        About("tram", "tram:R1", "tram:A", 0),
        About("tram", route_type=3),
        About("tram", "tram:R1", trip="T1"),
    )
    assert (told.content.cause, told.content.effect) == ("STRIKE", "DETOUR")
    header, link = Text("Sarlavha"), "https://a.uz"
    assert told.content.texts == {"uz": header, "uz-Cyrl": Text("Сарлавҳа"), "en": Text("Heading", "", link)}
    (english,) = read_feed(make_message().SerializeToString(), "tram", "en")
    assert english.content.texts == {"uz-Cyrl": Text("Сарлавҳа"), "en": Text("Heading", "", link)}
    assert told.content.periods[0].end is None


def test_what_is_no_feed_is_refused():
    with pytest.raises(DecodeError):
        read_feed(b"<html>", "tram")


def test_what_was_written_comes_back_the_same(feeds):
    content = Content(
        "WEATHER",
        "STOP_MOVED",
        (About("tram", "tram:R1"), About("tram", stop="tram:A")),
        (make_period(1, 2),),
        {"uz": Text("Yoʻl yopiq", "Kuting."), "uz-Cyrl": Text("Йўл ёпиқ", "Кутинг."), "ru": Text("Закрыто", "Ждите.")},
    )
    number = publish_alert(content)
    (told,) = read_feed(write_feed(NOW, "tram").SerializeToString(), "tram")
    assert told == sources.Told(str(number), content)
    with unit_of_work():
        sources.replace_from_source("other", [told], NOW)
    assert len(reading.list_for([], ["tram:R1"], NOW + timedelta(hours=1))) == 2
