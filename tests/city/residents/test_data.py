"""My data: seen, corrected, taken along, erased; by residents and by staff of their own."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from city.database import db
from city.features import PersonalData
from city.residents.errors import AlreadyErased, NotConfirmed, ResidentNotSignedIn
from city.residents.models import Resident, ResidentSession
from tests.city.residents.conftest import sign_in_resident
from tests.staff import read_audit, send, sign_in


@pytest.fixture
def anna(client):
    """A client that is signed in as a resident, in English."""
    sign_in_resident(client, "/en/me/sign-in")
    return client


def read(app, *columns):
    with app.app_context():
        return db.session.execute(select(*columns)).all()


def test_all_that_is_kept_is_shown(anna):
    page = anna.get("/en/me/data").text
    for text in ("Anna Karimova", "OneID", "Where you signed in", "ZRU-547"):
        assert text in page


def test_the_name_is_corrected_and_stays_so(app, anna, client):
    sent = send(anna, "/en/me/data", {"name": "Anya", "language": "ru"})
    assert (sent.status_code, sent.location) == (303, "/ru/me/data")
    sign_in_resident(app.test_client())
    assert read(app, Resident.name, Resident.language) == [("Anya", "ru")]


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
def test_a_name_that_will_not_do_comes_back_with_a_sentence(app, anna, name):
    refused = send(anna, "/en/me/data", {"name": name, "language": "ru"})
    assert refused.status_code == 422 and 'href="#name"' in refused.text
    assert read(app, Resident.name) == [("Anna Karimova",)]


def test_it_is_taken_along_as_json(app, anna):
    sent = anna.get("/en/me/data.json")
    assert sent.mimetype == "application/json" and "my-data.json" in sent.headers["Content-Disposition"]
    told = json.loads(sent.data)["personal_data"]
    assert told["residents.account"][0]["name"] == "Anna Karimova" and len(told["residents.sessions"]) == 1
    assert "subject_hash" not in sent.text and sent.headers["Cache-Control"] == "no-store"
    assert read_audit(app)[0][1] == "residents.export"


def test_erasing_asks_first_then_leaves_a_row_that_is_nobody(app, anna):
    page = anna.get("/en/me/erase").text
    assert "What stays" in page and "This cannot be undone." in page
    refused = send(anna, "/en/me/erase")
    assert refused.status_code == 422 and NotConfirmed.sentence in refused.text
    elsewhere = app.test_client()
    sign_in_resident(elsewhere)
    sent = send(anna, "/en/me/erase", {"sure": "yes"})
    assert (sent.status_code, sent.location) == (303, "/en/me/")
    assert "is erased, and you are signed out" in anna.get("/en/me/").text
    (row,) = read(app, Resident.name, Resident.subject_hash, Resident.erased_at)
    assert row[0] == "" and row[1].startswith("erased-") and row[2]
    assert {each for (each,) in read(app, ResidentSession.browser)} == {""}
    assert read_audit(app)[0][:3] == ("", "residents.erase", "1")
    for path in ("/uz/me/data", "/uz/me/erase", "/uz/me/data.json"):
        assert elsewhere.get(path).location.startswith("/uz/me/?next=")
    assert AlreadyErased.sentence in elsewhere.get("/en/me/").text


def test_a_second_window_is_told_that_all_is_erased(app, anna):
    second = app.test_client()
    with anna.session_transaction() as kept, second.session_transaction() as copy:
        copy.update(kept)
    send(anna, "/en/me/erase", {"sure": "yes"})
    for path, data in (("/en/me/erase", {"sure": "yes"}), ("/en/me/data", {"name": "x", "language": "ru"})):
        told = send(second, path, data)
        assert told.status_code == 410 and AlreadyErased.sentence in told.text
    once_more = send(anna, "/en/me/erase", {"sure": "yes"})
    assert once_more.status_code == 401 and ResidentNotSignedIn.sentence in once_more.text


def test_a_button_that_is_pressed_twice_at_once_erases_once(app, anna):
    second = app.test_client()
    with anna.session_transaction() as kept, second.session_transaction() as copy:
        copy.update(kept)
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(send, each, "/en/me/erase", {"sure": "yes"}) for each in (anna, second)]
        answers = [each.result().status_code for each in sent]
    assert 303 in answers and set(answers) <= {303, 410}
    assert [action for _, action, _, _ in read_audit(app)] == ["residents.erase"]


def test_who_signs_in_again_begins_anew(app, anna):
    send(anna, "/en/me/erase", {"sure": "yes"})
    sign_in_resident(anna)
    assert [name for (name,) in read(app, Resident.name)] == ["", "Anna Karimova"]
    assert anna.get("/en/me/data").status_code == 200


def test_parts_of_services_are_shown_exported_and_erased_with_the_rest(app, anna):
    kept = {1: [{"about": "stop Chorsu"}] * 25, 2: [{"about": "somebody else's"}]}
    alerts = PersonalData("test.alerts", "Alerts", "resident", {"about": "About"}, kept.get, lambda number, now: kept.pop(number))
    forms = replace(alerts, name="test.forms", label="Letters", read=lambda number: [], erase=None, kept_because="Kept by law.")
    features = app.extensions["features"]
    features.append(replace(features[-1], name="test", personal_data=(alerts, forms)))
    page = anna.get("/en/me/data").text
    assert page.count("stop Chorsu") == 20 and "These are the newest 20." in page and "Kept by law." in page
    assert "Letters: Kept by law." in anna.get("/en/me/erase").text
    assert len(json.loads(anna.get("/en/me/data.json").data)["personal_data"]["test.alerts"]) == 25
    send(anna, "/en/me/erase", {"sure": "yes"})
    assert list(kept) == [2]


def test_where_a_part_fails_nothing_is_erased(app, anna):
    def fail(number, now):
        raise RuntimeError("out of order")

    broken = PersonalData("test.broken", "Broken", "resident", {}, lambda number: [], fail)
    features = app.extensions["features"]
    features.append(replace(features[-1], name="test", personal_data=(broken,)))
    assert send(anna, "/en/me/erase", {"sure": "yes"}).status_code == 500
    assert read(app, Resident.name) == [("Anna Karimova",)]
    assert anna.get("/en/me/data").status_code == 200


def test_staff_see_and_take_along_what_is_kept_about_them(app, client):
    person = sign_in(client, "dispatcher", language="en")
    page = client.get("/staff/me/data").text
    assert person.name in page and "What you did" in page and "The database refuses to change it." in page
    told = json.loads(client.get("/staff/me/data.json").data)["personal_data"]
    assert told["accounts.account"][0]["roles"] == "dispatcher" and "password_hash" not in str(told)
    assert [row["action"] for row in told["accounts.audit"]] == ["accounts.own_export"]
    other = app.test_client()
    sign_in(other, "dispatcher", language="en")
    assert json.loads(other.get("/staff/me/data.json").data)["personal_data"]["accounts.account"][0]["name"] != person.name
