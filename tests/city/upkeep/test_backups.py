"""Copies of the database are whole, and lead back to what was there; what goes wrong leaves everything as it was."""

import os
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from city import search
from city.accounts.models import AuditRow
from city.clock import now
from city.commands import city
from city.database import db, unit_of_work
from city.jobs.models import JobOrder
from city.upkeep import backups, postgres_copy, sqlite_copy
from city.upkeep.errors import CopyTooNew, NoRoom, NotACopy, ToolFailed, ToolMissing
from tests.conftest import SERVER, make_app
from tests.staff import read_audit

only_sqlite = pytest.mark.skipif(bool(SERVER), reason="a file is SQLite's")
only_postgres = pytest.mark.skipif(not SERVER, reason="programs of PostgreSQL")
STATION = "Chorsu"


def quiet(done, total):
    """Progress that nobody watches."""


def write(app, name):
    with app.app_context(), unit_of_work():
        db.session.add(JobOrder(job=name, asked_by=""))


def list_written(app):
    with app.app_context():
        return db.session.scalars(select(JobOrder.job).order_by(JobOrder.job)).all()


def count_near(app):
    """Stations near the middle of the city, found by the spatial index."""
    return len(app.test_client().get("/api/v1/transit/stops?near=69.28,41.31&radius_m=3000").get_json()["features"])


def make(url, folder, at=None, **values):
    return backups.make(url, folder, at or now(), quiet, **values)


def restore(url, file, folder):
    return backups.restore(url, file, folder, now(), quiet)


def test_what_was_written_after_the_copy_is_gone_and_what_was_before_is_back(app, database_url, city_data, tmp_path):
    write(app, "before")
    copy = make(database_url, tmp_path)
    write(app, "after")
    with app.app_context(), unit_of_work():
        db.session.execute(text("DELETE FROM city_search_entry"))
    kept = restore(database_url, copy.path, tmp_path)
    assert list_written(app) == ["before"], "on connections that were open all the time"
    with app.app_context():
        assert search.find(STATION), "the search works on"
    assert count_near(app) > 0, "so does the spatial index"
    with app.app_context(), pytest.raises(DBAPIError), unit_of_work():
        db.session.add(AuditRow(at=now(), person_name="", action="x", subject="x", detail={}))
        db.session.flush()
        db.session.execute(text("DELETE FROM city_audit"))
    write(app, "later")
    restore(database_url, kept.path, tmp_path)
    assert list_written(app) == ["after", "before"], "the way back from the way back"


def test_a_copy_fills_a_database_that_is_not_there_yet(app, database_url, city_data, databases, tmp_path):
    write(app, "moved")
    copy = make(database_url, tmp_path)
    other = databases.new()
    try:
        assert restore(other, copy.path, tmp_path) is None
        moved = make_app(other)
        assert list_written(moved) == ["moved"] and count_near(moved) > 0
        with moved.app_context():
            db.engine.dispose()
    finally:
        databases.drop(other)


def test_a_copy_is_of_one_moment_though_others_write_on(app, database_url, city_data, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_copy, "PAGES_A_STEP", 50)
    written = []

    def meanwhile(done, total):
        if len(written) < 20:
            thread = threading.Thread(target=write, args=(app, f"{len(written):02}"))
            thread.start()
            thread.join()
            written.append(done)

    copy = backups.make(database_url, tmp_path, now(), meanwhile)
    assert len(written) >= 2 and len(list_written(app)) == len(written)
    restore(database_url, copy.path, tmp_path)
    assert len(list_written(app)) <= 1


def test_the_oldest_copies_go_and_what_a_killed_process_left(database_url, app, tmp_path):
    made = [make(database_url, tmp_path, now() - timedelta(days=days)) for days in (3, 2, 1)]
    for name, age_s in ((".city-20260101T000000Z.sqlite.part", 2 * 24 * 3600), (".city-20260102T000000Z.sqlite.part", 60)):
        (tmp_path / name).write_text("half")
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    assert backups.forget_old(tmp_path, 2) == 1
    assert [copy.path for copy in backups.list_copies(tmp_path)] == [made[2].path, made[1].path]
    assert [path.name for path in tmp_path.glob(".*")] == [".city-20260102T000000Z.sqlite.part"], "one that may be in the making"
    assert all(os.stat(copy.path).st_mode & 0o077 == 0 for copy in backups.list_copies(tmp_path)), "nobody else reads them"


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000, b"PGDMP\x01\x0e\x00"])
def test_what_is_no_copy_is_refused_and_changes_nothing(app, database_url, tmp_path, content):
    write(app, "here")
    file = tmp_path / "copy"
    file.write_bytes(content)
    with pytest.raises(NotACopy):
        restore(database_url, file, tmp_path)
    assert list_written(app) == ["here"]


def test_a_copy_that_was_cut_off_is_refused_and_changes_nothing(app, database_url, city_data, tmp_path):
    copy = make(database_url, tmp_path)
    whole = copy.path.read_bytes()
    copy.path.write_bytes(whole[: len(whole) * 2 // 3])
    write(app, "here")
    with pytest.raises((NotACopy, ToolFailed)):
        restore(database_url, copy.path, tmp_path)
    assert list_written(app) == ["here"]


def test_a_copy_of_a_newer_release_is_refused(app, database_url, tmp_path):
    with app.app_context(), unit_of_work():
        at = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    copy = make(database_url, tmp_path)
    with app.app_context(), unit_of_work():
        db.session.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": at})
    write(app, "here")
    with pytest.raises(CopyTooNew):
        restore(database_url, copy.path, tmp_path)
    assert list_written(app) == ["here"]


def test_a_full_disk_is_seen_before_anything_is_written(app, database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 1000}))
    with pytest.raises(NoRoom):
        make(database_url, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_fails_half_way_leaves_no_file(app, database_url, city_data, tmp_path):
    def fail(done, total):
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        backups.make(database_url, tmp_path, now(), fail)
    assert list(tmp_path.iterdir()) == []


@only_postgres
def test_without_the_programs_of_postgresql_a_sentence_says_what_to_install(app, database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing):
        make(database_url, tmp_path)
    assert list(tmp_path.iterdir()) == []


@only_postgres
def test_the_password_stands_in_no_list_of_processes(app, database_url, tmp_path, monkeypatch):
    seen = []
    run = postgres_copy.subprocess.run
    monkeypatch.setattr(postgres_copy.subprocess, "run", lambda command, **values: seen.append(command) or run(command, **values))
    make(database_url, tmp_path)
    password = make_url(database_url).password
    assert seen and password and not any(password in part for command in seen for part in command)


def test_the_commands_make_list_and_restore_a_copy(app, database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BACKUP_PATH", str(tmp_path))
    monkeypatch.setenv("LANG", "C")
    runner = app.test_cli_runner()
    write(app, "before")
    file = runner.invoke(city, ["backup", "make"]).output.strip()
    assert file in runner.invoke(city, ["backup", "list"]).output
    write(app, "after")
    assert runner.invoke(city, ["backup", "restore", file], input="n\n").exit_code == 1
    assert list_written(app) == ["after", "before"]
    done = runner.invoke(city, ["backup", "restore", file, "--yes"])
    assert done.exit_code == 0, done.output
    assert "before-restore-" in done.output and list_written(app) == ["before"]
    assert [(action, subject) for _, action, subject, _ in read_audit(app)] == [("upkeep.restore", Path(file).name)]
