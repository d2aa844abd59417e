"""People with accounts, as an administrator sees and changes them."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from city.accounts import people
from city.accounts.errors import LastAdministrator, NameTaken, NoRole, UnknownRole, WrongName
from city.accounts.models import Person
from city.accounts.roles import ROLES
from city.clock import now
from city.database import db, unit_of_work
from tests.staff import PASSWORD, add_person, read_audit, send, sign_in


@pytest.fixture
def boss(client):
    return sign_in(client, "administrator", name="boss")


def roles_of(app, name):
    with app.app_context():
        return people.get_by_name(name).roles


def test_the_list_shows_name_roles_and_state(app, client, boss):
    add_person(app, "editor", name="bahrom", is_demo=True)
    page = client.get("/staff/people").text
    assert "bahrom" in page and "Editor" in page and "Demonstration" in page and "2 accounts" in page


def test_a_person_is_added_and_signs_in_with_the_first_password(app, client, boss):
    made = send(client, "/staff/people/new", {"name": "Bahrom", "roles": ["editor", "publisher"], "language": "ru"})
    password = BeautifulSoup(made.text, "html.parser").select_one(".secret").text
    assert made.status_code == 200 and made.headers["Cache-Control"] == "no-store"
    assert roles_of(app, "bahrom") == {"editor", "publisher"}
    assert read_audit(app) == [("boss", "accounts.add", "bahrom", {"roles": ["editor", "publisher"]})]
    entered = send(app.test_client(), "/staff/sign-in", {"name": "bahrom", "password": password})
    assert entered.location.startswith("/staff/me/password")
    assert password not in client.get("/staff/people").text


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": "ab"}, WrongName()),
        ({"name": "анна"}, WrongName()),
        ({"name": "anna karimova"}, WrongName()),
        ({"name": "<script>alert(1)</script>"}, WrongName()),
        ({"name": "x" * 101}, WrongName()),
        ({"name": "BOSS"}, NameTaken(name="boss")),
        ({"roles": []}, NoRole()),
        ({"roles": ["king"]}, UnknownRole(role="king")),
    ],
)
def test_what_will_not_do_comes_back_filled_with_the_sentence(app, client, boss, values, error):
    refused = send(client, "/staff/people/new", {"name": "bahrom", "roles": ["editor"], "language": "ru"} | values)
    assert refused.status_code == 422
    assert str(error) in BeautifulSoup(refused.text, "html.parser").text
    assert f'href="#{error.field}"' in refused.text
    page = BeautifulSoup(refused.text, "html.parser")
    assert page.select_one("#name")["value"] == values.get("name", "bahrom")
    assert page.select_one("#language option[selected]")["value"] == "ru"
    assert [each["value"] for each in page.select("main input[checked]")] == [
        role for role in values.get("roles", ["editor"]) if role != "king"
    ]
    with app.app_context():
        assert len(people.list_people()) == 1


def test_roles_are_changed_and_the_audit_says_from_what_to_what(app, client, boss):
    person = add_person(app, "editor", name="bahrom")
    assert send(client, f"/staff/people/{person.id}/roles", {"roles": ["publisher", "reviewer"]}).status_code == 303
    assert roles_of(app, "bahrom") == {"publisher", "reviewer"}
    assert read_audit(app)[0][3] == {"before": ["editor"], "after": ["publisher", "reviewer"]}


def test_somebody_without_any_role_is_refused(app, client, boss):
    person = add_person(app, "editor", name="bahrom")
    assert send(client, f"/staff/people/{person.id}/roles").status_code == 422
    assert roles_of(app, "bahrom") == {"editor"}


def test_the_last_administrator_stays_one(app, client, boss):
    sentence = LastAdministrator.sentence
    add_person(app, "administrator", name="gone")
    with app.app_context():
        gone = people.get_by_name("gone").id
    assert send(client, f"/staff/people/{gone}/off").status_code == 303
    for path, data in (("roles", {"roles": ["editor"]}), ("off", {})):
        refused = send(client, f"/staff/people/{boss.id}/{path}", data)
        assert refused.status_code == 422 and sentence in refused.text
    assert client.get("/staff/people").status_code == 200
    send(client, f"/staff/people/{gone}/on")
    assert send(client, f"/staff/people/{boss.id}/roles", {"roles": ["editor"]}).status_code == 303
    assert client.get("/staff/people").status_code == 403


def test_an_account_is_switched_off_and_on(app, client, boss):
    person = add_person(app, "editor", name="bahrom", password=PASSWORD)
    theirs = app.test_client()
    credentials = {"name": "bahrom", "password": PASSWORD}
    assert send(theirs, "/staff/sign-in", credentials).status_code == 303
    send(client, f"/staff/people/{person.id}/off")
    assert theirs.get("/staff/").status_code == 302
    assert send(theirs, "/staff/sign-in", credentials).status_code == 422
    assert "switched off" in client.get(f"/staff/people/{person.id}").text
    send(client, f"/staff/people/{person.id}/on")
    assert send(theirs, "/staff/sign-in", credentials).status_code == 303
    assert [action for _, action, _, _ in read_audit(app, person="boss")] == ["accounts.on", "accounts.off"]


def test_a_new_first_password_is_shown_once_and_ends_the_sessions(app, client, boss):
    person = add_person(app, "editor", name="bahrom", password=PASSWORD)
    theirs = app.test_client()
    sign_in(theirs, person=person)
    shown = send(client, f"/staff/people/{person.id}/new-password")
    password = BeautifulSoup(shown.text, "html.parser").select_one(".secret").text
    assert theirs.get("/staff/").status_code == 302
    assert send(theirs, "/staff/sign-in", {"name": "bahrom", "password": PASSWORD}).status_code == 422
    assert send(theirs, "/staff/sign-in", {"name": "bahrom", "password": password}).location.startswith("/staff/me/password")


def test_somebody_who_is_not_there_is_not_found(client, boss):
    assert client.get("/staff/people/999").status_code == 404
    for path in ("roles", "off", "on", "end-sessions", "reset-codes", "new-password"):
        assert send(client, f"/staff/people/999/{path}", {"roles": ["editor"]}).status_code == 404


def test_the_page_of_a_person_never_shows_what_opens_the_account(app, client, boss):
    person = add_person(app, "editor", name="bahrom", password=PASSWORD)
    with app.app_context():
        kept = db.session.scalar(select(Person.password_hash).where(Person.id == person.id))
    assert kept not in client.get(f"/staff/people/{person.id}").text


@pytest.fixture
def crowd(app):
    """120 people besides: every second a dispatcher, every third switched off, every fourth with codes."""
    with app.app_context(), unit_of_work():
        for number in range(120):
            made = people.add(f"worker.{number:03}", "none", ["dispatcher" if number % 2 else "editor"], "uz", now())
            made.disabled_at = now() if number % 3 == 0 else None
            made.totp_secret = "x" if number % 4 == 0 else None


def list_names(client, query):
    page = BeautifulSoup(client.get(f"/staff/people{query}").text, "html.parser")
    return [each.text for each in page.select("main tbody th a")], {
        link["rel"][0]: link["href"] for link in page.select(".pages a")
    }


def test_many_people_come_fifty_a_page_by_name(client, boss, crowd):
    names, links = list_names(client, "")
    assert len(names) == 50 and names[:2] == ["boss", "worker.000"] and set(links) == {"next"}
    names, links = list_names(client, "?page=3")
    assert len(names) == 21 and set(links) == {"prev"}
    assert "121 accounts" in client.get("/staff/people").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?name=WORKER .11", 10),
        ("?name=%25", 0),
        ("?role=dispatcher&name=worker.00", 5),
        ("?state=off&name=worker.00", 4),
        ("?state=on&name=worker.00", 6),
        ("?state=one_step&name=worker.00", 7),
        ("?state=never&name=worker.00", 10),
        ("?state=demo", 0),
        ("?role=king", 0),
    ],
)
def test_people_are_found_by_name_role_and_state(client, boss, crowd, query, count):
    assert len(list_names(client, query)[0]) == count
    assert ("Nobody is like that." in client.get(f"/staff/people{query}").text) == (count == 0)


def test_the_list_says_when_somebody_signed_in_and_where(app, client, boss):
    add_person(app, "editor", name="bahrom", password=PASSWORD)
    assert "never" in client.get("/staff/people?name=bahrom").text
    assert send(app.test_client(), "/staff/sign-in", {"name": "bahrom", "password": PASSWORD}).status_code == 303
    page = client.get("/staff/people?name=bahrom").text
    assert "1 browser" in page and "never<" not in page and "password only" in page


def test_each_role_is_explained_with_what_it_may_do(app, client, boss):
    page = BeautifulSoup(client.get("/staff/roles").text, "html.parser")
    assert len(page.select(".roles__item")) == len(ROLES)
    for role in ROLES:
        (shown,) = page.select(f'[aria-labelledby="role-{role}"]')
        granted = {name for name, roles in app.extensions["permissions"].items() if role in roles}
        assert {code.text for code in shown.select("code")} == granted and shown.p.text
    for item in page.select(".roles__item li"):
        assert item.text.replace(item.code.text, "").strip(), f"{item.code.text}: give it a label (Feature.permission_labels)"
