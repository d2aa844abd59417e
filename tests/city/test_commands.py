"""The command `city`: what goes wrong ends with one sentence, in the terminal's language, and status 1."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, event

from city.commands import main, terminal_language
from city.config import ROOT
from city.errors import N_, DatabaseAway, DiskFull, PortTaken
from tests.city.words import translate

pytestmark = pytest.mark.once

DEFAULTS = {"LC_ALL": "en_GB.UTF-8", "FEATURES": "emergency112"}  # one service, which is quick to load
CITY = Path(sys.executable).with_name("city")
NOBODY = 65534
CANNOT_BE_USED = N_("%(path)s cannot be used: %(reason)s.")
# Rights are given up after the code was loaded; the checkout on the path would come before the folder it runs in.
AS_NOBODY = f"""
import os, sys
sys.path = [os.getcwd()] + [each for each in sys.path if os.path.abspath(each or ".") not in (os.getcwd(), {str(ROOT)!r})]
from city.app import create_app
from city.commands import main, speak_at_terminal, terminal_language
from babel.localedata import load
from flask_babel import gettext
load(str(terminal_language().locale))
speak_at_terminal(terminal_language())
with create_app().app_context():
    gettext("The disk is full. Nothing was changed.")  # what speaks is read while it may be
os.setgid({NOBODY})
os.setuid({NOBODY})
main()
"""


def make_environ(**settings):
    """The environment of a terminal without settings of ours but these, in English."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | DEFAULTS | settings


def run_city(*arguments, **settings):
    """The command in a process of its own."""
    command = [str(CITY), *arguments]
    return subprocess.run(command, cwd=ROOT, env=make_environ(**settings), capture_output=True, text=True, timeout=60)


def check_refused(status, said, *sentences):
    """Status 1, and these sentences instead of a trace of where in the code it happened."""
    assert (status, said.strip().splitlines()) == (1, list(sentences))


@pytest.fixture
def call_city(monkeypatch, tmp_path, capsys):
    """call_city(...): the command in this process, on an instance folder of this test's own; (status, what it said)."""
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def call(*arguments, **settings):
        for name, value in (DEFAULTS | {"INSTANCE_PATH": str(tmp_path)} | settings).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["city", *arguments])
        with pytest.raises(SystemExit) as ended:
            copy_context().run(main)
        said, printed = ended.value.code, capsys.readouterr()
        return (1, said) if isinstance(said, str) else (said or 0, printed.out + printed.err)

    return call


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_new_city_is_set_up_and_loaded_by_two_commands_that_can_be_repeated(call_city, tmp_path):
    settings = {"INSTANCE_PATH": str(tmp_path / "new" / "folder")}
    for _ in range(2):
        for command in (("db", "upgrade"), ("demo",), ("search", "rebuild")):
            assert call_city(*command, **settings)[0] == 0
    assert (tmp_path / "new" / "folder" / "city.db").is_file()
    assert call_city("db", "downgrade", "base", **settings)[0] == 0


def test_wrong_settings_give_a_sentence_each():
    run = run_city("db", "upgrade", PORT="eighty", LOG_LEVEL="LOUD")
    assert (run.returncode, run.stdout) == (1, "")
    assert [line.split(":")[0] for line in run.stderr.splitlines()] == ["PORT", "LOG_LEVEL"]


def test_a_port_that_is_taken_is_told_on_the_terminal(taken_port):
    run = run_city("serve", PORT=str(taken_port), LC_ALL="ru_RU.UTF-8")
    check_refused(run.returncode, run.stderr, make_port_sentence("ru", taken_port))


@pytest.mark.parametrize(
    ("locale", "lang"), [("en_GB.UTF-8", "en"), ("ru_RU.UTF-8", "ru"), ("uz_UZ.UTF-8", "uz"), ("uz_UZ.UTF-8@cyrillic", "uz-cyrl")]
)
def test_a_sentence_is_in_the_language_of_the_terminal(call_city, taken_port, locale, lang):
    refused = call_city("serve", PORT=str(taken_port), LC_ALL=locale)
    check_refused(*refused, make_port_sentence(lang, taken_port))


