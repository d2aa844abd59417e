"""A session that ends while a form is half filled: nothing is lost, or put in an address, or sent for a stranger."""

import io
import time
from types import SimpleNamespace

import pyotp
import pytest
from bs4 import BeautifulSoup
from flask import request
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import func, update

from city.accounts import audit
from city.accounts.errors import ForeignForm, StaleForm
from city.accounts.guard import guarded
from city.accounts.models import Person, StaffSession
from city.database import unit_of_work
from tests.staff import PASSWORD, add_person, change, read_audit, send, sign_in, token_of

NAME = "anna.karimova"
NOTE = "Birinchi qator\r\n  «ikkinchi» <b>\r\n\r\nўқғҳ & ʻ"
FORM = {"note": NOTE, "tag": ["a", "b"], "empty": ""}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def taken(app):
    """What the form of a service, at /staff/notes, has taken: dictionaries of lists."""
    taken = []

    @app.post("/staff/notes")
    @guarded("accounts.own")
    def take_note(word=""):
        with unit_of_work():
            audit.record("test.note", "note")
        fields = request.form.to_dict(flat=False)
        fields.pop("csrf_token")
        taken.append(fields)
        return {}

    app.add_url_rule("/staff/<word>/notes", view_func=take_note, methods=["POST"], endpoint="take_word")
    return taken


@pytest.fixture
def anna(app, client):
    """Somebody who was signed in with `client` until a moment ago."""
    person = sign_in(client, "dispatcher", name=NAME, password=PASSWORD)
    end_all(app)
    return person


def end_all(app):
    change(app, update(StaffSession).values(ended_at=func.now()))


def read_form(answer, selector="main form"):
    """The form on a page, as a browser would send it: where to, and its fields."""
    form = BeautifulSoup(answer.text, "html.parser").select_one(selector)
    data = {}
    for field in form.select("input[name], textarea[name]"):
        text = "\r\n".join(field.text.removeprefix("\n").splitlines())
        value = text if field.name == "textarea" else field.get("value", "")
        data.setdefault(field["name"], []).append(value)
    return SimpleNamespace(target=form["action"], data=data, page=answer)


def give_password(client, answer, name=NAME):
    form = read_form(answer)
    assert form.target == "/staff/sign-in"
    return client.post(form.target, data=form.data | {"name": name, "password": PASSWORD})


def send_kept(client, answer):
    form = read_form(answer, "form#kept")
    assert form.target == "/staff/notes"
    return client.post(form.target, data=form.data)


def sends_itself(answer):
    return "js/resume.js" in answer.text


def test_a_half_filled_form_is_kept_through_sign_in_and_sent_whole(client, taken, anna):
    kept = send(client, "/staff/notes", FORM)
    assert kept.status_code == 401 and kept.headers["Cache-Control"] == "no-store"
    assert "Location" not in kept.headers and taken == []
    again = give_password(client, kept)
    assert again.status_code == 200 and "Location" not in again.headers
    assert sends_itself(again), "the same person's form is sent without asking"
    assert send_kept(client, again).status_code == 200
    assert taken == [{"note": [NOTE], "tag": ["a", "b"], "empty": [""]}]


def test_it_is_sent_to_an_address_with_blanks_and_letters_of_ours(client, taken, anna):
    kept = send(client, "/staff/Amir%20Temur%20xiyoboni,%20%D1%9E/notes?a=b%20c", FORM)
    form = read_form(give_password(client, kept), "form#kept")
    assert form.target == "/staff/Amir%20Temur%20xiyoboni%2C%20%D1%9E/notes?a=b%20c"
    assert client.post(form.target, data=form.data).status_code == 200
    assert taken[0]["note"] == [NOTE]


def test_it_is_still_there_after_a_wrong_password_and_a_stale_token(client, taken, anna):
    kept = send(client, "/staff/notes", FORM)
    form = read_form(kept)
    wrong = client.post(form.target, data=form.data | {"name": NAME, "password": "wrong"})
    assert wrong.status_code == 422
    form = read_form(wrong)
    stale = client.post(form.target, data=form.data | {"name": NAME, "password": PASSWORD, "csrf_token": "stale"})
    assert stale.status_code == 400
    send_kept(client, give_password(client, stale))
    assert taken[0]["note"] == [NOTE]


def test_it_is_kept_through_the_code_too(app, client, taken, anna):
    change(app, update(Person).values(totp_secret=SECRET, totp_step=0))
    asked = give_password(client, send(client, "/staff/notes", FORM))
    form = read_form(asked)
    assert form.target == "/staff/sign-in/code"
    wrong = client.post(form.target, data=form.data | {"one_time_code": "000000"})
    form = read_form(wrong)
    done = client.post(form.target, data=form.data | {"one_time_code": pyotp.TOTP(SECRET).at(time.time())})
    send_kept(client, done)
    assert taken[0]["note"] == [NOTE]


def test_it_is_kept_when_the_code_comes_too_late(app, client, taken, anna):
    change(app, update(Person).values(totp_secret=SECRET, totp_step=0))
    form = read_form(give_password(client, send(client, "/staff/notes", FORM)))
    end_all(app)
    late = client.post(form.target, data=form.data | {"one_time_code": pyotp.TOTP(SECRET).at(time.time())})
    assert late.status_code == 401
    form = read_form(give_password(client, late))
    done = client.post(form.target, data=form.data | {"one_time_code": pyotp.TOTP(SECRET).at(time.time())})
    send_kept(client, done)
    assert taken[0]["note"] == [NOTE]


