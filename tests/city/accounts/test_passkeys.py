"""Passkeys: added after the password, taken for one address and one challenge, alone or as the second step."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from city.accounts import passkey_door, passkeys
from city.accounts.errors import StalePasskey, WrongPasskey
from city.accounts.models import Passkey
from city.clock import now
from city.database import db
from tests.city.accounts.authenticator import Authenticator
from tests.staff import PASSWORD, add_person, change, read_audit, send, sign_in

NAME = "anna.karimova"


@pytest.fixture
def client(app):
    """A reader of English."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def anna(app):
    return add_person(app, "administrator", name=NAME, password=PASSWORD)


@pytest.fixture
def key(app, anna):
    """A passkey that Anna has added, in another browser than the one of the test."""
    return add_key(app.test_client(), anna)


def add_key(client, person, **wrong):
    sign_in(client, person=person)
    key = Authenticator()
    key.added = send_new(client, key, **wrong)
    return key


def send_new(client, key, name="telephone", **wrong):
    asked = send(client, "/staff/me/passkeys/options", {"name": name, "current_password": PASSWORD})
    assert asked.status_code == 200, asked.text
    return send(client, "/staff/me/passkeys/new", {"name": name, "answer": key.create(asked.json, **wrong)})


def ask_sign_in(client):
    return send(client, "/staff/sign-in/passkey/options").json


def enter(client, answer, **values):
    return send(client, "/staff/sign-in/passkey", {"answer": answer} | values)


def give_password(client):
    return send(client, "/staff/sign-in", {"name": NAME, "password": PASSWORD})


def is_in(client):
    return client.get("/staff/").status_code == 200


def test_the_first_passkey_brings_recovery_codes_and_the_list_shows_it(app, client, anna):
    key = add_key(client, anna)
    codes = BeautifulSoup(key.added.text, "html.parser").select(".codes code")
    assert key.added.status_code == 200 and len(codes) == 10
    page = client.get("/staff/me").text
    assert "telephone" in page and "Not used yet." in page and "10 recovery codes are left." in page
    assert send_new(client, Authenticator(), "key at the desk").status_code == 303, "the codes stay as they are"
    assert ("anna.karimova", "accounts.own_passkey", NAME, {"name": "telephone"}) in read_audit(app)


def test_a_passkey_needs_the_password_and_a_name(client, anna):
    sign_in(client, person=anna)
    for data, field in (({"name": "x", "current_password": "wrong"}, "current_password"), ({"name": " "}, "name")):
        refused = send(client, "/staff/me/passkeys/options", data)
        assert refused.status_code == 422 and refused.json["field"] == field and refused.json["sentence"]
    unasked = send(client, "/staff/me/passkeys/new", {"name": "x", "answer": "{}"})
    assert unasked.status_code == 422 and StalePasskey.sentence in unasked.text


def test_a_passkey_alone_signs_in_by_whoever_it_is(app, client, key):
    entered = enter(client, key.get(ask_sign_in(client)), next="/staff/people")
    assert (entered.status_code, entered.location) == (303, "/staff/people") and is_in(client)
    assert read_audit(app)[0] == (NAME, "accounts.sign_in", NAME, {"by": "passkey"})
    with app.app_context():
        kept = db.session.scalar(select(Passkey))
        assert kept.used_at and kept.sign_count == 1 and kept.person_id


def test_after_the_password_the_passkey_is_the_second_step(app, client, key):
    assert give_password(client).location.startswith("/staff/sign-in/code") and not is_in(client)
    page = client.get("/staff/sign-in/code").text
    assert 'data-passkey="get"' in page and "recovery codes" in page
    options = ask_sign_in(client)
    assert len(options["allowCredentials"]) == 1
    assert enter(client, key.get(options, verified=0)).status_code == 303 and is_in(client)
    assert read_audit(app)[0][3] == {"by": "password and passkey"}


def test_a_recovery_code_stands_in_for_a_passkey(client, app, anna):
    codes = BeautifulSoup(add_key(app.test_client(), anna).added.text, "html.parser").select(".codes code")
    give_password(client)
    assert send(client, "/staff/sign-in/code", {"one_time_code": codes[0].text}).status_code == 303 and is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.example"},
        {"origin": "https://localhost"},
        {"verified": 0},
        {"user_handle": "c3RyYW5nZXI"},
        {"user_handle": ""},
    ],
)
def test_what_is_signed_for_another_address_or_without_a_finger_is_refused(app, client, key, wrong):
    refused = enter(client, key.get(ask_sign_in(client), **wrong))
    assert refused.status_code == 422 and WrongPasskey.sentence in refused.text and not is_in(client)
    assert read_audit(app)[0] == ("", "accounts.sign_in_refused", NAME, {"step": "passkey"})


def test_a_key_of_another_domain_is_refused(app, client, key):
    key.rp_id = "evil.example"
    assert enter(client, key.get(ask_sign_in(client))).status_code == 422 and not is_in(client)


def test_an_answer_is_taken_once_even_with_the_cookie_of_before(app, client, key):
    options = ask_sign_in(client)
    with client.session_transaction() as kept:
        before = dict(kept)
    answer = key.get(options)
    assert enter(client, answer).status_code == 303
    replaying = app.test_client()
    with replaying.session_transaction() as kept:
        kept.update(before)
    refused = enter(replaying, answer)
    assert refused.status_code == 422 and not is_in(replaying)


