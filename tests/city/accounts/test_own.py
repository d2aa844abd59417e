"""A person's own account: language and password."""

import pytest
from sqlalchemy import select

from city.accounts.errors import CommonPassword, MustWait, ShortPassword, UnlikePasswords, WrongPassword
from city.accounts.models import Person
from city.accounts.passwords import check_strength, hash_password, verify
from city.database import db
from city.errors import CityError
from tests.staff import PASSWORD, read_audit, send, sign_in

NEW = "qovoq-tandir-shamol-daryo"


@pytest.fixture
def me(client):
    return sign_in(client, "dispatcher", name="anna.karimova", password=PASSWORD)


def change_password(client, current=PASSWORD, password=NEW, again=None):
    data = {"current_password": current, "password": password, "password_again": password if again is None else again}
    return send(client, "/staff/me/password", data)


def test_the_language_of_the_staff_pages_is_chosen_and_spoken_from_then_on(app, client, me):
    done = send(client, "/staff/me/language", {"language": "ru"})
    assert (done.status_code, done.location) == (303, "/staff/me")
    page = client.get("/staff/me", headers={"Accept-Language": "en"})
    assert '<html lang="ru"' in page.text
    assert '<option value="ru" selected>Русский</option>' in page.text
    assert read_audit(app) == [(me.name, "accounts.own_language", me.name, {"language": "ru"})]


def test_a_language_that_the_city_does_not_speak_is_refused(client, me):
    assert send(client, "/staff/me/language", {"language": "de"}).status_code == 422
    assert '<html lang="en"' in client.get("/staff/me").text


def test_a_new_password_takes_the_place_of_the_old_and_ends_the_other_sessions(app, client, me):
    other = app.test_client()
    sign_in(other, person=me)
    assert change_password(client).location == "/staff/me"
    assert "Your other sessions were ended." in client.get("/staff/me").text
    assert other.get("/staff/me").status_code == 302
    with app.app_context():
        kept = db.session.scalar(select(Person.password_hash))
    assert verify(kept, NEW) and not verify(kept, PASSWORD)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"current": "wrong"}, WrongPassword()),
        ({"password": "short", "again": "short"}, ShortPassword(least=12)),
        ({"password": "password1234"}, CommonPassword()),
        ({"password": "anna.karimova1"}, CommonPassword()),
        ({"again": NEW + "x"}, UnlikePasswords()),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(app, client, me, values, error):
    refused = change_password(client, **values)
    assert refused.status_code == 422
    assert str(error) in refused.text and f'id="{error.field}-error"' in refused.text
    with app.app_context():
        assert verify(db.session.scalar(select(Person.password_hash)), PASSWORD)


def test_guessing_the_current_password_slows_down_too(client, me):
    answers = [change_password(client, current="wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert MustWait.sentence.split("%")[0] in answers[-1].text


@pytest.mark.once
@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "123456789012", "qwertyuiop12", "iloveyou1234", "toshkent2026", "parol", "dispatcher1dispatcher", "x" * 257],
)
def test_a_password_that_is_easy_to_guess_or_endless_is_refused(password):
    with pytest.raises(CityError):
        check_strength(password, "dispatcher1")


@pytest.mark.once
@pytest.mark.parametrize("password", [PASSWORD, NEW, "чойнак пиёла дастурхон", "x7!kQ2-vvRm4", "j43k-h5hz-fnp2-vwpc-hddz"])
def test_several_words_or_enough_chance_will_do(password):
    check_strength(password, "anna.karimova")


@pytest.mark.once
def test_a_letter_typed_as_one_or_as_two_is_the_same_password():
    assert verify(hash_password("й ў қ ғ ҳ"), "и\u0306 у\u0306 қ ғ ҳ")
