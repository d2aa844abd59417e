"""Signing in by name and password, what is refused, and where one is led."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from city.accounts import door, passwords, sessions
from city.accounts.errors import MustWait, StaleForm, WrongSignIn
from city.accounts.models import Person, StaffSession, Tries
from city.clock import now
from city.database import db
from tests.city.words import translate
from tests.staff import PASSWORD, add_person, change, read_audit, send, sign_in

NAME = "anna.karimova"


@pytest.fixture
def anna(app):
    return add_person(app, "dispatcher", name=NAME, password=PASSWORD)


def enter(client, name=NAME, password=PASSWORD, **values):
    return send(client, "/staff/sign-in", {"name": name, "password": password} | values)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_who_knows_the_password_gets_in_and_sees_the_name_and_the_role(client, anna):
    answer = enter(client)
    assert (answer.status_code, answer.location) == (303, "/staff/")
    page = client.get("/staff/")
    assert page.status_code == 200
    assert NAME in page.text and "Dispatcher" in page.text


@pytest.mark.parametrize("name", ["Anna.Karimova", " anna.karimova ", "ANNA.KARIMOVA"])
def test_the_name_is_taken_in_any_case_and_with_blanks_around_it(client, anna, name):
    assert enter(client, name=name).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [(NAME, "wrong"), ("nobody.here", PASSWORD), ("nobody.here", "wrong"), (NAME, ""), ("", ""), (NAME, PASSWORD + " ")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, anna, name, password):
    refused = enter(client, name=name, password=password)
    assert refused.status_code == 422
    assert translate("uz", WrongSignIn.sentence) in refused.text
    assert client.get("/staff/").status_code == 302


def test_what_was_typed_comes_back_but_never_the_password(client, anna):
    refused = enter(client, password="not-the-password")
    assert f'value="{NAME}"' in refused.text
    assert "not-the-password" not in refused.text


def test_an_unknown_name_costs_as_much_as_a_known_one(app, anna, monkeypatch):
    """Both are held against a hash, and both leave a row; nothing is hashed while a transaction is open."""
    seen = []

    def verify(kept, password):
        seen.append((kept is None, db.session.info.get("in_unit_of_work"), db.session().in_transaction()))
        return False

    monkeypatch.setattr(passwords, "verify", verify)
    for name in (NAME, "nobody.here"):
        assert enter(app.test_client(), name=name, password="wrong").status_code == 422
    assert seen == [(False, None, False), (True, None, False)]
    assert [(subject, detail) for _, _, subject, detail in read_audit(app)] == [
        ("", {"step": "password"}),
        (NAME, {"step": "password"}),
    ]


@pytest.mark.once
def test_no_hash_at_all_takes_as_long_to_refuse_as_a_hash():
    assert not passwords.is_outdated(passwords.NOBODYS)
    assert not passwords.verify(None, "anything")


def test_an_account_that_is_switched_off_opens_nothing_and_says_nothing_of_it(app, client, anna):
    change(app, update(Person).values(disabled_at=func.now()))
    assert translate("uz", WrongSignIn.sentence) in enter(client).text


def test_a_hash_with_older_parameters_is_renewed(app, client, anna):
    weak = type(passwords._hasher)(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    change(app, update(Person).values(password_hash=weak))
    assert enter(client).status_code == 303
    with app.app_context():
        assert not passwords.is_outdated(db.session.scalar(select(Person.password_hash)))
    assert enter(app.test_client()).status_code == 303


def test_signing_in_makes_a_new_session_and_forgets_what_the_cookie_held(client, anna):
    sign_in(client, "administrator")
    with client.session_transaction() as kept:
        before = dict(kept)
        kept["left"] = "over"
    enter(client)
    with client.session_transaction() as kept:
        assert kept["staff"] != before["staff"]
        assert "left" not in kept


def test_only_a_hash_of_the_sessions_key_is_kept(app, client, anna):
    enter(client)
    with client.session_transaction() as kept:
        key = kept["staff"]
    with app.app_context():
        row = db.session.scalar(select(StaffSession))
        assert key not in repr(vars(row)) and row.key_hash == sessions._hash(key)


def test_neither_name_nor_address_stands_in_the_table_of_tries(app, client, anna):
    enter(client, password="wrong")
    with app.app_context():
        keys = db.session.scalars(select(Tries.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 and NAME not in key and "127.0.0.1" not in key for key in keys)


def test_signing_out_ends_the_session_in_the_table(app, client, anna):
    enter(client)
    with client.session_transaction() as kept:
        key = kept["staff"]
    assert send(client, "/staff/sign-out").location == "/staff/sign-in"
    page = client.get("/staff/sign-in").text
    assert '<html lang="en"' in page and "You are signed out." in page
    with client.session_transaction() as kept:
        kept["staff"] = key
    assert client.get("/staff/").status_code == 302


def test_signing_out_twice_does_no_harm(client):
    assert send(client, "/staff/sign-out").status_code == 303


def test_the_audit_tells_of_coming_and_going(app, client, anna):
    enter(client, password="wrong")
    enter(client)
    send(client, "/staff/sign-out")
    assert read_audit(app) == [
        (NAME, "accounts.sign_out", NAME, {}),
        (NAME, "accounts.sign_in", NAME, {"by": "password"}),
        ("", "accounts.sign_in_refused", NAME, {"step": "password"}),
    ]


# Tokens of forms


def test_a_stale_token_brings_the_sign_in_page_back_filled(client, anna):
    refused = client.post("/staff/sign-in", data={"name": NAME, "password": PASSWORD, "csrf_token": "stale"})
    assert refused.status_code == 400
    assert translate("uz", StaleForm.sentence) in refused.text
    assert f'value="{NAME}"' in refused.text and PASSWORD not in refused.text


# Slowing down


def test_the_sixth_wrong_password_has_to_wait_and_is_told_how_long(client, anna):
    for _ in range(5):
        assert enter(client, password="wrong").status_code == 422
    slowed = enter(client, password="wrong")
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["Retry-After"]) <= 10
    assert slowed.text.count(translate("uz", MustWait.sentence).split("%")[0]) >= 1
    assert enter(client).status_code == 429, "the right password has to wait too, or guessing would go on"


def test_an_unknown_name_slows_down_just_so(client, anna):
    answers = [enter(client, name="nobody.here", password="wrong").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_other_accounts_are_not_slowed_down(app, client, anna):
    add_person(app, "editor", name="bahrom", password=PASSWORD)
    for _ in range(6):
        enter(client, password="wrong")
    assert enter(app.test_client(), name="bahrom").status_code == 303


def test_after_the_wait_the_right_password_gets_in_and_all_is_forgiven(app, client, anna):
    for _ in range(6):
        enter(client, password="wrong")
    with app.test_request_context():
        key = door.account_key(NAME)
    change(app, update(Tries).values(last_at=now() - timedelta(seconds=11)))
    assert enter(client).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(Tries.count).where(Tries.key == key)) == 0


def test_one_address_that_tries_many_names_slows_down(client, anna):
    answers = [enter(client, name=f"somebody-{number}", password="wrong").status_code for number in range(26)]
    assert answers == [422] * 25 + [429]


def test_who_signs_in_again_and_again_is_not_slowed_down(app, anna):
    client = app.test_client()
    assert [enter(client).status_code for _ in range(27)] == [303] * 27
    assert count(app, StaffSession) == 27
