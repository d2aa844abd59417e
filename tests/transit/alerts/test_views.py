"""Alerts as passengers meet them: the list, a page each, pages of stops and lines, RSS, search; with the demonstration's own."""

from datetime import timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from city.clock import TASHKENT, now
from city.database import db, unit_of_work
from city.jobs.work import Work
from tests.transit.alerts.material import ANNA, make_content, make_period, publish_alert
from transit.alerts import demo, jobs, publishing
from transit.alerts.content import Text
from transit.alerts.models import Alert
from transit.alerts.sources import Told, replace_from_source

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
MARK = {"uz": "Namoyish", "uz-cyrl": "Намойиш", "ru": "Демонстрация", "en": "Demonstration"}


def parse(answer):
    return BeautifulSoup(answer.text, "html.parser")


def list_headers(page):
    return [each.get_text(" ", strip=True) for each in page.select(".alerts__title")]


def publish(app, *about, **values):
    with app.app_context():
        return publish_alert(make_content(*(about or ("line:metro:M1",)), **values), now())


def demo_numbers(app):
    with app.app_context():
        return {alert.kept["effect"]: alert.id for alert in db.session.scalars(select(Alert))}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demonstration_says_on_every_page_and_in_its_words_what_it_is(app, client, city_data, lang):
    page = parse(client.get(f"/{lang}/transit/alerts"))
    assert page.select_one("p.demo") and all(MARK[lang] in header for header in list_headers(page))
    assert len(list_headers(page)) == 3
    one = parse(client.get(f"/{lang}/transit/alerts/{demo_numbers(app)['ACCESSIBILITY_ISSUE']}"))
    assert one.select_one("p.demo") and MARK[lang] in one.h1.text


def test_what_holds_now_and_what_is_planned_stand_apart(client, city_data):
    page = parse(client.get("/en/transit/alerts"))
    now_section, planned = page.select("main section")
    assert len(list_headers(now_section)) == 2 and len(list_headers(planned)) == 1
    assert planned.select_one(".govuk-tag--blue").text == "Planned"


def test_the_list_is_narrowed_to_a_line_its_stops_and_what_is_about_all_lines(app, client, city_data):
    page = parse(client.get("/en/transit/alerts?line=metro:M2"))
    text = " ".join(list_headers(page))
    assert "Chorsu" in text and "holidays" in text and "ring line" not in text
    chips = {each.get_text(" ", strip=True): each.get("aria-current") for each in page.select("a.chip")}
    assert chips == {"All 3": None, "M4 1": None}
    assert parse(client.get("/en/transit/alerts?line=metro:M4")).select_one("a.chip[aria-current]").get_text(strip=True) == "M41"


@pytest.mark.parametrize(
    ("path", "shown", "hidden"),
    [
        ("stops/metro:chorsu", "Chorsu", "ring line"),
        ("routes/metro:M4", "ring line", "Chorsu"),
        ("routes/metro:M2", "Chorsu", "ring line"),
        ("stops/metro:pushkin", "holidays", "Chorsu"),
        ("", "ring line", "holidays"),
    ],
)
def test_pages_of_stops_and_lines_and_the_start_page_tell_what_concerns_them(client, city_data, path, shown, hidden):
    text = " ".join(list_headers(parse(client.get(f"/en/transit/{path}")).select_one(".alerts-here")))
    assert shown in text and hidden not in text


def test_a_stop_without_alerts_has_no_empty_box(app, client, city_data):
    with app.app_context(), unit_of_work():
        for alert in db.session.scalars(select(Alert).where(Alert.state == "published")):
            publishing.withdraw(alert.id, alert.version, ANNA, now())
    assert not parse(client.get("/en/transit/stops/metro:chorsu")).select(".alerts-here")
    assert "There are none now." in client.get("/en/transit/").text
    assert "Nothing is planned." in client.get("/en/transit/alerts").text


def test_nothing_that_stands_still_calls_out_as_an_alert(client, city_data):
    for path in ("alerts", "stops/metro:chorsu", "routes/metro:M4", ""):
        assert not parse(client.get(f"/en/transit/{path}")).main.select('[role="alert"], [aria-live]')


def test_who_reads_cyrillic_gets_it_made_of_latin_and_is_told_so(app, client, city_data):
    number = publish(app, uz=Text("Yoʻl yopiq", "Kuting.\n\nRahmat."))
    page = parse(client.get(f"/uz-cyrl/transit/alerts/{number}"))
    assert page.h1.text == "Йўл ёпиқ" and page.select_one(".govuk-inset-text") and "Кутинг." in page.main.text
    english = parse(client.get(f"/en/transit/alerts/{number}"))
    assert english.h1["lang"] == "uz" and "not in your language yet" in english.main.text


