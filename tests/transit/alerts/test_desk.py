"""The clerks' desk: who may, writing with and without a search, copies, two who write at once, and what passengers see then."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from city.clock import now
from city.database import db, unit_of_work
from tests.staff import read_audit, send, sign_in
from tests.transit.alerts.material import ANNA, DESK, forget_line, make_content, make_form, publish_alert, write_alert
from transit.alerts import sources, writing
from transit.alerts.content import Content, Text
from transit.alerts.models import Alert


def parse(answer):
    return BeautifulSoup(answer.text, "html.parser")


def editor_of(answer):
    """The values of the editor's form, as a browser would send them."""
    form = parse(answer).select_one("form.editor")
    values = {}
    for each in form.select("input[name]"):
        if each.get("type") != "checkbox" or each.has_attr("checked"):
            values.setdefault(each["name"], []).append(each.get("value", ""))
    values |= {each["name"]: each.text.removeprefix("\n") for each in form.select("textarea")}
    return values | {each["name"]: each.select_one("[selected]")["value"] for each in form.select("select")}


def ticked(answer):
    return [each["value"] for each in parse(answer).select('input[name="about"][checked]')]


def offered(answer):
    return [each["value"] for each in parse(answer).select('input[name="about"]:not([checked])')]


def number_of(answer):
    return int(answer.location.rsplit("/", 1)[-1])


def test_a_clerk_writes_publishes_ends_and_the_audit_has_each_step(app, client, city_data):
    clerk = sign_in(client, "clerk")
    written = send(client, f"{DESK}new", make_form())
    assert written.status_code == 303
    number = number_of(written)
    page = f"/uz/transit/alerts/{number}"
    assert client.get(page).status_code == 404
    assert "Draft" in client.get(written.location).text
    assert send(client, f"{DESK}{number}/publish", {"version": "1"}).status_code == 303
    assert parse(client.get(page)).h1.text == "Yoʻl yopiq"
    changed = send(client, f"{DESK}{number}/edit", make_form(2, header_uz="Yoʻl ochilmoqda"))
    assert changed.status_code == 303 and parse(client.get(page)).h1.text == "Yoʻl ochilmoqda"
    assert send(client, f"{DESK}{number}/end", {"version": "3"}).status_code == 303
    assert f"/alerts/{number}" not in client.get("/uz/transit/alerts").text
    assert send(client, f"{DESK}{number}/withdraw", {"version": "4"}).status_code == 303
    assert client.get(page).status_code == 404
    steps = [(action, detail["version"]) for name, action, _, detail in read_audit(app)[::-1] if name == clerk.name]
    words = ("add", "publish", "save", "end", "withdraw")
    assert steps == [(f"transit.alert_{word}", number) for number, word in enumerate(words, start=1)]


def test_an_urgent_alert_is_saved_and_published_by_one_button_and_is_found(client, city_data):
    sign_in(client, "clerk")
    written = send(client, f"{DESK}new", make_form(publish="1", header_en="Zebra crossing closed"))
    assert "Passengers see it" in client.get(written.location).text
    found = client.get("/api/v1/search?q=zebra crossing&lang=en").json["results"]
    assert [each["url"] for each in found] == [f"/en/transit/alerts/{number_of(written)}"]


@pytest.mark.parametrize("role", ["editor", "dispatcher", "resident"])
def test_nobody_else_comes_to_the_desk(client, role):
    sign_in(client, role)
    for path in ("", "new", "1", "1/edit"):
        assert client.get(f"{DESK}{path}").status_code == 403
    assert send(client, f"{DESK}new", make_form()).status_code == 403


