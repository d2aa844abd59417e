"""Alive, and ready: for those who watch over the service."""

import pytest
from sqlalchemy import text

from city.database import db, unit_of_work

NOWHERE = "postgresql://city@127.0.0.1:1/nothing"


@pytest.fixture
def ask(open_app):
    """ask(url, path): the answer of an application on that database."""
    return lambda url, path="/health/ready": open_app(url).test_client().get(path)


@pytest.fixture
def run(open_app, database_url):
    """run(statement): the database is changed behind the application's back."""

    def change(statement):
        with open_app(database_url).app_context(), unit_of_work():
            db.session.execute(text(statement))

    return change


def test_a_city_with_all_its_parts_is_ready(client, city_data):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "parts": {"database": "ok", "migrations": "ok", "search": "ok"}}


def test_an_empty_search_index_is_told(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json["status"] == "failed"
    assert answer.json["parts"] == {"database": "ok", "migrations": "ok", "search": "failed: the index is empty"}


def test_an_old_schema_is_told(ask, run, database_url, city_data):
    run("UPDATE alembic_version SET version_num = '0000_old'")
    assert ask(database_url).json["parts"]["migrations"].startswith("failed: at 0000_old, not at ")


def test_a_missing_table_of_the_search_is_told_by_its_part(ask, run, database_url, city_data):
    run("DROP TABLE city_search_entry")
    parts = ask(database_url).json["parts"]
    assert parts["database"] == parts["migrations"] == "ok"
    assert parts["search"].startswith("failed: ")


def test_a_database_without_a_schema_is_told(ask, run, database_url):
    run("DROP TABLE alembic_version")
    answer = ask(database_url)
    assert answer.status_code == 503
    assert answer.json["parts"]["migrations"].startswith("failed: at None, not at ")


@pytest.mark.once
def test_a_living_process_asks_nothing_of_the_database(ask):
    answer = ask(NOWHERE, "/health/live")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.mark.once
def test_what_rests_on_a_failed_part_is_not_asked(ask):
    answer = ask(NOWHERE)
    assert answer.status_code == 503
    assert answer.json["parts"] == {"database": "failed: OperationalError"}
