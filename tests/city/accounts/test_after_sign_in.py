"""Where one is led after signing in, what must be done first, and in which language."""

from urllib.parse import unquote

import pytest

from city.language import BY_CODE
from tests.staff import PASSWORD, add_person, send, sign_in

NAME = "anna.karimova"
SECRET = "a-secret-of-more-than-thirty-two-characters"


@pytest.fixture
def anna(app):
    return add_person(app, "dispatcher", name=NAME, password=PASSWORD)


def enter(client, name=NAME, password=PASSWORD, **values):
    return send(client, "/staff/sign-in", {"name": name, "password": password} | values)


# Where one is led afterwards


def test_one_is_led_to_the_page_that_one_came_for(client, anna):
    first = client.get("/staff/me?a=1&b=ў")
    assert first.location.startswith("/staff/sign-in?next=/staff/me")
    page = client.get(first.location)
    wanted = page.text.split('name="next" value="')[1].split('"')[0].replace("&amp;", "&")
    assert unquote(enter(client, next=wanted).location) == wanted
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/staff/",
        "//evil.example/staff/",
        "/\\evil.example/staff/",
        "/staff/\\\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "staff/me",
        "/uz/",
        "/staff/ x",
        "/staff/\r\nSet-Cookie: a=b",
        " /staff/me",
        "/staffing",
        "",
    ],
)
def test_an_address_elsewhere_is_not_followed(client, anna, address):
    assert enter(client, next=address).location == "/staff/"


def test_a_resident_is_led_to_the_own_account(app, client):
    add_person(app, "resident", name="resident.one", password=PASSWORD)
    assert enter(client, name="resident.one").location == "/staff/me"


# The first password, and what must be done first


def test_a_first_password_must_be_changed_before_anything_else(app, client):
    add_person(app, "dispatcher", name=NAME, password=PASSWORD, must_change_password=True)
    assert enter(client, next="/staff/me").location == "/staff/me/password?next=/staff/me"
    assert client.get("/staff/").location.startswith("/staff/me/password")
    page = client.get("/staff/me/password?next=/staff/me")
    assert "Your first password was chosen for you" in page.text
    new = "qovoq-tandir-shamol-daryo"
    changed = {"current_password": PASSWORD, "password": new, "password_again": new, "next": "/staff/me"}
    assert send(client, "/staff/me/password", changed).location == "/staff/me"
    assert client.get("/staff/").status_code == 200
    assert enter(app.test_client(), password=new).location == "/staff/"


def test_in_production_staff_must_set_up_codes_first(open_app, database_url):
    app = open_app(database_url, CITY_ENV="production", SECRET_KEY=SECRET)
    add_person(app, "dispatcher", name=NAME, password=PASSWORD)
    add_person(app, "resident", name="resident.one", password=PASSWORD)
    client, resident = app.test_client(), app.test_client()
    for each in (client, resident):
        each.get("/staff/sign-in", base_url="https://localhost")
    sign_in_secure(client, NAME, "/staff/me/codes?next=/staff/")
    assert client.get("/staff/", base_url="https://localhost").location.startswith("/staff/me/codes")
    sign_in_secure(resident, "resident.one", "/staff/me")


def sign_in_secure(client, name, place):
    page = client.get("/staff/sign-in", base_url="https://localhost").text
    data = {"name": name, "password": PASSWORD, "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    headers = {"Referer": "https://localhost/staff/sign-in"}
    answer = client.post("/staff/sign-in", data=data, base_url="https://localhost", headers=headers)
    assert answer.location == place
    assert "Secure" in answer.headers["Set-Cookie"] and "HttpOnly" in answer.headers["Set-Cookie"]


# Languages


@pytest.mark.parametrize("code", BY_CODE)
def test_the_staff_pages_speak_the_language_of_the_settings_whatever_the_browser_says(client, code):
    sign_in(client, "administrator", language=code)
    for path in ("/staff/", "/staff/me", "/staff/people", "/staff/people/new", "/staff/audit", "/staff/me/password"):
        page = client.get(path, headers={"Accept-Language": "ru" if code != "ru" else "en"})
        assert f'<html lang="{code}"' in page.text, path


def test_a_page_that_is_not_allowed_says_so_in_the_language_of_the_settings(client):
    sign_in(client, "dispatcher", language="ru")
    page = client.get("/staff/people", headers={"Accept-Language": "en"})
    assert page.status_code == 403 and '<html lang="ru"' in page.text


def test_the_sign_in_page_speaks_the_browsers_language_or_the_one_chosen_there(client, anna):
    assert '<html lang="ru"' in client.get("/staff/sign-in", headers={"Accept-Language": "ru"}).text
    page = client.get("/staff/sign-in?next=/staff/me&lang=uz-Cyrl", headers={"Accept-Language": "ru"})
    assert '<html lang="uz-Cyrl"' in page.text
    assert 'href="?next=%2Fstaff%2Fme&amp;lang=en"' in page.text
    assert '<html lang="uz-Cyrl"' in enter(client, password="wrong").text


def test_staff_pages_are_kept_by_no_browser(client, anna):
    assert client.get("/staff/sign-in").headers["Cache-Control"] == "no-store"
    enter(client)
    assert client.get("/staff/me").headers["Cache-Control"] == "no-store"
