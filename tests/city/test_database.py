"""The door to the database: moments, the unit of work, many writers, and what happens when it is away or full."""

import os
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, func, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from city.clock import TASHKENT
from city.config import ROOT
from city.database import UTCDateTime, db, unit_of_work
from city.districts import District
from city.errors import DatabaseAway, DiskFull
from tests.city.outage import make_outage
from tests.city.words import translate

MOMENT = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=UTC)
AT_ONCE_S = 3
PROCESSES, TIMES = 4, 100
COUNT_UP = """
import sys
from sqlalchemy import select
from city.app import create_app
from city.database import db, unit_of_work
from city.districts import District

with create_app().app_context():
    db.session.connection()
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(int(sys.argv[1])):
        with unit_of_work():
            district = db.session.scalar(select(District).where(District.key == "bektemir").with_for_update())
            district.population += 1
"""


def make_moments():
    """A table with one moment, in its own metadata, made for this connection only."""
    moments = Table(
        "moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UTCDateTime), prefixes=["TEMPORARY"]
    )
    moments.create(db.session.connection())
    return moments


def keep_and_read(at):
    moments = make_moments()
    db.session.execute(insert(moments).values(at=at))
    return db.session.scalar(select(moments.c.at))


def population(key="bektemir"):
    return db.session.scalar(select(District.population).where(District.key == key))


def set_population(count, key="bektemir"):
    db.session.execute(update(District).where(District.key == key).values(population=count))


def on_sqlite(url):
    return url.startswith("sqlite")


@pytest.fixture
def read(open_app, database_url):
    """read(function): what another application, with a connection of its own, sees committed."""
    other = open_app(database_url)

    def ask(function, *values):
        with other.app_context():
            return function(*values)

    return ask


@pytest.fixture
def outage(database_url):
    made = make_outage(database_url)
    yield made
    made.close()


# Moments


@pytest.mark.parametrize(
    "at",
    [MOMENT, MOMENT.astimezone(TASHKENT), MOMENT.astimezone(timezone(timedelta(hours=-7))), datetime(1, 1, 2, tzinfo=UTC), None],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(app, at):
    with app.app_context():
        found = keep_and_read(at)
    assert found == at
    assert found is None or found.tzinfo == UTC


def test_a_moment_without_a_time_zone_is_refused(app):
    with app.app_context(), pytest.raises(StatementError, match="a moment needs a time zone"):
        keep_and_read(datetime(2026, 11, 24, 12, 30))


def test_moments_are_compared_as_moments(app):
    with app.app_context():
        moments = make_moments()
        db.session.execute(insert(moments).values(at=MOMENT))
        later_by_the_clock = MOMENT.astimezone(TASHKENT)
        query = select(func.count()).select_from(moments)
        assert db.session.scalar(query.where(moments.c.at == later_by_the_clock)) == 1
        assert db.session.scalar(query.where(moments.c.at < later_by_the_clock + timedelta(seconds=1))) == 1
        assert db.session.scalar(query.where(moments.c.at < later_by_the_clock)) == 0


# The unit of work


def test_a_unit_of_work_commits_once(app, city_data, read):
    commits = []
    with app.app_context():
        event.listen(db.engine, "commit", commits.append)
        with unit_of_work():
            set_population(1)
            db.session.flush()
            set_population(2, "sergeli")
        assert len(commits) == 1
    assert (read(population), read(population, "sergeli")) == (1, 2)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_takes_back_all_of_it(app, city_data, read, error):
    before = read(population), read(population, "sergeli")
    with app.app_context():
        with pytest.raises(error), unit_of_work():
            set_population(1)
            set_population(2, "sergeli")
            raise error
        assert population() == before[0]
    assert (read(population), read(population, "sergeli")) == before


def test_a_commit_that_the_database_refuses_takes_back_all_of_it(app, city_data, read):
    before = read(population)
    with app.app_context():
        with pytest.raises(IntegrityError), unit_of_work():
            set_population(1)
            db.session.execute(update(District).values(key="same"))
        assert population() == before
    assert read(population) == before


def test_nothing_is_kept_without_a_unit_of_work(app, city_data, read):
    before = read(population)
    with app.app_context():
        set_population(1)
        db.session.flush()
    assert read(population) == before


def test_what_was_read_before_is_read_anew_inside(app, city_data, open_app, database_url):
    with app.app_context():
        district = db.session.scalar(select(District).where(District.key == "bektemir"))
        with open_app(database_url).app_context(), unit_of_work():
            set_population(7)
        with unit_of_work():
            district.population += 1
        assert population() == 8


def test_a_unit_inside_another_is_refused_and_nothing_is_kept(app, city_data, read):
    before = read(population)
    with app.app_context():
        with pytest.raises(RuntimeError, match="inside another"), unit_of_work():
            set_population(1)
            with unit_of_work():
                set_population(2)
        with unit_of_work():
            set_population(3, "sergeli")
    assert (read(population), read(population, "sergeli")) == (before, 3)


def test_four_processes_that_write_at_once_lose_nothing(database_url, city_data, read):
    before = read(population)
    command = [sys.executable, "-c", COUNT_UP, str(TIMES)]
    environ = os.environ | {"DATABASE_URL": database_url, "LOG_LEVEL": "WARNING", "FEATURES": ""}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) for _ in range(PROCESSES)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    ends = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * PROCESSES, ends
    assert read(population) == before + PROCESSES * TIMES


def test_a_reader_is_not_kept_waiting_by_a_writer(app, city_data, read):
    before = read(population)
    with app.app_context(), unit_of_work():
        set_population(1)
        begun = time.monotonic()
        assert read(population) == before
        assert time.monotonic() - begun < 1


# SQLite


def test_each_connection_to_sqlite_is_made_safe(app, database_url):
    if not on_sqlite(database_url):
        pytest.skip("SQLite's own settings")
    expected = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10_000}
    with app.app_context():
        for _ in range(2):
            with db.engine.connect() as one, db.engine.connect() as other:
                for connection in (one, other):
                    assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected} == expected
            db.engine.dispose()


def test_a_database_that_is_not_there_is_not_made_by_asking(open_app, database_url, tmp_path):
    name = str(tmp_path / "never.db") if on_sqlite(database_url) else "city_never"
    client = open_app(make_url(database_url).set(database=name).render_as_string(hide_password=False)).test_client()
    for _ in range(2):
        assert client.get("/uz/districts/").status_code == 503
        assert list(tmp_path.iterdir()) == []


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
