"""`city users`, the demonstration accounts, and production that does not start with them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from city import demo
from city.accounts import people, sessions
from city.accounts.commands import users
from city.accounts.demo import PASSWORD as DEMO_PASSWORD
from city.accounts.demo import name_of, refuse_demo_accounts
from city.accounts.errors import DemoAccountsOn, LastAdministrator, NameTaken, ShortPassword, UnknownPerson, WrongSignIn
from city.accounts.models import Person
from city.accounts.passwords import check_strength, verify
from city.accounts.roles import ROLES
from city.config import ROOT
from city.database import db, unit_of_work
from tests.browser.conftest import free_port, wait_for
from tests.city.words import translate
from tests.staff import PASSWORD, add_person, read_audit, send, sign_in

CITY = Path(sys.executable).with_name("city")
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "city/gunicorn.py", "wsgi:app"]
SECRET = "a-secret-of-more-than-thirty-two-characters"


@pytest.fixture
def call(app):
    """call("add", "anna", ..., typed=""): what the command said; raises what it raised."""

    def call_users(*arguments, typed=""):
        result = app.test_cli_runner().invoke(users, arguments, input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call_users


def find(app, name):
    with app.app_context():
        return people.find_by_name(name)


def test_the_first_administrator_is_added_by_typing_the_password_twice(app, call):
    said = call(
        "add", "Anna", "--role", "administrator", "--role", "editor", "--language", "ru", typed=f"{PASSWORD}\n{PASSWORD}\n"
    )
    assert said.exit_code == 0 and PASSWORD not in said.output
    anna = find(app, "anna")
    assert (anna.roles, anna.language, anna.must_change_password) == ({"administrator", "editor"}, "ru", False)
    assert read_audit(app) == [("city users", "accounts.add", "anna", {"roles": ["administrator", "editor"]})]
    client = app.test_client()
    assert send(client, "/staff/sign-in", {"name": "anna", "password": PASSWORD}).location == "/staff/"
    assert client.get("/staff/people").status_code == 200


def test_a_password_can_be_read_from_standard_input(app, call):
    assert call("add", "anna", "--role", "editor", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0
    assert verify(find(app, "anna").password_hash, PASSWORD)


def test_two_passwords_that_are_not_the_same_are_asked_for_again(app, call):
    typed = f"{PASSWORD}\nother\n{PASSWORD}\n{PASSWORD}\n"
    assert call("add", "anna", "--role", "editor", typed=typed).exit_code == 0


@pytest.mark.parametrize(("name", "password", "error"), [("anna", "short", ShortPassword), ("bahrom", PASSWORD, NameTaken)])
def test_what_will_not_do_is_refused_and_nothing_is_kept(app, call, name, password, error):
    add_person(app, "editor", name="bahrom")
    with pytest.raises(error):
        call("add", name, "--role", "editor", "--password-stdin", typed=f"{password}\n")
    with app.app_context():
        assert len(people.list_people()) == 1


def test_a_role_is_needed_and_one_that_there_is(call):
    assert call("add", "anna", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 2
    assert call("add", "anna", "--role", "king", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 2


def test_the_list_names_everybody_with_roles_and_state(app, call):
    add_person(app, "editor", name="bahrom")
    call("disable", "bahrom")
    add_person(app, "administrator", name="anna")
    lines = call("list").output.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["anna", "administrator"], ["bahrom", "editor"]]
    assert lines[0].split("\t")[2] != lines[1].split("\t")[2]


def test_a_person_is_switched_off_and_the_sessions_end(app, call):
    client = app.test_client()
    sign_in(client, "editor", name="bahrom")
    assert call("disable", "bahrom").exit_code == 0
    assert client.get("/staff/").status_code == 302
    assert read_audit(app)[0][:3] == ("city users", "accounts.off", "bahrom")
    with pytest.raises(UnknownPerson):
        call("disable", "nobody")


def test_the_last_administrator_is_not_switched_off_by_name(app, call):
    add_person(app, "administrator", name="anna")
    with pytest.raises(LastAdministrator):
        call("disable", "anna")


def test_a_forgotten_password_is_replaced_and_the_sessions_end(app, call):
    client = app.test_client()
    sign_in(client, "administrator", name="anna")
    assert call("password", "anna", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0
    assert client.get("/staff/").status_code == 302
    assert send(client, "/staff/sign-in", {"name": "anna", "password": PASSWORD}).status_code == 303
    with pytest.raises(UnknownPerson):
        call("password", "nobody", "--password-stdin", typed=f"{PASSWORD}\n")


# Demonstration accounts


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_a_demonstration_account_with_the_password_of_the_readme(app, client, city_data, role):
    assert send(client, "/staff/sign-in", {"name": name_of(role), "password": DEMO_PASSWORD}).status_code == 303
    assert find(app, name_of(role)).roles == {role}


@pytest.mark.once
def test_the_readme_names_every_demonstration_account_and_the_password():
    readme = (ROOT / "README.md").read_text()
    assert DEMO_PASSWORD in readme
    assert all(name_of(role) in readme for role in ROLES)
    check_strength(DEMO_PASSWORD, name_of("editor"))


def test_loading_them_again_changes_nothing(app, city_data):
    with app.app_context():
        before = db.session.execute(select(Person.id, Person.name, Person.password_hash)).all()
        demo.load_all()
        assert db.session.execute(select(Person.id, Person.name, Person.password_hash)).all() == before


def test_production_loads_none(open_app, database_url):
    app = open_app(database_url, CITY_ENV="production", SECRET_KEY=SECRET)
    with app.app_context():
        demo.load_all()
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_they_open_nothing_in_production(open_app, database_url, city_data):
    production = open_app(database_url, CITY_ENV="production", SECRET_KEY=SECRET)
    client = production.test_client()
    with production.app_context(), unit_of_work():
        person = people.get_by_name(name_of("administrator"))
        key = sessions.begin(person, "", demo.now(), confirmed=True)
    page = client.get("/staff/sign-in", base_url="https://localhost").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    secure = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/"}}
    data = {"name": name_of("administrator"), "password": DEMO_PASSWORD, "csrf_token": token}
    refused = client.post("/staff/sign-in", data=data, **secure)
    assert refused.status_code == 422 and translate("uz", WrongSignIn.sentence) in refused.text
    with client.session_transaction(base_url="https://localhost") as kept:
        kept["staff"] = key
    assert client.get("/staff/people", base_url="https://localhost").status_code == 302


def start(command, database_url, **settings):
    """A server that is being started: its process, and its address."""
    port = free_port()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "FEATURES") if name in os.environ}
    ours = {"DATABASE_URL": database_url, "LC_ALL": "en_GB.UTF-8", "PORT": str(port), "LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(command, cwd=ROOT, env=kept | ours | settings, stderr=subprocess.PIPE, text=True)
    return process, f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("command", [[CITY, "serve"], GUNICORN], ids=["city serve", "gunicorn"])
def test_production_does_not_start_with_them_and_says_so_in_one_sentence(database_url, city_data, command):
    process, _ = start(command, database_url, CITY_ENV="production", SECRET_KEY=SECRET)
    said = process.communicate(timeout=60)[1].strip()
    sentences = {translate(lang, DemoAccountsOn.sentence) for lang in ("en", "uz")}
    assert process.returncode == 1 and said in sentences


@pytest.mark.parametrize("environment", ["development", "production"])
def test_development_starts_with_them_and_production_once_they_are_switched_off(call, database_url, city_data, environment):
    if environment == "production":
        assert call("disable", "--demo").exit_code == 0
    process, address = start([CITY, "serve"], database_url, CITY_ENV=environment, SECRET_KEY=SECRET)
    try:
        wait_for(address, process)
    finally:
        process.terminate()
        process.communicate(timeout=15)


def test_a_database_that_is_away_or_empty_does_not_keep_production_from_starting(open_app, databases):
    for url in (databases.new(), "postgresql://city@127.0.0.1:1/nothing"):
        with open_app(url).app_context():
            refuse_demo_accounts("production")