def test_an_answer_to_no_or_another_challenge_is_refused(app, client, key):
    options = ask_sign_in(client)
    assert enter(app.test_client(), key.get(options)).status_code == 422, "this browser was asked nothing"
    assert enter(client, key.get(options | {"challenge": passkeys.make_challenge()})).status_code == 422
    assert enter(client, key.get(options)).status_code == 422, "a challenge is good for one try"


def test_a_challenge_does_not_wait_for_ever(client, key, monkeypatch):
    options = ask_sign_in(client)
    monkeypatch.setattr(passkey_door, "now", lambda: now() + timedelta(minutes=6))
    refused = enter(client, key.get(options))
    assert refused.status_code == 422 and StalePasskey.sentence in refused.text


def test_a_strange_key_and_nonsense_are_refused(client, key):
    for answer in (Authenticator().get(ask_sign_in(client), user_handle="x"), "", "{}", "[]", '{"id": 7}', "\\ud800"):
        ask_sign_in(client)
        assert enter(client, answer).status_code in (400, 422)
    assert not is_in(client)


@pytest.mark.parametrize("count", [5, 4])
def test_a_counter_that_does_not_grow_is_a_copied_key(app, client, key, count):
    change(app, update(Passkey).values(sign_count=5))
    assert enter(client, key.get(ask_sign_in(client), sign_count=count)).status_code == 422 and not is_in(client)
    assert enter(client, key.get(ask_sign_in(client), sign_count=6)).status_code == 303


def test_a_key_of_somebody_else_is_no_second_step(app, client, key):
    other = add_person(app, "administrator", name="bahrom", password=PASSWORD)
    theirs = add_key(app.test_client(), other)
    give_password(client)
    assert enter(client, theirs.get(ask_sign_in(client))).status_code == 422 and not is_in(client)


def test_a_key_cannot_be_added_without_a_finger_or_twice(app, client, anna):
    assert add_key(client, anna, verified=0).added.status_code == 422
    key = add_key(client, anna)
    assert key.added.status_code == 200
    assert send_new(client, key).status_code == 422


def test_an_account_that_is_off_is_not_opened(app, client, key, anna):
    boss = app.test_client()
    sign_in(boss, "administrator")
    send(boss, f"/staff/people/{anna.id}/off")
    assert enter(client, key.get(ask_sign_in(client))).status_code == 422 and not is_in(client)


def test_a_passkey_is_removed_after_the_password_and_the_codes_go_with_the_last(app, client, key, anna):
    sign_in(client, person=anna)
    with app.app_context():
        number = db.session.scalar(select(Passkey.id))
    path = f"/staff/me/passkeys/{number}"
    assert send(client, path, {"current_password": "wrong"}).status_code == 422
    assert send(client, path, {"current_password": PASSWORD}).status_code == 303
    page = client.get("/staff/me").text
    assert "You have no passkeys." in page and "recovery code" not in page
    assert client.get(path).status_code == 404
    assert enter(app.test_client(), key.get(ask_sign_in(client))).status_code == 422


def test_nobody_touches_the_passkey_of_another(app, client, key):
    sign_in(client, "administrator")
    with app.app_context():
        number = db.session.scalar(select(Passkey.id))
    assert client.get(f"/staff/me/passkeys/{number}").status_code == 404
    assert send(client, f"/staff/me/passkeys/{number}", {"current_password": PASSWORD}).status_code == 404


def test_an_administrator_resets_passkeys_too(app, client, key, anna):
    sign_in(client, "administrator")
    assert "1 passkey" in client.get("/staff/people").text
    assert send(client, f"/staff/people/{anna.id}/reset-codes").status_code == 303
    assert enter(app.test_client(), key.get(ask_sign_in(client))).status_code == 422
    assert give_password(app.test_client()).location == "/staff/"


def test_a_passkey_is_the_step_that_production_asks_for(open_app, database_url):
    app = open_app(database_url, STAFF_TOTP_REQUIRED="true")
    client, person = app.test_client(), add_person(app, "editor", password=PASSWORD)
    sign_in(client, person=person)
    assert client.get("/staff/").location.startswith("/staff/me/codes")
    assert "/staff/me/passkeys/new" in client.get("/staff/me/codes").text
    assert send_new(client, Authenticator()).status_code == 200
    assert is_in(client)


def test_passkeys_belong_to_the_address_of_the_settings(open_app, database_url):
    app = open_app(database_url, SITE_ADDRESS="https://city.example/")
    client, person = app.test_client(), add_person(app, "editor", password=PASSWORD)
    sign_in(client, person=person)
    key = Authenticator("https://city.example", "city.example")
    assert send_new(client, Authenticator()).status_code == 422, "a key for localhost"
    assert send_new(client, key).status_code == 200
    assert enter(app.test_client(), key.get(ask_sign_in(client))).status_code == 422, "another browser's challenge"
    assert enter(client, key.get(ask_sign_in(client))).status_code == 303


@pytest.mark.parametrize(("settings", "host"), [({}, "127.0.0.1:8000"), ({"CITY_ENV": "production"}, "city.example")])
def test_where_no_browser_would_take_them_none_are_offered(open_app, database_url, settings, host):
    app = open_app(database_url, SECRET_KEY="x" * 40, STAFF_TOTP_REQUIRED="false", **settings)
    client = app.test_client()
    assert "data-passkey" not in client.get("/staff/sign-in", base_url=f"https://{host}").text
    with app.test_request_context(base_url=f"https://{host}"):
        assert passkey_door.find_site() is None
