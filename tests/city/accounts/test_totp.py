"""Codes of a telephone: set up, asked for, never taken twice; recovery codes; what an administrator resets."""

import time
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from city.accounts import totp
from city.accounts.errors import WrongCode
from city.accounts.models import Person, RecoveryCode, StaffSession
from city.clock import now
from city.database import db
from tests.city.words import translate
from tests.staff import PASSWORD, add_person, change, read_audit, send, sign_in

NAME = "anna.karimova"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def anna(app):
    """Somebody whose telephone has the secret SECRET, and who has no recovery codes."""
    person = add_person(app, "administrator", name=NAME, password=PASSWORD)
    change(app, update(Person).where(Person.id == person.id).values(totp_secret=SECRET, totp_step=0))
    return person


def code(steps=0, secret=SECRET):
    """What the telephone shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(time.time() + 30 * steps)


def give_password(client, **values):
    return send(client, "/staff/sign-in", {"name": NAME, "password": PASSWORD} | values)


def give_code(client, digits, **values):
    return send(client, "/staff/sign-in/code", {"one_time_code": digits} | values)


@pytest.mark.once
@pytest.mark.parametrize(("drift", "found"), [(-60, False), (-30, True), (0, True), (29, True), (30, True), (90, False)])
def test_a_clock_may_be_wrong_by_one_step(drift, found):
    digits = pyotp.TOTP(SECRET).at(AT + timedelta(seconds=drift))
    assert (totp.find_step(SECRET, digits, AT) is not None) == found


@pytest.mark.once
@pytest.mark.parametrize("digits", ["", "12345", "abcdef", "１２３４５６", "1" * 1000])
def test_what_is_no_code_is_not_taken_for_one(digits):
    assert totp.find_step(SECRET, digits, AT) is None


@pytest.mark.once
def test_a_code_may_be_typed_with_a_blank_in_it_and_is_taken_once():
    digits = pyotp.TOTP(SECRET).at(AT)
    step = totp.find_step(SECRET, f" {digits[:3]} {digits[3:]}", AT)
    assert step == int(AT.timestamp()) // 30
    assert totp.find_step(SECRET, digits, AT, after=step) is None


def test_after_the_password_the_code_is_asked_for_and_nothing_opens_before(client, anna):
    answer = give_password(client, next="/staff/audit")
    assert (answer.status_code, answer.location) == (303, "/staff/sign-in/code?next=/staff/audit")
    assert client.get("/staff/").location.startswith("/staff/sign-in")
    assert client.get(answer.location).status_code == 200
    done = give_code(client, code(), next="/staff/audit")
    assert (done.status_code, done.location) == (303, "/staff/audit")
    assert client.get("/staff/audit").status_code == 200


def test_the_sessions_key_changes_once_the_code_is_right(app, client, anna):
    give_password(client)
    with client.session_transaction() as kept:
        waiting = kept["staff"]
    give_code(client, code())
    with client.session_transaction() as kept:
        assert kept["staff"] != waiting
        kept["staff"] = waiting
    assert client.get("/staff/").status_code == 302


def test_a_code_is_not_taken_twice_not_even_in_another_browser(app, client, anna):
    digits = code()
    give_password(client)
    assert give_code(client, digits).status_code == 303
    other = app.test_client()
    give_password(other)
    refused = give_code(other, digits)
    assert refused.status_code == 422 and translate("uz", WrongCode.sentence) in refused.text
    assert give_code(other, code(1)).status_code == 303


def test_wrong_codes_slow_down_and_the_right_password_does_not_forgive_them(client, anna):
    give_password(client)
    assert [give_code(client, "000000").status_code for _ in range(6)] == [422] * 5 + [429]
    give_password(client)
    assert give_code(client, code()).status_code == 429


def test_a_code_that_comes_ten_minutes_late_begins_anew(app, client, anna):
    give_password(client)
    change(app, update(StaffSession).values(begun_at=now() - timedelta(minutes=10)))
    late = give_code(client, code(), next="/staff/audit")
    assert (late.status_code, late.location) == (303, "/staff/sign-in?next=/staff/audit")


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_for_the_code_is_only_there_while_a_code_is_awaited(client, anna, signed_in):
    if signed_in:
        sign_in(client, person=anna)
    assert client.get("/staff/sign-in/code?next=/staff/me").location == "/staff/sign-in?next=/staff/me"


def test_codes_are_set_up_with_a_picture_a_key_and_a_first_code(app, client):
    person = sign_in(client, "dispatcher", name="bahrom", password=PASSWORD)
    page = BeautifulSoup(client.get("/staff/me/codes").text, "html.parser")
    assert page.select_one("main img")["src"].startswith("data:image/png;base64,")
    secret = page.select_one("main .secret").text.replace(" ", "")
    assert secret == BeautifulSoup(client.get("/staff/me/codes").text, "html.parser").select_one(".secret").text.replace(" ", "")
    assert send(client, "/staff/me/codes", {"one_time_code": "000000"}).status_code == 422
    shown = send(client, "/staff/me/codes", {"one_time_code": code(secret=secret)})
    codes = [each.text for each in BeautifulSoup(shown.text, "html.parser").select(".codes code")]
    assert shown.status_code == 200 and len(set(codes)) == 10
    with app.app_context():
        kept = db.session.scalars(select(RecoveryCode.code_hash)).all()
        assert db.session.scalar(select(Person.totp_secret)) == secret
    assert len(kept) == 10 and not set(kept) & set(codes)
    assert ("bahrom", "accounts.own_codes", "bahrom", {}) in read_audit(app)
    assert "10 recovery codes are left." in client.get("/staff/me").text
    check_recovery_code(app, person, codes[0])


def check_recovery_code(app, person, recovery_code):
    """It lets in once, however it is typed."""
    for typed, status in ((recovery_code.upper().replace("-", " "), 303), (recovery_code, 422)):
        client = app.test_client()
        send(client, "/staff/sign-in", {"name": person.name, "password": PASSWORD})
        assert give_code(client, typed).status_code == status


def test_new_recovery_codes_take_the_place_of_the_old(app, client, anna):
    sign_in(client, person=anna)
    first = send(client, "/staff/me/recovery-codes").text
    second = send(client, "/staff/me/recovery-codes").text
    old = BeautifulSoup(first, "html.parser").select_one(".codes code").text
    new = BeautifulSoup(second, "html.parser").select_one(".codes code").text
    other = app.test_client()
    give_password(other)
    assert [give_code(other, each).status_code for each in (old, new)] == [422, 303]


def test_who_changes_the_telephone_gives_a_last_code_and_sets_up_anew(client, anna):
    sign_in(client, person=anna)
    assert "Change the telephone" in client.get("/staff/me/codes").text
    assert send(client, "/staff/me/codes/off", {"one_time_code": "000000"}).status_code == 422
    assert send(client, "/staff/me/codes/off", {"one_time_code": code()}).location == "/staff/me/codes"
    assert "Scan this picture" in client.get("/staff/me/codes").text


def test_an_administrator_resets_the_codes_of_a_lost_telephone(app, client, anna):
    theirs = app.test_client()
    sign_in(theirs, person=anna)
    sign_in(client, "administrator")
    assert send(client, f"/staff/people/{anna.id}/reset-codes").status_code == 303
    assert theirs.get("/staff/").status_code == 302
    assert give_password(theirs).location == "/staff/"


def test_a_picture_is_admitted_by_the_policy(client):
    sign_in(client, "dispatcher")
    policy = client.get("/staff/me/codes").headers["Content-Security-Policy"]
    assert "img-src 'self' data:" in policy and "unsafe" not in policy
