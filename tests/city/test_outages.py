"""What readers and writers are told while the database is away or full, and that it comes back by itself."""

import os
import shutil
import socket
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from city.database import db, unit_of_work
from city.districts import District
from city.errors import DatabaseAway, DiskFull
from tests.city.inhabitants import population, set_population
from tests.city.outage import make_outage
from tests.city.words import translate

AT_ONCE_S = 3


def on_sqlite(url):
    return url.startswith("sqlite")


@pytest.fixture
def outage(database_url):
    made = make_outage(database_url)
    yield made
    made.close()


# Away, and back


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
def test_a_database_that_goes_away_is_told_at_once_and_comes_back_by_itself(open_app, outage, city_data, lang):
    client = open_app(outage.url).test_client()
    assert client.get(f"/{lang}/districts/").status_code == 200
    for _ in range(2):
        outage.begin()
        check_away(client, lang)
        outage.end()
        assert client.get(f"/{lang}/districts/").status_code == 200
        assert client.get("/health/ready").json["status"] == "ok"


def check_away(client, lang):
    sentence = translate(lang, DatabaseAway.sentence)
    page = ask_at_once(client, f"/{lang}/districts/")
    assert (page.status_code, page.headers["Retry-After"], page.headers["Cache-Control"]) == (503, "30", "no-store")
    assert page.mimetype == "text/html" and sentence in page.text
    problem = ask_at_once(client, "/api/v1/districts", query_string={"lang": {"uz-cyrl": "uz-Cyrl"}.get(lang, lang)})
    assert (problem.status_code, problem.content_type) == (503, "application/problem+json")
    assert problem.json["detail"] == sentence
    ready = ask_at_once(client, "/health/ready")
    assert (ready.status_code, ready.json["parts"]) == (503, {"database": "failed: OperationalError"})
    assert client.get("/health/live").status_code == 200


def ask_at_once(client, path, **values):
    begun = time.monotonic()
    answer = client.get(path, **values)
    assert time.monotonic() - begun < AT_ONCE_S, f"{path} kept the reader waiting"
    return answer


def test_writing_fails_while_the_database_is_away_and_succeeds_afterwards(open_app, outage, city_data):
    app = open_app(outage.url)
    with app.app_context():
        with unit_of_work():
            set_population(1)
        outage.begin()
        with pytest.raises(OperationalError), unit_of_work():
            set_population(2)
        outage.end()
        assert population() == 1
        with unit_of_work():
            set_population(3)
    with open_app(outage.url).app_context():
        assert population() == 3


def test_a_city_that_starts_before_its_database_serves_once_it_is_there(open_app, outage, city_data):
    outage.begin()
    client = open_app(outage.url).test_client()
    assert client.get("/uz/districts/").status_code == 503
    outage.end()
    assert client.get("/uz/districts/").status_code == 200


def test_a_backup_put_in_place_of_the_file_is_what_everybody_sees(open_app, database_url, city_data):
    if not on_sqlite(database_url):
        pytest.skip("a file is SQLite's")
    file = Path(make_url(database_url).database)
    backup = file.with_suffix(".backup")
    shutil.copyfile(file, backup)
    app = open_app(database_url)
    with app.app_context():
        with unit_of_work():
            set_population(1)
        db.session.remove()
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        os.rename(backup, file)
        assert population() == 55_700
        with unit_of_work():
            set_population(2)
    with open_app(database_url).app_context():
        assert population() == 2


def test_connections_that_the_server_ended_are_made_anew(open_app, database_url, city_data):
    if on_sqlite(database_url):
        pytest.skip("SQLite has no server")
    client = open_app(database_url).test_client()
    for _ in range(3):
        assert client.get("/uz/districts/").status_code == 200
        end_connections(database_url)
    assert client.get("/health/ready").status_code == 200


def end_connections(url):
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [make_url(url).database]
        )
        assert ended.rowcount > 0


@pytest.mark.once
def test_a_server_that_takes_the_call_and_stays_silent_is_given_up_at_once(open_app):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = open_app(f"postgresql://city@127.0.0.1:{silent.getsockname()[1]}/city").test_client()
        assert ask_at_once(client, "/uz/districts/").status_code == 503
        assert ask_at_once(client, "/health/ready").status_code == 503


# Full


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_half_written(open_app, database_url, city_data):
    app = open_app(database_url)

    @app.post("/<lang:lang_path>/fill")
    @app.post("/api/v1/fill")
    def fill():
        with unit_of_work():
            set_population(1)
            fill_disk()

    client = app.test_client()
    page, problem = client.post("/ru/fill"), client.post("/api/v1/fill?lang=ru")
    assert (page.status_code, problem.status_code) == (507, 507)
    assert translate("ru", DiskFull.sentence) in page.text
    assert problem.json["detail"] == translate("ru", DiskFull.sentence)
    with app.app_context():
        assert population() == 55_700
        with unit_of_work():
            set_population(2)
        assert population() == 2


def fill_disk():
    """SQLite is told that there is no more room than what it has, and says so by itself; PostgreSQL is asked to say it."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$")
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        for number in range(1000):
            values = {
                "key": f"filling-{number}",
                "soato": "x" * 10_000,
                "population": 0,
                "population_date": "",
                "population_source": "",
            }
            db.session.add(District(**values, outline="SRID=4326;MULTIPOLYGON(((69 41,69.1 41,69.1 41.1,69 41)))"))
            db.session.flush()
    finally:
        connection.connection.driver_connection.execute("PRAGMA max_page_count = 1073741823")
