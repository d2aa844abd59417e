"""The validator runs in a process of its own, which a file can end and no more."""

import os
import subprocess
import sys
import time
from datetime import date

import gtfs_guru
import pytest

from city.config import ROOT
from tests.transit.feeds import SILENT, make_calls, make_stop, make_trip, write_feed
from transit.versions import checker, checking, labels, rules
from transit.versions.refusals import CheckFailed, CheckTooLong

DAY = date(2026, 11, 24)


def check(path):
    return checking.check(path, DAY, 100, SILENT)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"trips": [make_trip("T1", route_id="gone")]}, "foreign_key_violation"),
        ({"trips": [make_trip("T1", service_id="gone")]}, "foreign_key_violation"),
        ({"stop_times": make_calls("T1", "08:00:00", "08:05:00", stops="AZ")}, "foreign_key_violation"),
        ({"stop_times": make_calls("T1", None, "08:05:00", "08:10:00")}, "missing_trip_edge"),
        ({"stop_times": make_calls("T1", "08:00:00", "eight", "08:10:00")}, "invalid_time"),
        ({"stops": [make_stop("A", 0, 0), make_stop("B"), make_stop("C")]}, "point_near_origin"),
        ({"stops": [make_stop("A", lat=""), make_stop("B"), make_stop("C")]}, "stop_without_location"),
        ({"stops": [make_stop("A", stop_name=""), make_stop("B"), make_stop("C")]}, "missing_stop_name"),
        ({"stops": [make_stop("A"), make_stop("A"), make_stop("B"), make_stop("C")]}, "duplicate_key"),
        ({"stops": None}, "missing_required_file"),
        ({"agency": [{"agency_name": "T", "agency_url": "https://e.com", "agency_timezone": "Asia/X"}]}, "invalid_timezone"),
    ],
)
def test_what_would_mislead_passengers_is_counted(tmp_path, tables, code):
    assert code in check(write_feed(tmp_path / "feed.zip", **tables)).blocks


@pytest.mark.parametrize(
    "tables",
    [
        {"trips": [make_trip("T1", shape_id="gone")]},
        {"agency": [{"agency_name": "T", "agency_url": "no address", "agency_timezone": "Asia/Tashkent"}]},
        {"routes": [{"route_id": "R1", "route_short_name": "1", "route_type": 0, "route_color": "blue"}]},
    ],
)
def test_what_only_looks_bad_is_an_error_that_blocks_nothing(tmp_path, tables):
    found = check(write_feed(tmp_path / "feed.zip", **tables))
    assert found.counts["ERROR"] > 0 and found.blocks == {}


def test_every_code_that_we_name_is_one_of_the_validator():
    known = set(gtfs_guru.notice_codes())
    assert rules.ALWAYS | rules.LOOKED_INTO | labels.NOTICES.keys() <= known


def test_all_that_blocks_is_said_in_words():
    named = rules.ALWAYS | rules.LOOKED_INTO
    assert {code for code in named if code not in labels.NOTICES} <= {"too_many_rows", "duplicated_column"}


def test_thousands_of_errors_are_counted_and_a_few_are_kept(tmp_path):
    calls = [call for number in range(1500) for call in make_calls(f"T{number}", "08:00:00", "07:00:00", stops="AB")]
    trips = [make_trip(f"T{number}") for number in range(1500)]
    found = check(write_feed(tmp_path / "feed.zip", trips=trips, stop_times=calls))
    assert found.blocks == {"stop_time_with_arrival_before_previous_departure_time": 1500}
    assert max(len(each["sampleNotices"]) for each in found.report["notices"]) == checker.SAMPLES


def test_a_checker_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "WITHIN_S", 0)
    with pytest.raises(CheckTooLong):
        check(write_feed(tmp_path / "feed.zip"))


def test_a_checker_that_is_killed_leaves_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "_wait", lambda process, progress: process.kill() or process.wait())
    with pytest.raises(CheckFailed):
        check(write_feed(tmp_path / "feed.zip"))


def test_a_run_that_is_told_to_stop_takes_its_checker_with_it(tmp_path):
    class Stopping:
        def __call__(self, step, **values):
            pass

        def advance(self, count):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checking.check(write_feed(tmp_path / "feed.zip"), DAY, 100, Stopping())
    time.sleep(0.1)
    assert str(tmp_path / "feed.zip") not in list_commands()


def list_commands():
    """The command lines of all processes, in one text."""
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/cmdline", "rb") as file:
                found.append(file.read().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return "\n".join(found)


def test_the_checker_has_no_more_memory_than_it_is_given():
    script = "from transit.versions import checker; checker.MEMORY_MB = 400; checker.limit(); bytes(500_000_000)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "MemoryError" in done.stderr


def test_the_checker_sees_no_secret_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert not {"SECRET_KEY", "DATABASE_URL"} & checking._environment(tmp_path).keys()
