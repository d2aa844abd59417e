"""Which alerts a stop, a line and a journey are told of, at which moment, and in which words."""

from datetime import timedelta

import pytest

from city.database import db, unit_of_work
from tests.transit.alerts.material import (
    ANNA,
    NOW,
    add_feed,
    make_content,
    make_period,
    publish_alert,
    write_alert,
)
from transit.alerts import publishing, reading, writing
from transit.alerts.content import About, Content, Period, Text, from_json, to_json
from transit.alerts.sources import Told, replace_from_source


@pytest.fixture
def feed(app):
    """An open context with two timetables that have the same ids."""
    with app.app_context():
        add_feed("tram")
        add_feed("bus", kind=3, number=2)
        yield


def list_ids(stops=(), lines=(), moment=NOW, until=None):
    return [alert.id for alert in reading.list_for(stops, lines, moment, until)]


def test_a_content_comes_back_from_what_is_kept_of_it():
    about = (About("tram", line="tram:R1", direction=0, trip="T1"), About(), About("tram", route_type=3))
    content = Content(
        "WEATHER", "DETOUR", about, (make_period(0, 5), Period(None, NOW)), {"ru": Text("Заголовок", "", "https://a.uz")}
    )
    assert from_json(to_json(content)) == content


def test_an_alert_about_a_line_is_told_to_who_rides_it_and_to_nobody_else(feed):
    number = publish_alert(make_content("line:tram:R1"))
    assert list_ids(lines=["tram:R1"]) == [number]
    assert list_ids(["tram:A"], ["bus:R1"]) == []


@pytest.mark.parametrize(("about", "asked"), [("tram:A", "tram:A-p1"), ("tram:A-p1", "tram:A"), ("tram:A", "tram:A")])
def test_a_station_and_its_platforms_share_their_alerts(feed, about, asked):
    number = publish_alert(make_content(f"stop:{about}"))
    assert list_ids([asked]) == [number]
    assert list_ids(["bus:A"]) == []


def test_an_alert_about_a_timetable_is_about_all_its_lines_and_stops(feed):
    number = publish_alert(make_content("feed:tram"))
    assert list_ids(lines=["tram:R1"]) == list_ids(["tram:A"]) == [number]
    assert list_ids(["bus:A"], ["bus:R1"]) == []


def test_an_alert_about_everything_is_told_to_all(feed):
    number = publish_alert(make_content("all"))
    assert list_ids(lines=["bus:R1"]) == list_ids(["tram:A"]) == list_ids() == [number]


def test_who_says_a_line_at_a_stop_means_both(feed):
    both = make_content()
    with unit_of_work():
        about = (About("tram", line="tram:R1", stop="tram:A"), About("bus", route_type=0))
        replace_from_source("rt", [Told("1", Content(about=about, texts=both.texts))], NOW)
    assert len(list_ids(["tram:A"], ["tram:R1"])) == 1
    assert list_ids(["tram:A"], []) == list_ids([], ["tram:R1"]) == list_ids([], ["bus:R1"]) == []


def test_a_kind_of_line_is_told_to_lines_of_that_kind(feed):
    with unit_of_work():
        replace_from_source("rt", [Told("1", Content(about=(About(route_type=3),), texts={"uz": Text("Avtobuslar")}))], NOW)
    assert len(list_ids(lines=["bus:R1"])) == 1
    assert list_ids(lines=["tram:R1"]) == []


def test_it_holds_from_its_first_moment_until_before_its_last(feed):
    number = publish_alert(make_content(periods=[make_period(1, 2), make_period(5, 6)]))
    seen = {hours: list_ids(lines=["tram:R1"], moment=NOW + timedelta(hours=hours)) for hours in (0, 1, 1.9, 2, 4, 5, 6)}
    assert {hours for hours, found in seen.items() if found == [number]} == {1, 1.9, 5}
    assert list_ids(lines=["tram:R1"], moment=NOW, until=NOW + timedelta(hours=3)) == [number]
    assert list_ids(lines=["tram:R1"], moment=NOW + timedelta(hours=3), until=NOW + timedelta(hours=4)) == []


