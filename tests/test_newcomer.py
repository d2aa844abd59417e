"""What a newcomer does first: clone, `make run`, open the pages. It needs the registries, as set-up does."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.once

TOP = Path(__file__).resolve().parent.parent
PAGES = ("/uz/", "/uz/transit/", "/uz/green/", "/uz/112/")
# What finding programs and reaching the registries takes; no setting of ours, nor of an outer make.
KEPT = re.compile(r"PATH|HOME|TMPDIR|LANG|LC_\w+|(PIP|UV|SSL|NODE|NPM|PYENV)_\w+|\w+_PROXY", re.IGNORECASE)
NOBODY = 65534


def newcomers_environment(**settings):
    kept = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    return kept | {name: str(value) for name, value in settings.items()}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def address(port, path):
    return f"http://127.0.0.1:{port}{path}"


@contextmanager
def make_run(folder, port):
    """Run `make run` in a process group of its own; on leaving, that group is ended and nothing else."""
    log = folder / f"make-run-{port}.log"
    with log.open("wb") as output:
        started = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=newcomers_environment(PORT=port),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield started, log
    finally:
        stop_group(started)


def stop_group(started, patience_s=10):
    for sign in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + patience_s
        try:
            os.killpg(started.pid, sign)
            while time.monotonic() < deadline:
                started.poll()
                os.killpg(started.pid, 0)
                time.sleep(0.1)
        except ProcessLookupError:
            break
    started.wait(patience_s)


def fetch_when_up(started, log, url, patience_s):
    """The (status, text) of the page, asked for until there is an answer."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline and started.poll() is None:
        try:
            with urlopen(url, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except URLError as refused:
            if hasattr(refused, "code"):
                raise AssertionError(f"{url} answered {refused.code}\n{tail_of(log)}") from None
            time.sleep(0.1)
    raise AssertionError(f"`make run` served nothing within {patience_s} s, or ended:\n{tail_of(log)}")


def tail_of(log, lines=40):
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A fresh clone, and what its pages said at the first `make run`."""
    if not shutil.which("git") or not (TOP / ".git").exists():
        pytest.skip("Needs git, and a checkout to clone.")
    folder = tmp_path_factory.mktemp("newcomer") / "city"
    subprocess.run(["git", "clone", "--quiet", str(TOP), str(folder)], check=True)
    port = free_port()
    with make_run(folder, port) as (started, log):
        pages = {path: fetch_when_up(started, log, address(port, path), patience_s=600) for path in PAGES}
    return folder, pages


@pytest.mark.parametrize("path", PAGES)
def test_make_run_in_a_fresh_clone_serves(first_start, path):
    status, text = first_start[1][path]
    assert status == 200
    assert "<h1" in text


def test_a_second_start_installs_nothing(first_start, record_property):
    folder, _ = first_start
    port, begun = free_port(), time.monotonic()
    with make_run(folder, port) as (started, log):
        status, _ = fetch_when_up(started, log, address(port, "/uz/"), patience_s=90)
        record_property("second start", f"{time.monotonic() - begun:.1f} s")
        said = tail_of(log)
    assert status == 200
    assert "Setting up" not in said, "a step of scripts/set-up.sh does not see that it was done before"


def test_who_may_not_install_is_told_the_one_line_to_run(tmp_path):
    """Nobody, on a machine where no Chromium, PostgreSQL or sudo is to be found."""
    empty = tmp_path / "no-programs"
    empty.mkdir()
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    told = subprocess.run(
        [shutil.which("bash"), "-s", "test"],
        input=(TOP / "scripts/system-packages.sh").read_text(),
        env={"PATH": str(empty), "PYTHON": sys.executable},
        cwd="/",
        capture_output=True,
        text=True,
        **as_nobody,
    )
    lines = [line.strip() for line in told.stdout.splitlines() if "apt-get" in line]
    assert told.returncode == 1, told.stderr
    assert len(lines) == 1 and lines[0].startswith("sudo apt-get install ")
    assert "postgresql-common" in lines[0]


def test_make_alone_lists_every_target():
    listed = subprocess.check_output(["make"], cwd=TOP, text=True, env=newcomers_environment())
    targets = re.findall(r"^([a-z-]+):.* ## ", (TOP / "Makefile").read_text(), re.MULTILINE)
    assert re.findall(r"^make ([a-z-]+) +\w.*$", listed, re.MULTILINE) == targets
    assert {"run", "test", "setup", "serve"} <= set(targets)