def test_it_is_kept_through_a_new_password_and_new_codes(app, client, taken, anna):
    app.config["STAFF_TOTP_REQUIRED"] = True
    change(app, update(Person).values(must_change_password=True))
    form = read_form(give_password(client, send(client, "/staff/notes", FORM)))
    assert form.target == "/staff/me/password"
    new = "qovoq-tandir-shamol-daryo"
    passwords = {"current_password": PASSWORD, "password": new, "password_again": new}
    form = read_form(client.post(form.target, data=form.data | passwords))
    assert form.target == "/staff/me/codes"
    secret = BeautifulSoup(form.page.text, "html.parser").select_one(".secret").text.replace(" ", "")
    done = client.post(form.target, data=form.data | {"one_time_code": pyotp.TOTP(secret).at(time.time())})
    assert "recovery" in done.text.casefold()
    send_kept(client, done)
    assert taken[0]["note"] == [NOTE]


def test_a_form_that_is_sent_while_a_step_is_owed_waits_for_the_step(app, client, taken):
    sign_in(client, "dispatcher", name=NAME, password=PASSWORD, must_change_password=True)
    waiting = send(client, "/staff/notes", FORM)
    assert waiting.status_code == 403
    form, new = read_form(waiting), "qovoq-tandir-shamol-daryo"
    passwords = {"current_password": PASSWORD, "password": new, "password_again": new}
    send_kept(client, client.post(form.target, data=form.data | passwords))
    assert taken[0]["note"] == [NOTE]


def test_somebody_else_is_asked_before_the_form_is_sent(app, client, taken, anna):
    add_person(app, "editor", name="bahrom", password=PASSWORD)
    answer = give_password(client, send(client, "/staff/notes", FORM), name="bahrom")
    assert not sends_itself(answer)
    assert "may have been filled in by somebody else" in answer.text
    send_kept(client, answer)
    assert read_audit(app)[0][:2] == ("bahrom", "test.note")


def test_the_word_on_whose_form_it_is_cannot_be_made_up(app, client, taken, anna):
    form = read_form(send(client, "/staff/notes", FORM))
    forged = form.data | {"kept-whose": "1", "name": NAME, "password": PASSWORD}
    assert not sends_itself(client.post(form.target, data=forged))


def test_passwords_codes_and_files_are_not_kept_and_the_page_says_so(client, taken, anna):
    fields = {"note": "x", "new_password": "hush-hush", "one_time_code": "123456", "photo": (io.BytesIO(b"picture"), "a.jpg")}
    kept = send(client, "/staff/notes", fields, headers={"Accept-Language": "en"})
    assert "Files and passwords are not kept" in kept.text
    assert "hush-hush" not in kept.text and "123456" not in kept.text and "a.jpg" not in kept.text
    answer = give_password(client, kept)
    assert not sends_itself(answer) and "Files and passwords are not kept" in answer.text
    send_kept(client, answer)
    assert taken == [{"note": ["x"]}]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_form_that_another_site_sent_is_neither_taken_nor_kept(client, taken, headers, signed_in):
    if signed_in:
        sign_in(client, "dispatcher", name=NAME)
    refused = client.post("/staff/notes", data={"note": "planted"}, headers=headers | {"Accept-Language": "en"})
    assert refused.status_code == 400
    assert ForeignForm.sentence in refused.text and "planted" not in refused.text
    assert taken == []


def test_a_form_of_ours_is_told_from_a_foreign_one(client, taken, anna):
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}):
        assert send(client, "/staff/notes", FORM, headers=headers).status_code == 401


def test_a_stale_token_gets_a_sentence_and_the_form_back_to_send_again(client, taken):
    sign_in(client, "dispatcher")
    stale = client.post("/staff/notes", data=FORM | {"csrf_token": "stale"})
    assert stale.status_code == 400 and StaleForm.sentence in stale.text
    assert taken == [] and not sends_itself(stale)
    assert send_kept(client, stale).status_code == 200
    assert taken[0]["note"] == [NOTE]


def test_a_token_that_is_too_old_is_stale(app, client, taken, monkeypatch):
    sign_in(client, "dispatcher")
    token_of(client)
    with client.session_transaction() as kept, monkeypatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time()) - 26 * 3600 - 60)
        old = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(kept["csrf_token"])
    assert client.post("/staff/notes", data={"note": "x", "csrf_token": old}).status_code == 400
    assert taken == []


def test_a_form_that_a_page_of_its_own_shows_comes_back_on_that_page(client):
    sign_in(client, "administrator")
    stale = client.post("/staff/people/new", data={"name": "bahrom", "roles": "editor", "csrf_token": "stale"})
    page = BeautifulSoup(stale.text, "html.parser")
    assert (stale.status_code, page.select_one("#name")["value"]) == (400, "bahrom")
    assert StaleForm.sentence in stale.text
    form = read_form(stale)
    assert client.post(form.target, data=form.data | {"roles": "editor"}).status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", ""])
def test_a_kept_form_is_never_sent_elsewhere(client, anna, target):
    data = {"name": NAME, "password": PASSWORD, "kept-target": target, "kept:note": "x"}
    answer = send(client, "/staff/sign-in", data)
    assert (answer.status_code, answer.location) == (303, "/staff/")


def test_a_program_gets_a_problem_and_nothing_is_kept(app, client):
    @app.post("/api/v1/notes")
    @guarded("accounts.own")
    def take_note():
        return {}

    refused = client.post("/api/v1/notes?lang=en", json={"note": "x"})
    assert (refused.status_code, refused.content_type) == (401, "application/problem+json")
    assert refused.headers["WWW-Authenticate"]
    sign_in(client, "dispatcher", language="ru")
    stale = client.post("/api/v1/notes?lang=en", json={"note": "x"})
    assert (stale.status_code, stale.json["detail"]) == (400, StaleForm.sentence)
