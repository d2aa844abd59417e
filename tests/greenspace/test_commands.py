"""`city greenspace import`, as a process of its own."""

import os
import subprocess
import sys

import pytest

from tests.greenspace.files import make_row, write_csv


def run(database_url, path, language="C.UTF-8"):
    environ = os.environ | {"DATABASE_URL": database_url, "LC_ALL": language, "LOG_LEVEL": "WARNING"}
    command = [
        sys.executable,
        "-c",
        "from city.commands import main; main()",
        "greenspace",
        "import",
        str(path),
    ]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)


def test_a_file_is_imported_and_the_command_says_what_was_done(database_url, city_data, tmp_path):
    done = run(database_url, write_csv(tmp_path / "a.csv", [make_row()]))
    assert done.returncode == 0, done.stderr
    assert "Added: 1. Updated: 0." in done.stdout


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("C.UTF-8", "outside Tashkent"),
        ("ru_RU.UTF-8", "за пределами Ташкента"),
        ("uz_UZ.UTF-8", "Toshkentdan tashqarida"),
    ],
)
def test_a_wrong_file_ends_with_one_sentence_in_the_language_of_the_terminal(
    database_url, city_data, tmp_path, language, sentence
):
    done = run(database_url, write_csv(tmp_path / "a.csv", [make_row(lon="-0.12", lat="51.5")]), language)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(database_url, city_data, tmp_path):
    done = run(database_url, tmp_path / "nowhere.csv")
    assert done.returncode == 1
    assert "nowhere.csv" in done.stderr
    assert "Traceback" not in done.stderr