def test_what_is_planned_is_told_too_where_that_is_asked_for(feed):
    number = publish_alert(make_content(periods=[make_period(5, 6)]))
    assert list_ids(lines=["tram:R1"]) == []
    assert [alert.id for alert in reading.list_coming([], ["tram:R1"], NOW)] == [number]
    assert reading.list_coming([], ["tram:R1"], NOW + timedelta(hours=6)) == []


def test_drafts_and_withdrawn_alerts_are_told_to_nobody(feed):
    write_alert()
    number = publish_alert()
    with unit_of_work():
        publishing.withdraw(number, 2, ANNA, NOW)
    assert list_ids(lines=["tram:R1"]) == [] and reading.list_all(NOW) == []


def test_what_hurts_most_comes_first_then_the_newest(feed):
    effects = ("ADDITIONAL_SERVICE", "NO_SERVICE", "DETOUR", "NO_SERVICE")
    made = [publish_alert(make_content(effect=effect), NOW + timedelta(minutes=at)) for at, effect in enumerate(effects)]
    assert list_ids(lines=["tram:R1"], moment=NOW + timedelta(hours=1)) == [made[3], made[1], made[2], made[0]]


def test_an_alert_stays_when_its_line_is_gone_and_is_told_where_the_line_comes_back(feed):
    number = publish_alert()
    with unit_of_work():
        db.session.execute(db.text("DELETE FROM transit_route WHERE key = 'tram:R1'"))
    assert [alert.id for alert in reading.list_all(NOW)] == [number]
    assert list_ids(lines=["tram:R1"]) == [number]


def test_a_change_is_seen_at_once_though_alerts_are_kept_in_the_process(feed):
    number = publish_alert()
    assert reading.list_all(NOW)[0].content.effect == "DETOUR"
    with unit_of_work():
        writing.save(number, 2, make_content(effect="NO_SERVICE"), ANNA, NOW)
    assert reading.list_all(NOW)[0].content.effect == "NO_SERVICE"
    with unit_of_work():
        publishing.withdraw(number, 3, ANNA, NOW)
    assert reading.list_all(NOW) == []
    other = publish_alert(make_content(effect="STOP_MOVED"))
    assert [(alert.id, alert.content.effect) for alert in reading.list_all(NOW)] == [(other, "STOP_MOVED")]


def test_what_was_not_committed_is_not_kept(feed):
    number = publish_alert()
    with pytest.raises(RuntimeError), unit_of_work():
        publishing.withdraw(number, 2, ANNA, NOW)
        assert reading.list_all(NOW) == []
        raise RuntimeError
    assert [alert.id for alert in reading.list_all(NOW)] == [number]


@pytest.mark.parametrize(
    ("lang", "header", "said_in", "derived"),
    [
        ("uz", "Yoʻl yopiq", "uz", False),
        ("uz-Cyrl", "Йўл ёпиқ", "uz-Cyrl", True),
        ("ru", "Путь закрыт", "ru", False),
        ("en", "Yoʻl yopiq", "uz", False),
    ],
)
def test_each_reader_gets_the_nearest_language(lang, header, said_in, derived):
    content = make_content(uz=Text("Yoʻl yopiq", "Kuting.", "https://uz.uz"), ru=Text("Путь закрыт", "Ждите."))
    shown = reading.show(content, lang)
    assert (shown.header, shown.lang, shown.derived, shown.link) == (header, said_in, derived, "https://uz.uz")
    assert shown.text == {"ru": "Ждите.", "uz-Cyrl": "Кутинг."}.get(lang, "Kuting.")


def test_between_two_periods_it_is_planned_again(feed):
    content = make_content(periods=[make_period(1, 2), make_period(5, 6)])
    hours = (0, 1, 3, 5, 7)
    assert [reading.standing(content, NOW + timedelta(hours=each)) for each in hours] == [
        "planned",
        "now",
        "planned",
        "now",
        "over",
    ]
    assert reading.next_period(content, NOW + timedelta(hours=3)) == make_period(5, 6)
    assert reading.next_period(content, NOW + timedelta(hours=9)) == make_period(5, 6)
