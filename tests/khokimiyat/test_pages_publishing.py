"""Publishing: asked for by one, done by another, and what is published stays in sight while a draft is written."""

from datetime import UTC, datetime

import pytest

from city.clock import now
from city.database import unit_of_work
from khokimiyat.pages import desk, publishing, reading, refusals, writing
from tests.khokimiyat.pages import ANNA, BOBUR, make_content, make_text, publish_page, save_version, write_page

FIRST, LATER = datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 11, 2, 9, tzinfo=UTC)


def act(app, function, *values):
    with app.app_context(), unit_of_work():
        function(*values, now())


def read_state(app, page):
    with app.app_context():
        found = writing.get_page(page)
        return found.state, found.published


def read_title(app, slug="sinov"):
    with app.app_context():
        found = reading.find_published(slug)
        return found and found.name("uz").text


def test_a_page_goes_from_draft_to_readers_and_away_from_them(app):
    page = write_page(app)
    assert read_state(app, page) == ("draft", None) and read_title(app) is None
    act(app, publishing.ask, page, 1, ANNA)
    assert read_state(app, page) == ("waiting", None) and read_title(app) is None
    act(app, publishing.publish, page, 1, BOBUR)
    assert read_state(app, page) == ("published", 1) and read_title(app) == "Sarlavha"
    act(app, publishing.withdraw, page, 1, BOBUR)
    assert read_state(app, page) == ("withdrawn", None) and read_title(app) is None
    act(app, publishing.ask, page, 1, ANNA)
    act(app, publishing.publish, page, 1, BOBUR)
    assert read_state(app, page) == ("published", 1)
    with app.app_context():
        steps = [step.step for step in desk.list_steps(writing.get_page(page))[1]]
        assert steps == ["asked", "published", "withdrawn", "asked", "published"]


def test_who_wrote_a_version_may_not_publish_it(app):
    page = write_page(app)
    act(app, publishing.ask, page, 1, BOBUR)
    with pytest.raises(refusals.OwnVersion):
        act(app, publishing.publish, page, 1, ANNA)
    assert read_state(app, page) == ("waiting", None)


def test_readers_keep_what_is_published_while_a_draft_is_written(app):
    page = publish_page(app)
    save_version(app, page, 1, make_content(uz=make_text("Qoralama"), ru=make_text()))
    assert read_state(app, page) == ("draft", 1) and read_title(app) == "Sarlavha"
    act(app, publishing.ask, page, 2, ANNA)
    assert read_title(app) == "Sarlavha"
    act(app, publishing.publish, page, 2, BOBUR)
    assert read_title(app) == "Qoralama"


def test_the_first_day_of_publishing_stays_and_the_day_of_the_change_follows(app):
    page = publish_page(app, at=FIRST)
    save_version(app, page, 1, make_content(uz=make_text("Ikkinchi"), ru=make_text()))
    publish_page(app, number=page, version=2, at=LATER)
    with app.app_context():
        found = writing.get_page(page)
        assert (found.published_at, found.changed_at) == (FIRST, LATER)


def test_sending_back_needs_a_reason_and_keeps_it(app):
    page = write_page(app)
    act(app, publishing.ask, page, 1, ANNA)
    with pytest.raises(refusals.NoReason):
        act(app, publishing.send_back, page, 1, "", BOBUR)
    act(app, publishing.send_back, page, 1, "Sana yoʻq", BOBUR)
    assert read_state(app, page) == ("draft", None)
    with app.app_context():
        last = desk.list_lines()[0].step
        assert (last.step, last.reason, last.person_name) == ("returned", "Sana yoʻq", "bobur")


@pytest.mark.parametrize(
    ("texts", "refusal"),
    [
        ({"uz": make_text()}, refusals.TooFewLanguages),
        ({"uz": make_text(), "ru": make_text(text="")}, refusals.UnfinishedLanguage),
        ({"uz": make_text(), "ru": make_text(title="")}, refusals.UnfinishedLanguage),
        ({"uz": make_text(), "ru": make_text("", "faqat qisqacha", "")}, refusals.UnfinishedLanguage),
    ],
)
def test_two_whole_languages_are_asked_for(app, texts, refusal):
    page = write_page(app, make_content(**texts))
    with pytest.raises(refusal):
        act(app, publishing.ask, page, 1, ANNA)


@pytest.mark.parametrize(
    ("function", "refusal"),
    [
        (publishing.publish, refusals.NotWaiting),
        (lambda page, version, by, at: publishing.send_back(page, version, "sabab", by, at), refusals.NotWaiting),
        (publishing.withdraw, refusals.NotPublished),
    ],
)
@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_step_that_does_not_fit_the_state_is_refused(app, function, refusal, version):
    page = write_page(app)
    with pytest.raises(refusal):
        act(app, function, page, version, BOBUR)


def test_only_the_newest_version_and_none_twice_is_asked_for(app):
    page = publish_page(app)
    with pytest.raises(refusals.AlreadyPublished):
        act(app, publishing.ask, page, 1, ANNA)
    save_version(app, page, 1, make_content(in_menu=True))
    with pytest.raises(refusals.NotNewest):
        act(app, publishing.ask, page, 1, ANNA)


def test_the_list_tells_state_author_and_last_step(app):
    write_page(app)
    publish_page(app, make_content("ikkinchi"))
    with app.app_context():
        lines = {line.page.slug: line for line in desk.list_lines()}
        assert lines["sinov"].step is None and lines["sinov"].page.state == "draft"
        assert lines["ikkinchi"].step.step == "published" and lines["ikkinchi"].version.author_name == "anna"