def test_words_of_clerks_are_text_and_never_markup(app, client, city_data):
    number = publish(app, en=Text("<b>Bold</b>", "<script>alert(1)</script>", 'https://a.uz/"onclick="x'))
    page = parse(client.get(f"/en/transit/alerts/{number}"))
    assert page.h1.text == "<b>Bold</b>" and not page.main.select("script, b, [onclick]")


def test_an_alert_that_is_over_keeps_its_page_and_leaves_the_list(app, client, city_data):
    number = publish(app)
    with app.app_context(), unit_of_work():
        publishing.end(number, 2, ANNA, now())
    assert "Over" in parse(client.get(f"/en/transit/alerts/{number}")).select_one(".alerts__more").text
    assert f"/alerts/{number}" not in client.get("/en/transit/alerts").text


def test_a_draft_and_a_number_that_there_is_not_are_not_found(app, client, city_data):
    draft = demo_numbers(app)["SIGNIFICANT_DELAYS"]
    for number in (draft, 10**6):
        assert client.get(f"/en/transit/alerts/{number}").status_code == 404


def test_rss_is_well_formed_in_each_language_and_pages_lead_to_it(client, city_data):
    for lang in LANGUAGES:
        answer = client.get(f"/{lang}/transit/alerts.rss")
        assert answer.mimetype == "application/rss+xml" and answer.headers["ETag"]
        feed = feedparser.parse(answer.data)
        assert not feed.bozo and len(feed.entries) == 3
        assert all(MARK[lang] in each.title and f"/{lang}/transit/alerts/" in each.link for each in feed.entries)
        assert parse(client.get(f"/{lang}/transit/")).select_one(
            f'link[type="application/rss+xml"][href="/{lang}/transit/alerts.rss"]'
        )
    assert len(feedparser.parse(client.get("/en/transit/alerts.rss?line=metro:M4").data).entries) == 2


def test_what_has_not_changed_is_not_sent_twice(client, city_data):
    for path in ("/en/transit/alerts", "/en/transit/alerts.rss", "/api/v1/transit/alerts", "/api/v1/transit/alerts.pb"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path


def test_alerts_are_found_until_they_are_over(app, client, city_data):
    found = client.get("/api/v1/search?q=escalator&lang=en").json["results"]
    assert [each["kind"] for each in found] == ["alert"] and found[0]["url"].startswith("/en/transit/alerts/")
    with app.app_context():
        alert = db.session.scalar(select(Alert).where(Alert.id == demo_number(found)))
        with unit_of_work():
            publishing.end(alert.id, alert.version, ANNA, now())
        jobs.tidy_alerts(Work(now()))
    assert client.get("/api/v1/search?q=escalator&lang=en").json["results"] == []


def demo_number(found):
    return int(found[0]["url"].rsplit("/", 1)[-1])


def test_demonstration_alerts_are_written_once_and_only_where_there_are_none(app, city_data):
    with app.app_context():
        with unit_of_work():
            demo.load_demo(now())
        assert len(db.session.scalars(select(Alert)).all()) == 4


def test_a_stop_page_of_another_hour_tells_what_holds_then(app, client, city_data):
    publish(app, periods=[make_period(-1, 1, now())], en=Text("Only today"))
    assert "Only today" in client.get("/en/transit/stops/metro:pushkin").text
    later = now().astimezone(TASHKENT) + timedelta(days=2)
    assert "Only today" not in client.get(f"/en/transit/stops/metro:pushkin?at={later:%Y-%m-%dT%H:%M}").text


def test_what_a_source_tells_is_found_and_is_so_no_more_once_it_is_withdrawn(app, client, city_data):
    def tell(*told):
        with app.app_context(), unit_of_work():
            replace_from_source("rt/metro", told, now())

    tell(Told("1", make_content("line:metro:M1", en=Text("Zebra on the rails"))))
    assert len(client.get("/api/v1/search?q=zebra rails&kind=alert&lang=en").json["results"]) == 1
    assert "Zebra on the rails" in client.get("/en/transit/routes/metro:M1").text
    tell()
    assert client.get("/api/v1/search?q=zebra rails&kind=alert&lang=en").json["results"] == []
