"""`city transit import` and `city transit build-metro`."""

import contextlib
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.city.http.servers import reply, serving
from tests.transit.feeds import write_feed
from transit import metro

TOP = Path(__file__).resolve().parents[2]
HEAVY = ("geopandas", "gtfs_kit", "matplotlib", "numba", "pandas", "pyproj")


def run(database_url, *words, stderr=subprocess.PIPE, **settings):
    """The command `city` in a process of its own."""
    environ = {
        **os.environ,
        "DATABASE_URL": database_url,
        "LC_ALL": "C.UTF-8",
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    command = [sys.executable, "-c", "from city.commands import main; main()", *map(str, words)]
    return subprocess.run(command, cwd=TOP, env=environ, stdout=subprocess.PIPE, stderr=stderr, text=True, timeout=120)


def test_a_feed_is_imported_with_a_line_for_each_step_and_can_be_found(database_url, tmp_path):
    done = run(database_url, "transit", "import", write_feed(tmp_path / "feed.zip"), "--feed", "tram")
    assert done.returncode == 0, done.stderr
    assert "Reading stops.txt" in done.stderr.splitlines()
    assert "Writing trips and stop times" in done.stderr.splitlines()
    assert "“tram”" in done.stdout


def test_a_feed_is_imported_from_an_address_and_said_to_be_missing_there(database_url, tmp_path):
    with serving(reply(write_feed(tmp_path / "feed.zip").read_bytes())) as server:
        done = run(database_url, "transit", "import", f"{server}/gtfs.zip", "--feed", "tram", INSTANCE_PATH=str(tmp_path))
    assert done.returncode == 0 and "“tram”" in done.stdout, done.stderr
    with serving(reply(status="404 Not Found")) as server:
        done = run(database_url, "transit", "import", f"{server}/gtfs.zip", "--feed", "tram", INSTANCE_PATH=str(tmp_path))
    assert done.returncode == 1 and "127.0.0.1 refused with the code 404." in done.stderr


def test_on_a_terminal_a_bar_shows_how_far_the_stop_times_are(database_url, tmp_path):
    try:
        terminal, its_end = pty.openpty()
    except OSError:
        pytest.skip("this machine has no terminals to give")
    termios.tcsetwinsize(its_end, (24, 100))
    done = run(database_url, "transit", "import", write_feed(tmp_path / "feed.zip"), stderr=its_end)
    os.close(its_end)
    shown = read_terminal(terminal)
    assert done.returncode == 0, shown
    assert "Writing trips and stop times: 100%" in shown


def read_terminal(terminal):
    """All that was written to a terminal whose other end is closed."""
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 10_000):
            shown += part
    os.close(terminal)
    return shown.decode()


def test_a_file_that_is_no_zip_ends_with_one_sentence(database_url, tmp_path):
    (tmp_path / "feed.zip").write_text("not a zip")
    done = run(database_url, "transit", "import", tmp_path / "feed.zip")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "The file is not a zip; nothing was changed."


def test_the_largest_feed_is_a_setting(database_url, tmp_path):
    rows = "stop_id,stop_name,stop_lat,stop_lon\n" + "".join(f"{n},Stop {n * n},41.3,69.2\n" for n in range(50_000))
    done = run(
        database_url,
        "transit",
        "import",
        write_feed(tmp_path / "feed.zip", stops=rows),
        TRANSIT_FEED_MAX_MB="1",
    )
    assert done.stderr.splitlines()[-1] == "Unpacked, the feed would be larger than 1 MB; nothing was changed."


def test_the_metro_feed_is_written_and_can_be_imported(database_url, tmp_path):
    path = tmp_path / "metro.zip"
    assert run(database_url, "transit", "build-metro", path).returncode == 0
    done = run(database_url, "transit", "import", path)
    assert done.returncode == 0, done.stderr


@pytest.mark.once
def test_a_web_worker_loads_nothing_of_what_reads_feeds(tmp_path):
    script = "import sys, wsgi; print(sorted(set(sys.argv[1:]) & set(sys.modules)))"
    environ = {**os.environ, "INSTANCE_PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, *HEAVY],
        cwd=TOP,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.once
def test_a_process_that_reads_a_feed_after_it_used_the_database_ends_well(database_url, tmp_path):
    """SpatiaLite and pyproj each bring a PROJ, and a process with both could crash at its end."""
    from datetime import date

    metro.build_feed(tmp_path / "metro.zip", date(2026, 1, 1), date(2026, 1, 7))
    script = (
        "import sys; from pathlib import Path; from city.app import create_app; app = create_app(); app.app_context().push();"
        "from transit import sharing; sharing.count_lines();"
        "from transit import importing; importing.read_feed(Path(sys.argv[1]), 100, importing.Silent())"
    )
    environ = {**os.environ, "DATABASE_URL": database_url}
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "metro.zip"],
        cwd=TOP,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
