"""The desk of texts: writing over a text of the release, seen at once, kept in versions, undone, and by two at once."""

import threading
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from city.clock import now
from city.database import db, unit_of_work
from city.texts import builtin, catalogue, refusals, writing
from city.texts.builtin import Text
from tests.city.texts.parts import ABOUT, ANNA, BOBUR, HOME, make_form, save_text
from tests.staff import read_audit, send, sign_in

EDIT = f"{HOME}about/en/edit"


@pytest.fixture
def publisher(client):
    return sign_in(client, "publisher")


def read_page(client, address="/en/about"):
    return BeautifulSoup(client.get(address).text, "html.parser")


@pytest.mark.parametrize(("role", "status"), [("publisher", 200), ("administrator", 200), ("editor", 403), ("resident", 403)])
@pytest.mark.parametrize("path", ["", "about/uz", "about/uz-Cyrl/edit", "contact"])
def test_publishers_and_administrators_change_texts(client, role, status, path):
    sign_in(client, role)
    assert client.get(HOME + path).status_code == status


def test_readers_see_what_was_written_at_once_and_the_audit_says_who_wrote_it(app, client, publisher):
    before = client.get("/en/about")
    sent = send(client, EDIT, make_form(title="About our site", text="## News\n\nWe **moved**."))
    assert sent.status_code == 303
    page = client.get("/en/about", headers={"If-None-Match": before.headers["ETag"]})
    assert page.status_code == 200 and "<strong>moved</strong>" in page.text and "About our site" in page.text
    assert client.get("/en/about", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
    assert "Changed on" in page.text
    assert read_audit(app)[0] == (publisher.name, "texts.save", "about (en)", {"version": 1})
    assert "moved" not in client.get("/ru/about").text and "moved" not in client.get("/uz/about").text


def test_the_search_knows_the_new_title_at_once(client, publisher, city_data):
    send(client, EDIT, make_form(title="Zanzibar of services"))
    assert 'href="/en/about"' in client.get("/en/search?q=zanzibar").text


def test_a_changed_latin_text_is_turned_into_cyrillic_until_somebody_writes_that_too(app, client):
    save_text(app, title="Yangi sarlavha", text="Qoʻngʻiroq qiling.")
    page = read_page(client, "/uz-cyrl/about")
    assert page.h1.get_text() == "Янги сарлавҳа" and "Қўнғироқ қилинг." in page.get_text()
    assert page.select_one(".govuk-inset-text")
    sign_in(client, "publisher")
    assert "turned from Latin" in client.get(HOME).text and "turned from Latin" in client.get(f"{HOME}about/uz-Cyrl").text
    save_text(app, lang="uz-Cyrl", title="Янги сарлавҳа!")
    page = read_page(client, "/uz-cyrl/about")
    assert page.h1.get_text() == "Янги сарлавҳа!" and not page.select_one(".govuk-inset-text")


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"])
def test_nothing_that_is_written_runs(client, publisher, attack):
    send(client, EDIT, make_form(title=attack, summary=attack, text=f"A {attack}"))
    for address in ("/en/about", f"{HOME}about/en", EDIT):
        page = read_page(client, address)
        assert not page.select("main script, main img")
        assert not [link for link in page.select("a") if link["href"].startswith("javascript")]


def test_an_address_of_ours_follows_the_language(app, client):
    save_text(app, lang="ru", text="[помощь](/{lang}/help)")
    assert 'href="/ru/help"' in client.get("/ru/about").text


def test_going_back_shows_the_text_of_the_release_and_keeps_what_was_written(app, client, publisher):
    send(client, EDIT, make_form(title="Mine"))
    page = read_page(client, f"{HOME}about/en")
    assert "Mine" in page.get_text() and page.select(".change del")
    base = page.select_one('form[action$="/builtin"] [name=base]')["value"]
    assert send(client, f"{HOME}about/en/builtin", {"base": base}).status_code == 303
    assert read_page(client).h1.get_text() == "About this site"
    assert "Mine" in client.get(f"{HOME}about/en").text, "the version is still there"
    assert read_audit(app)[0][1:] == ("texts.go_back", "about (en)", {"version": 2})
    again = send(client, f"{HOME}about/en/builtin", {"base": "2"})
    assert again.status_code == 409 and "Readers see the built-in text already." in again.text


def test_versions_can_be_neither_changed_nor_deleted(app):
    save_text(app, title="Mine")
    for statement in ("UPDATE city_text_version SET title = 'x'", "DELETE FROM city_text_version"):
        with app.app_context(), pytest.raises(DBAPIError), unit_of_work():
            db.session.execute(text(statement))


@pytest.mark.parametrize("field", ["title", "summary", "text"])
def test_an_empty_part_is_refused_on_the_form_which_keeps_the_rest(client, publisher, field):
    sent = send(client, EDIT, make_form(title="Kept title", text="Kept text") | {field: "  "})
    assert sent.status_code == 422 and f'href="#{field}"' in sent.text
    assert ("Kept text" if field == "title" else "Kept title") in sent.text


def test_a_text_that_is_too_long_and_one_that_is_the_same_are_refused(client, publisher):
    assert send(client, EDIT, make_form(text="a" * 60_001)).status_code == 422
    assert "Nothing was changed" in send(client, EDIT, make_form()).text


def test_a_legal_text_is_built_in_and_the_page_says_why(client, publisher):
    page = client.get(f"{HOME}privacy/en")
    assert "changes with a release" in page.text and "/edit" not in page.text.split("<main")[1]
    assert "changes with a release" in client.get(f"{HOME}privacy/en/edit").text
    form = {"base": "0", "title": "x", "summary": "x", "text": "x"}
    assert send(client, f"{HOME}privacy/en/edit", form).status_code == 403
    assert client.get("/en/privacy").status_code == 200 and "<h1" in client.get("/en/privacy").text


def test_two_who_write_at_once_see_both_texts_and_what_only_one_changed_is_joined(app, client, publisher):
    save_text(app, lang="en", by=ANNA, title="Title of Anna", text="Text of Anna.")
    sent = send(client, EDIT, make_form(base=0, text="My text.", summary="My summary."))
    page = BeautifulSoup(sent.text, "html.parser")
    assert sent.status_code == 409 and "anna saved version 1 while you were writing" in page.get_text()
    assert "Text of Anna." in page.select_one(".meeting").get_text() and "My text." in page.select_one(".meeting").get_text()
    assert page.select_one("#title")["value"] == "Title of Anna" and page.select_one("#text").get_text().strip() == "My text."
    assert page.select_one("form.editor [name=base]")["value"] == "1"
    joined = {"base": "1", "title": "Title of Anna", "summary": "My summary.", "text": "Text of both."}
    assert send(client, EDIT, joined).status_code == 303
    assert "Text of both." in client.get("/en/about").text


def test_of_two_in_the_same_moment_one_is_kept_and_the_other_told(app):
    start, outcomes = threading.Barrier(2), []

    def write(by):
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    writing.save(ABOUT, "en", 0, Text(by.name, by.name, by.name), by, now())
                outcomes.append("kept")
            except refusals.ChangedMeanwhile as refused:
                outcomes.append(refused.values["number"])

    threads = [threading.Thread(target=write, args=(by,)) for by in (ANNA, BOBUR)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["1", "kept"]


def test_a_new_text_of_the_release_is_shown_to_the_editor(app, client, publisher, tmp_path, monkeypatch):
    for lang in catalogue.LANGUAGES:
        (tmp_path / f"about.{lang.lower()}.md").write_text("# Old title\n\nOld summary.\n\nOld text.\n")
    page = replace(ABOUT, folder=tmp_path)
    monkeypatch.setattr(catalogue, "PAGES", tuple(page if each.key == "about" else each for each in catalogue.PAGES))
    save_text(app, lang="en", page=page, text="Our text.")
    assert "The built-in text has changed since" not in client.get(f"{HOME}about/en").text
    (tmp_path / "about.en.md").write_text("# Old title\n\nOld summary.\n\nNew text of the release.\n")
    builtin.read_file.cache_clear()
    shown = client.get(f"{HOME}about/en").text
    assert "The built-in text has changed since" in shown and "release" in shown and "Our text." in client.get("/en/about").text
    assert "the built-in text is new" in client.get(HOME).text
    save_text(app, base=1, lang="en", page=page, text="Our new text.")
    assert "The built-in text has changed since" not in client.get(f"{HOME}about/en").text
    builtin.read_file.cache_clear()


def test_a_preview_changes_nothing_and_shows_the_text(app, client, publisher):
    sent = send(client, f"{HOME}about/en/preview", make_form(text="Only a **look**."))
    assert sent.status_code == 200 and "<strong>look</strong>" in sent.text.split('id="preview"')[1]
    assert "look" not in client.get("/en/about").text and not any(row[1] == "texts.save" for row in read_audit(app))


def test_the_form_and_the_old_text_speak_of_a_guide_too(app, client, publisher):
    form = {"base": "0", "title": "How to find", "summary": "Short.", "text": "Look."}
    assert send(client, f"{HOME}guide-search/en/edit", form).status_code == 303
    assert "How to find" in client.get("/en/help").text and "Look." in client.get("/en/help/search").text