def test_without_a_script_lines_and_stops_are_looked_for_and_what_is_ticked_stays(client, city_data):
    sign_in(client, "clerk")
    first = client.get(f"{DESK}new")
    assert offered(first) == [*(f"line:metro:M{number}" for number in range(1, 5)), "feed:metro", "all"]
    form = make_form(0, "line:metro:M4", q="чорсу")
    found = send(client, f"{DESK}new/preview", form)
    assert ticked(found) == ["line:metro:M4"] and "stop:metro:chorsu" in offered(found)
    again = send(client, f"{DESK}new/preview", make_form(0, "line:metro:M4", "stop:metro:chorsu", q="M1"))
    assert ticked(again) == ["line:metro:M4", "stop:metro:chorsu"] and "line:metro:M1" in offered(again)
    none = send(client, f"{DESK}new/preview", make_form(q="qqqqzzzz"))
    assert "Nothing more was found." in none.text


def test_enter_in_a_field_changes_nothing(client, city_data):
    """Browsers press the first button of a form."""
    sign_in(client, "clerk")
    button = parse(client.get(f"{DESK}new")).select_one("form.editor button")
    assert button["formaction"].startswith(f"{DESK}new/preview")


def test_the_preview_shows_all_four_languages_and_keeps_nothing(app, client, city_data):
    sign_in(client, "clerk")
    shown = send(client, f"{DESK}new/preview", make_form())
    sheets = {each["id"]: each.select_one("h3").text for each in parse(shown).select(".editor__preview details")}
    assert sheets == {
        "preview-uz": "Yoʻl yopiq",
        "preview-uz-Cyrl": "Йўл ёпиқ",
        "preview-ru": "Путь закрыт",
        "preview-en": "Yoʻl yopiq",
    }
    rows = parse(shown).select('input[name="begins"]')
    assert len(rows) == 2, "a row more than is filled in"
    assert not [row for row in read_audit(app) if row[1].startswith("transit.alert")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"header_en": ""}, "header_en"),
        ({"begins": ["tomorrow"], "ends": [""]}, "begins-1"),
        ({"begins": ["2026-11-24T10:00"], "ends": ["2026-11-24T09:00"]}, "ends-1"),
        ({"begins": ["0001-01-01T00:00"], "ends": [""]}, "begins-1"),
        ({"link_ru": "ftp://a.uz"}, "link_ru"),
        ({"about": []}, "choices"),
        ({"about": ["line:metro:M99"]}, "choices"),
    ],
)
def test_a_wrong_field_is_named_and_all_the_rest_is_kept(client, city_data, wrong, field):
    sign_in(client, "clerk")
    refused = send(client, f"{DESK}new", make_form(text_en="Kept\r\nas it is", header_en="Kept") | wrong)
    assert refused.status_code == 422
    page = parse(refused)
    assert page.select_one(f'.govuk-error-summary a[href="#{field}"]') and page.select_one(f"#{field}")
    assert page.select_one(f"#{field}-error") and editor_of(refused)["text_en"].strip() == "Kept\nas it is"


def test_a_broken_choice_gets_one_sentence(client, city_data):
    sign_in(client, "clerk")
    assert send(client, f"{DESK}new", make_form(about=["bogus"])).status_code == 422
    assert send(client, f"{DESK}new", make_form(effect="BOOM")).status_code == 422


def test_what_is_opened_and_saved_without_a_change_is_not_saved(app, client, city_data):
    sign_in(client, "clerk")
    number = number_of(send(client, f"{DESK}new", make_form(0, "feed:metro", "all", "stop:metro:chorsu", "line:metro:M2")))
    refused = send(client, f"{DESK}{number}/edit", editor_of(client.get(f"{DESK}{number}/edit")))
    assert refused.status_code == 422 and "Nothing was changed" in refused.text


def test_two_who_write_at_once_are_joined_and_nothing_is_lost(app, client, city_data):
    sign_in(client, "clerk")
    number = number_of(send(client, f"{DESK}new", make_form()))
    form = make_form(1, header_ru="Путь открыт", effect="NO_SERVICE")
    with app.app_context(), unit_of_work():
        content = writing.get_alert(number).content
        texts = content.texts | {"uz": Text("Boshqa sarlavha")}
        writing.save(number, 1, Content(content.cause, "STOP_MOVED", content.about, content.periods, texts), ANNA, now())
    refused = send(client, f"{DESK}{number}/edit", form)
    assert refused.status_code == 409 and "anna changed this alert" in refused.text
    page, joined = parse(refused), editor_of(refused)
    assert (joined["header_uz"], joined["header_ru"], joined["effect"]) == (["Boshqa sarlavha"], ["Путь открыт"], "NO_SERVICE")
    assert "both of you changed this" in page.select_one(".meeting").text
    assert send(client, f"{DESK}{number}/edit", joined).status_code == 303


