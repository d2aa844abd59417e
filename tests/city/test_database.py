"""The door to the database: moments, the unit of work, many writers, and SQLite's own ways."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, func, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, StatementError

from city.clock import TASHKENT
from city.config import ROOT
from city.database import UTCDateTime, db, unit_of_work
from city.districts import District
from tests.city.inhabitants import population, set_population

MOMENT = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=UTC)
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


def on_sqlite(url):
    return url.startswith("sqlite")


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
