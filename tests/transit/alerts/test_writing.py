"""Writing and publishing: what is refused and why, two who write at once, an end before the time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from city.database import db, unit_of_work
from tests.transit.alerts.material import (
    ANNA,
    NOW,
    add_feed,
    forget_line,
    make_content,
    make_period,
    publish_alert,
    write_alert,
)
from transit.alerts import publishing, reading, refusals, sources, writing
from transit.alerts.content import Text
from transit.alerts.models import Alert
from transit.alerts.naming import list_things


@pytest.fixture
def feed(app):
    with app.app_context():
        add_feed()
        yield


@pytest.mark.parametrize(
    ("content", "refusal", "field"),
    [
        (make_content(en=Text("", "x")), refusals.HeaderMissing, "header_en"),
        (replace(make_content(), texts={}), refusals.NoHeader, "header_uz"),
        (make_content(ru=Text("Б" * 151)), refusals.TooLongText, "header_ru"),
        (make_content(uz_cyrl=Text("Йўл", "", "javascript:alert(1)")), refusals.WrongLink, "link_uz_cyrl"),
        (replace(make_content(), about=()), refusals.NothingChosen, "choices"),
        (make_content("line:tram:R9"), refusals.UnknownThing, "choices"),
        (make_content("stop:tram:Z"), refusals.UnknownThing, "choices"),
        (make_content("feed:ship"), refusals.UnknownThing, "choices"),
        (make_content(periods=[make_period(0, 1), make_period(3, 2)]), refusals.EndsFirst, "ends-2"),
        (make_content(periods=[make_period(i, i + 1) for i in range(31)]), refusals.TooManyPeriods, "begins-1"),
        (make_content(*["line:tram:R1"] * 101), refusals.TooMany, "choices"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_its_field_named(feed, content, refusal, field):
    with pytest.raises(refusal) as refused, unit_of_work():
        writing.add(content, ANNA, NOW)
    assert refused.value.field == field
    assert not list_alerts()


def test_each_change_is_kept_with_who_made_it(feed):
    number = write_alert()
    changed = make_content(periods=[make_period(0, 5)])
    with unit_of_work():
        writing.save(number, 1, changed, ANNA, NOW)
        publishing.publish(number, 2, ANNA, NOW)
    versions = writing.list_versions(writing.get_alert(number))
    assert [(each.number, each.step, each.author) for each in versions] == [
        (3, "published", "anna"),
        (2, "written", "anna"),
        (1, "written", "anna"),
    ]
    assert versions[0].content == changed and versions[2].content == make_content()


def test_the_second_of_two_who_write_at_once_is_told_who_was_first(feed):
    number = write_alert()
    with unit_of_work():
        writing.save(number, 1, make_content(effect="NO_SERVICE"), ANNA, NOW)
    with pytest.raises(refusals.ChangedMeanwhile, match="anna"), unit_of_work():
        writing.save(number, 1, make_content(cause="STRIKE"), ANNA, NOW)
    with pytest.raises(refusals.NotNewest), unit_of_work():
        publishing.publish(number, 1, ANNA, NOW)
    assert writing.get_alert(number).content.effect == "NO_SERVICE"


def test_saving_what_was_not_changed_is_refused(feed):
    number = write_alert()
    with pytest.raises(refusals.NothingChanged), unit_of_work():
        writing.save(number, 1, make_content(), ANNA, NOW)


def test_an_alert_keeps_the_name_of_a_line_that_is_gone_and_can_still_be_changed(feed):
    number = publish_alert()
    forget_line()
    alert = writing.get_alert(number)
    thing = list_things([alert])[number][0]
    assert thing.is_gone and thing.badge == "R1" and str(thing.name("en")) == "Line R1"
    with unit_of_work():
        writing.save(number, 2, make_content(effect="NO_SERVICE"), ANNA, NOW)
    assert str(list_things([writing.get_alert(number)])[number][0].name("en")) == "Line R1"
    with pytest.raises(refusals.UnknownThing), unit_of_work():
        writing.add(make_content(), ANNA, NOW)


def test_ending_early_cuts_the_period_that_is_now_and_leaves_out_the_later_ones(feed):
    number = publish_alert(make_content(periods=[make_period(-30, -20), make_period(-5, 5), make_period(20, 30)]))
    with unit_of_work():
        publishing.end(number, 2, ANNA, NOW)
    alert = writing.get_alert(number)
    assert alert.content.periods == (make_period(-30, -20), make_period(-5, 0))
    assert reading.standing(alert.content, NOW) == "over" and alert.ends_at == NOW
    assert reading.get_shown(number), "its page stays"
    with pytest.raises(refusals.AlreadyOver), unit_of_work():
        publishing.end(number, 3, ANNA, NOW + timedelta(minutes=1))


def test_an_alert_without_periods_can_be_ended(feed):
    number = publish_alert()
    with unit_of_work():
        publishing.end(number, 2, ANNA, NOW)
    assert reading.list_all(NOW) == []


def test_what_has_not_begun_is_withdrawn_and_not_ended(feed):
    number = publish_alert(make_content(periods=[make_period(5, 6)]))
    with pytest.raises(refusals.NotBegun), unit_of_work():
        publishing.end(number, 2, ANNA, NOW)
    with unit_of_work():
        publishing.withdraw(number, 2, ANNA, NOW)
    with pytest.raises(refusals.NoSuchAlert):
        reading.get_shown(number)


def test_what_is_over_is_not_published(feed):
    number = write_alert(make_content(periods=[make_period(-5, -4)]))
    with pytest.raises(refusals.AlreadyOver), unit_of_work():
        publishing.publish(number, 1, ANNA, NOW)


@pytest.mark.parametrize(
    ("act", "refusal"), [(publishing.withdraw, refusals.NotPublished), (publishing.end, refusals.NotPublished)]
)
def test_a_draft_is_neither_withdrawn_nor_ended(feed, act, refusal):
    number = write_alert()
    with pytest.raises(refusal), unit_of_work():
        act(number, 1, ANNA, NOW)


def list_alerts():
    return db.session.scalars(select(Alert)).all()


def tell(*refs, **content):
    with unit_of_work():
        return sources.replace_from_source("rt/tram", [sources.Told(ref, make_content(**content)) for ref in refs], NOW)


def list_source():
    return {each.source_ref: (each.state, each.version) for each in list_alerts() if each.source == "rt/tram"}


def test_what_a_source_says_replaces_what_it_said_before(feed):
    own = publish_alert()
    assert tell("a", "b") == 2
    assert tell("a", "b") == 0, "nothing is new"
    assert tell("b", "c") == 2
    assert list_source() == {"a": ("withdrawn", 2), "b": ("published", 1), "c": ("published", 1)}
    assert tell("a", effect="NO_SERVICE") == 3
    assert list_source()["a"] == ("published", 3)
    assert writing.get_alert(own).state == "published"


def test_two_sources_may_use_the_same_ids(feed):
    tell("a")
    with unit_of_work():
        sources.replace_from_source("rt/bus", [sources.Told("a", make_content())], NOW)
    assert len(reading.list_all(NOW)) == 2


def test_what_a_source_tells_without_words_or_without_a_subject_is_passed_over(feed):
    with unit_of_work():
        told = [sources.Told("a", replace(make_content(), about=())), sources.Told("b", replace(make_content(), texts={}))]
        assert sources.replace_from_source("rt/tram", told, NOW) == 0


def test_what_strangers_write_is_cut_to_what_can_be_shown(feed):
    text = Text("x" * 1000, "y" * 10_000, "javascript:alert(1)")
    with unit_of_work():
        sources.replace_from_source("rt/tram", [sources.Told("a", make_content(en=text))], NOW)
    kept = reading.list_all(NOW)[0].content.texts["en"]
    assert (len(kept.header), len(kept.text), kept.link) == (150, 4000, "")


def test_alerts_of_sources_are_not_changed_at_the_desk(feed):
    tell("a")
    number = reading.list_all(NOW)[0].id
    with pytest.raises(refusals.FromSource), unit_of_work():
        publishing.withdraw(number, 1, ANNA, NOW)


def test_a_month_after_a_source_withdrew_it_an_alert_is_forgotten(feed):
    tell("a", "b")
    tell("b")
    for days, left in ((29, {"a", "b"}), (31, {"b"})):
        with unit_of_work():
            sources.forget_old(NOW + timedelta(days=days))
        assert set(list_source()) == left