def make_port_sentence(lang, port):
    return translate(lang, PortTaken.sentence, port=port, host="127.0.0.1", reason="Address already in use")


def test_a_host_that_is_not_known_is_told(call_city):
    status, said = call_city("serve", HOST="no-such-host.invalid", PORT="8000")
    assert status == 1
    assert said.startswith("Port 8000 of no-such-host.invalid cannot be used: ")


def test_a_folder_that_cannot_be_made_is_named(call_city):
    refused = call_city("db", "upgrade", INSTANCE_PATH="/dev/null/x")
    check_refused(*refused, "/dev/null/x cannot be used: Not a directory.")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may run a command as somebody else")
def test_a_folder_that_cannot_be_written_to_is_named():
    """The code is copied to where everybody may look, since the checkout may lie where only root does."""
    with TemporaryDirectory() as top:
        os.chmod(top, 0o755)
        for name in ("city", "emergency112", "static"):
            shutil.copytree(ROOT / name, f"{top}/{name}", ignore=shutil.ignore_patterns("__pycache__", "vendor"))
        (folder := Path(top) / "instance").mkdir(0o755)
        command = [sys.executable, "-c", AS_NOBODY, "db", "upgrade"]
        environ = make_environ(INSTANCE_PATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
        run = subprocess.run(command, cwd=top, env=environ, capture_output=True, text=True, timeout=60)
    check_refused(run.returncode, run.stderr, f"{folder} cannot be used: Permission denied.")


def test_a_database_that_is_not_there_is_told_and_not_made(call_city, tmp_path):
    check_refused(*call_city("demo"), DatabaseAway.sentence)
    check_refused(*call_city("demo", LC_ALL="ru_RU.UTF-8"), translate("ru", DatabaseAway.sentence))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("demo",), ("db", "upgrade")])
def test_a_server_that_is_not_there_is_told(call_city, command):
    check_refused(*call_city(*command, DATABASE_URL="postgresql://city@127.0.0.1:1/city"), DatabaseAway.sentence)


def test_a_full_disk_is_told_and_what_was_there_stays(call_city, full_disk, tmp_path):
    assert call_city("db", "upgrade")[0] == 0
    before = (tmp_path / "city.db").read_bytes()
    with full_disk():
        status, said = call_city("demo")
    assert (status, said.splitlines()[-1]) == (1, DiskFull.sentence)
    assert (tmp_path / "city.db").read_bytes() == before
    assert call_city("demo")[0] == 0


def test_a_disk_that_is_full_while_the_database_is_made_is_told(call_city, full_disk):
    with full_disk():
        check_refused(*call_city("db", "upgrade"), DiskFull.sentence)
    assert call_city("db", "upgrade")[0] == 0


@pytest.fixture
def full_disk():
    """Inside, SQLite is told that there is no more room than what it has, or than thirty pages, and says so by itself."""

    def fill(connection, record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={max(pages, 30)}")

    @contextmanager
    def be_full():
        event.listen(Engine, "connect", fill)
        yield
        event.remove(Engine, "connect", fill)

    return be_full


def test_help_lists_every_command(call_city):
    status, said = call_city("--help")
    assert status == 0
    for command in ("db", "demo", "search", "serve"):
        assert f"  {command} " in said


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "uz_UZ"}, "uz"),
        ({"LC_ALL": "", "LANG": "ru"}, "ru"),
        ({"LC_ALL": "uz_UZ.UTF-8@cyrillic"}, "uz-Cyrl"),
        ({"LC_ALL": "uz_UZ@cyrillic"}, "uz-Cyrl"),
    ],
)
def test_the_terminals_language_is_that_of_its_locale(monkeypatch, variables, code):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal_language().code == code


@pytest.mark.parametrize("sentence", [DatabaseAway.sentence, DiskFull.sentence, PortTaken.sentence, CANNOT_BE_USED])
def test_sentences_of_the_terminal_are_translated(sentence):
    assert all(translate(lang, sentence) != sentence for lang in ("uz", "uz-cyrl", "ru"))
