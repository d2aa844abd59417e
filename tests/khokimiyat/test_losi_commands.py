"""`city losi ...`, as a process of its own: what it keeps, what it says, and that a double code writes nothing."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from city.database import db
from khokimiyat.losi import catalogues
from khokimiyat.losi.models import Catalogue, Indicator
from tests.khokimiyat.losi_data import make_row, make_rows, write_csv

NAMED = ("--name", "Roads and parks", "--edition", "2026")


@pytest.fixture
def run(database_url):
    """run("report"): the command on the database of this test."""

    def run_one(*arguments):
        environ = os.environ | {"DATABASE_URL": database_url, "LC_ALL": "C.UTF-8", "LOG_LEVEL": "WARNING"}
        command = [sys.executable, "-c", "from city.commands import main; main()", "losi", *map(str, arguments)]
        return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)

    return run_one


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_a_file_is_kept_and_a_second_time_as_a_second_version(app, run, tmp_path):
    file = write_csv(tmp_path / "roads.csv", make_rows(2, 1))
    for version in (1, 2):
        done = run("import-catalogue", file, *NAMED)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"Kept: Roads and parks, 2026, version {version}. 3 indicators.\n"
    with app.app_context():
        assert [each.version for each in catalogues.list_versions("roads-and-parks")] == [2, 1]


def test_a_double_code_ends_with_its_row_and_its_name_and_writes_nothing(app, run, tmp_path):
    rows = [*make_rows(2), make_row("a", "A1")]
    done = run("import-catalogue", write_csv(tmp_path / "double.csv", rows), *NAMED)
    assert (done.returncode, done.stderr) == (1, "Row 5: the code “A1” is already in row 3.\n")
    assert (count(app, Catalogue), count(app, Indicator)) == (0, 0)


def test_a_key_that_is_none_and_a_file_that_is_not_there_are_named(app, run, tmp_path):
    file = write_csv(tmp_path / "roads.csv", make_rows(1))
    refused = run("import-catalogue", file, *NAMED, "--key", "Roads!")
    assert refused.returncode == 1 and "“Roads!” cannot be a catalogue’s key" in refused.stderr
    missing = run("import-catalogue", tmp_path / "nowhere.csv", *NAMED)
    assert missing.returncode == 1 and "nowhere.csv" in missing.stderr
    assert "Traceback" not in refused.stderr + missing.stderr
    assert count(app, Catalogue) == 0


def test_the_city_s_own_catalogues_are_loaded_without_the_demonstration(app, run):
    for _ in range(2):
        assert run("load").returncode == 0
    with app.app_context():
        assert [each.key for each in catalogues.list_latest()] == ["decree-pq308", "un-2024"]


def test_the_report_says_what_the_published_assessments_come_to(run, city_data):
    said = run("report").stdout.splitlines()
    assert said[0] == "2. Tashkent City Services (Demonstration) · LOSI indicators of the decree, 2023, version 1"
    assert said[1] == "  0.1235  Low, 10 of 81 found: In all"
    assert len(said) == 2 + 1 + 5 + 1 + 6
