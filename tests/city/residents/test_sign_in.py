"""Residents sign in through OneID: off until it is set up; back where they began; refused in words where it fails."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, text, update

from city import http
from city.clock import now
from city.database import db
from city.residents import door, oneid
from city.residents.errors import (
    OneIdDenied,
    OneIdError,
    OneIdRefused,
    OneIdSilent,
    ResidentsOff,
    StrangeState,
)
from city.residents.models import Resident, ResidentSession
from tests.city.residents.conftest import go_to_oneid, settings_for, sign_in_resident
from tests.city.residents.provider import KARIMOVA
from tests.staff import change, send


def is_in(client):
    return client.get("/uz/me/data").status_code == 200


def test_until_it_is_set_up_there_is_no_link_and_a_sentence(open_app, database_url):
    client = open_app(database_url).test_client()
    assert "/me/" not in client.get("/en/accessibility").text
    for path in ("/en/me/", "/en/me/sign-in", "/en/me/data", "/me/oneid?code=x&state=y"):
        refused = client.get(path, headers={"Accept-Language": "en"})
        assert refused.status_code == 404 and ResidentsOff.sentence in refused.text


def test_one_signs_in_and_is_where_one_began(client, oneid):
    assert "/en/me/" in client.get("/en/accessibility").text
    assert client.get("/en/me/data").location == "/en/me/?next=/en/me/data"
    assert "/en/me/sign-in?next=/en/me/data" in client.get("/en/me/?next=/en/me/data").text
    entered = sign_in_resident(client, "/en/me/sign-in?next=/en/me/data")
    assert (entered.status_code, entered.location) == (303, "/en/me/data")
    assert "Anna Karimova" in client.get("/en/me/data").text
    assert client.get("/en/me/").headers["Cache-Control"] == "no-store"


def test_what_is_asked_of_oneid_is_what_it_takes(client, oneid):
    gone = go_to_oneid(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(gone.there).query).items()}
    assert asked.pop("state") and asked == {
        "response_type": "one_code",
        "client_id": "city_tashkent",
        "scope": "city_tashkent",
        "redirect_uri": "http://localhost/me/oneid",
    }
    client.get(gone.back)
    assert [each["grant_type"] for each in oneid.asked] == ["one_authorization_code", "one_access_token_identify"]
    assert oneid.asked[0]["redirect_uri"] == "http://localhost/me/oneid"


def test_the_address_to_come_back_to_is_that_of_the_settings(open_app, database_url, oneid):
    client = open_app(database_url, SITE_ADDRESS="https://city.example", **settings_for(oneid)).test_client()
    asked = parse_qs(urlsplit(client.get("/uz/me/sign-in").location).query)
    assert asked["redirect_uri"] == ["https://city.example/me/oneid"]


def test_the_same_person_is_known_again_and_nothing_of_the_state_is_kept(app, client, oneid):
    sign_in_resident(client)
    sign_in_resident(app.test_client())
    oneid.person |= {"pin": "51503901234567", "first_name": "BAHROM"}
    sign_in_resident(app.test_client())
    with app.app_context():
        assert db.session.scalars(select(Resident.name).order_by(Resident.id)).all() == ["Anna Karimova", "Bahrom Karimova"]
        kept = str(db.session.execute(text("SELECT * FROM city_resident")).all())
        kept += str(db.session.execute(text("SELECT * FROM city_resident_session")).all())
        kept += str(db.session.execute(text("SELECT * FROM city_audit")).all())
    for name in ("pin", "pport_no", "birth_date", "mid_name", "per_adr", "user_id", "sess_id"):
        assert KARIMOVA[name] not in kept, name


@pytest.mark.parametrize(
    "asked", ["//evil.example/", "https://evil.example", "/\\evil", "/staff/people", "/uz/../staff", "/zz/x"]
)
def test_one_is_never_led_to_another_site_or_to_the_staff(client, asked):
    assert sign_in_resident(client, f"/en/me/sign-in?next={asked}").location == "/en/me/"


def test_an_answer_for_another_browser_is_refused(app, client, oneid):
    gone = go_to_oneid(client)
    for browser, back in ((app.test_client(), gone.back), (client, gone.back.split("&state")[0])):
        refused = browser.get(back, headers={"Accept-Language": "en"})
        assert refused.status_code == 400 and StrangeState.sentence in refused.text and "/en/me/" in refused.text
    assert oneid.asked == [], "nothing was asked of OneID"
    assert client.get(gone.back).status_code == 400, "a state is good for one try"


def test_an_answer_is_taken_once_and_not_after_a_quarter_of_an_hour(client, oneid, monkeypatch):
    gone = go_to_oneid(client)
    assert client.get(gone.back).status_code == 303
    assert client.get(gone.back).status_code == 400
    gone = go_to_oneid(client)
    monkeypatch.setattr(door, "now", lambda: now() + timedelta(minutes=16))
    assert client.get(gone.back).status_code == 400


@pytest.mark.parametrize(
    ("mood", "error"),
    [("denied", OneIdDenied), ("expired", OneIdRefused), ("html", OneIdError), ("broken", OneIdSilent), ("silent", OneIdSilent)],
)
def test_what_goes_wrong_at_oneid_is_said_in_words(app, client, oneid, monkeypatch, mood, error, caplog):
    monkeypatch.setattr(http, "READ_S", 0.5)
    oneid.mood = mood
    with caplog.at_level(logging.DEBUG):
        refused = sign_in_resident(client, "/en/me/sign-in")
    assert refused.status_code == error.status and error.sentence in refused.text
    assert not is_in(client) and "only-the-two-of-us" not in caplog.text
    with app.app_context():
        assert db.session.scalars(select(Resident)).all() == []


def test_a_wrong_secret_is_said_in_words(open_app, database_url, oneid):
    client = open_app(database_url, **settings_for(oneid) | {"ONEID_CLIENT_SECRET": "old"}).test_client()
    refused = sign_in_resident(client, "/en/me/sign-in")
    assert refused.status_code == 422 and OneIdRefused.sentence in refused.text


def test_nobody_listening_is_said_in_words(open_app, database_url, oneid):
    client = open_app(database_url, **settings_for(oneid)).test_client()
    gone = go_to_oneid(client)
    client.application.config["ONEID_ADDRESS"] = "http://127.0.0.1:9/sso"
    assert client.get(gone.back).status_code == 503


@pytest.mark.once
@pytest.mark.parametrize("told", [{}, [], "x", {"ret_cd": "1", "pin": "4"}, {"pin": ""}, {"pin": None, "user_id": 7}])
def test_a_profile_that_names_nobody_is_refused(told):
    with pytest.raises(OneIdError):
        oneid.read_profile(told)


@pytest.mark.once
def test_names_are_shown_as_people_write_them():
    told = {"pin": "4", "first_name": "GʻAYRAT", "sur_name": "OʻTKIR"}
    assert oneid.read_profile(told).name == "Gʻayrat Oʻtkir"
    assert oneid.read_profile({"user_id": "x", "full_name": "McAdam  Li"}).name == "McAdam Li"


def test_tries_from_one_address_slow_down(client, oneid):
    oneid.mood = "expired"
    answers = [sign_in_resident(client).status_code for _ in range(26)]
    assert answers == [422] * 25 + [429]


def test_signing_out_ends_the_session_for_the_copied_cookie_too(app, client):
    sign_in_resident(client)
    copied = app.test_client()
    with client.session_transaction() as kept, copied.session_transaction() as copy:
        copy.update(kept)
    assert is_in(copied)
    assert send(client, "/uz/me/sign-out").status_code == 303
    assert not is_in(client) and not is_in(copied)


@pytest.mark.parametrize(("column", "ago"), [("begun_at", timedelta(hours=12)), ("used_at", timedelta(hours=1))])
def test_a_session_lasts_for_half_a_day_and_an_hour_without_use(app, client, column, ago):
    sign_in_resident(client)
    change(app, update(ResidentSession).values({column: now() - ago + timedelta(minutes=1)}))
    assert is_in(client)
    change(app, update(ResidentSession).values({column: now() - ago}))
    assert not is_in(client)


def test_a_resident_is_nobody_to_the_staff_pages(client):
    sign_in_resident(client)
    assert client.get("/staff/").location == "/staff/sign-in?next=/staff/"