def test_a_button_on_a_page_that_is_old_is_refused(app, client, city_data):
    sign_in(client, "clerk")
    number = number_of(send(client, f"{DESK}new", make_form()))
    send(client, f"{DESK}{number}/edit", make_form(1, header_ru="Другое"))
    refused = send(client, f"{DESK}{number}/publish", {"version": "1"})
    assert refused.status_code == 409 and "Look at it as it is now" in refused.text and "Другое" in refused.text


def test_an_earlier_alert_is_copied_without_its_periods(app, client, city_data):
    sign_in(client, "clerk")
    number = number_of(send(client, f"{DESK}new", make_form(0, "stop:metro:chorsu")))
    copy = client.get(f"{DESK}new?copy={number}")
    form = editor_of(copy)
    assert form["header_uz"] == ["Yoʻl yopiq"] and form["begins"] == [""] and ticked(copy) == ["stop:metro:chorsu"]
    assert number_of(send(client, f"{DESK}new", form)) != number


def test_alerts_about_what_is_gone_are_marked_at_the_desk_and_can_be_saved(app, client, city_data):
    with app.app_context():
        number = publish_alert(make_content("line:metro:M3"), now())
        forget_line("metro:M3")
    sign_in(client, "clerk")
    assert "no longer in the timetable" in client.get(DESK).text
    page = client.get(f"{DESK}{number}").text
    assert "no longer in the timetable" in page and "M3" in page
    editor = client.get(f"{DESK}{number}/edit")
    assert ticked(editor) == ["line:metro:M3"]
    form = editor_of(editor) | {"cause": "STRIKE"}
    assert send(client, f"{DESK}{number}/edit", form).status_code == 303


def test_alerts_of_a_source_are_shown_and_copied_but_not_changed(app, client, city_data):
    with app.app_context(), unit_of_work():
        sources.replace_from_source("rt/metro", [sources.Told("7", make_content("line:metro:M1"))], now())
        number = db.session.scalar(select(Alert.id).where(Alert.source == "rt/metro"))
    sign_in(client, "clerk")
    page = parse(client.get(f"{DESK}{number}"))
    assert "rt/metro" in page.main.text and not page.main.select('form[action$="/end"], a[href$="/edit"]')
    assert send(client, f"{DESK}{number}/withdraw", {"version": "1"}).status_code == 409
    assert ticked(client.get(f"{DESK}new?copy={number}")) == ["line:metro:M1"]


def test_the_list_is_narrowed_by_how_alerts_stand(app, client, city_data):
    sign_in(client, "clerk")
    counts = {}
    for standing in ("now", "planned", "over", "draft", "withdrawn"):
        counts[standing] = len(parse(client.get(f"{DESK}?standing={standing}")).select("tbody tr"))
    assert counts == {"now": 2, "planned": 1, "over": 0, "draft": 1, "withdrawn": 0}


def test_many_alerts_stand_on_several_pages(app, client, city_data):
    with app.app_context():
        for _ in range(50):
            write_alert(make_content("line:metro:M1"), now())
    sign_in(client, "clerk")
    first = parse(client.get(DESK))
    assert len(first.select("tbody tr")) == 50
    assert len(parse(client.get(first.select_one('a[rel="next"]')["href"])).select("tbody tr")) == 4


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_the_desk_speaks_the_languages_of_clerks(app, client, city_data, language):
    sign_in(client, "clerk", language=language)
    for path in ("", "new", "1", "1/edit"):
        page = client.get(f"{DESK}{path}")
        assert page.status_code == 200 and "Service alerts" not in page.text
