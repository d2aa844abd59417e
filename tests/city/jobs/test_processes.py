"""Two processes of jobs, one of them killed: one works, the other takes over, and nothing is half-written."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from city.clock import now
from city.config import ROOT
from city.database import db, unit_of_work
from city.jobs import leases, runs, scheduling
from city.jobs.models import JobOrder, JobRun
from city.jobs.scheduling import Scheduler
from tests.city.jobs.making import find_last, make_job


@contextmanager
def started(*command, **environ):
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=os.environ | environ, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def wait_until(is_so, within_s=30):
    deadline = time.monotonic() + within_s
    while not (found := is_so()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
    return found


def read(folder, name):
    file = folder / name
    return [line.split() for line in file.read_text().splitlines()] if file.exists() else []


def list_runs(app, name):
    with app.app_context():
        found = db.session.scalars(select(JobRun).where(JobRun.job == name).order_by(JobRun.id))
        return [(run.state, run.error) for run in found]


def test_of_two_processes_one_works_and_the_other_takes_over_when_it_is_killed(app, database_url, tmp_path):
    program = ("-m", "tests.city.jobs.process", database_url, str(tmp_path))
    with started(*program) as first, started(*program) as second:
        wait_until(lambda: read(tmp_path, "long"))
        wait_until(lambda: list_runs(app, "test.long") == [("running", None)])
        holder = int(read(tmp_path, "long")[0][0])
        dead, other = (first, second) if first.pid == holder else (second, first)
        os.kill(dead.pid, signal.SIGKILL)
        killed_at = time.monotonic()
        wait_until(lambda: [state for state, _ in list_runs(app, "test.long")] == ["failed", "done"], 60)
        assert time.monotonic() - killed_at < 40  # with terms of 5 s; with those of real life it is 20 s for each of two leases
        assert "ended before the job did" in list_runs(app, "test.long")[0][1]["sentence"]
        wait_until(lambda: read(tmp_path, "tick")[-1][0] == str(other.pid))
        with app.app_context():
            assert len(db.session.scalars(select(JobOrder).where(JobOrder.job == "half")).all()) == 1, "the half was rolled back"

        ticks = [float(at) for _, at in read(tmp_path, "tick")]
        assert min(later - sooner for sooner, later in zip(ticks, ticks[1:], strict=False)) > 1.5, "none was run by both"
        assert not read(tmp_path, "off") and not list_runs(app, "test.off")

        other.send_signal(signal.SIGTERM)
        assert other.wait(15) == 0
        with app.app_context():
            assert leases.read(scheduling.LEASE).holder == "", "given back, so that the next need not wait"


def test_city_jobs_start_does_what_is_due_and_what_staff_ask_for(app, city_data, database_url, tmp_path):
    environ = {"DATABASE_URL": database_url, "BACKUP_PATH": str(tmp_path)}
    with started("-c", "from city.commands import main; main()", "jobs", "start", **environ) as process:
        wait_until(lambda: (find_last(app, "upkeep.back_up") or {}).get("state") == "done")
        wait_until(lambda: (find_last(app, "upkeep.clean") or {}).get("state") == "done")
        assert len(list(tmp_path.glob("city-*"))) == 1
        with app.app_context(), unit_of_work():
            runs.ask("upkeep.clean", "anna", now())
        asked = wait_until(lambda: (last := find_last(app, "upkeep.clean"))["cause"] == "asked" and last["ended_at"] and last)
        assert (asked["asked_by"], asked["state"]) == ("anna", "done")
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


@pytest.fixture
def scheduler(app, monkeypatch):
    """One whose ticks the test makes."""
    app.extensions["jobs"] = {"test.job": make_job(lambda work: None, every=timedelta(minutes=30))}
    with app.app_context():
        with unit_of_work():
            number = runs.begin("test.job", "due", "", 1, now())
        with unit_of_work():
            runs.finish(number, None, {}, now())
    made = Scheduler(app)
    made._alarms.start()
    yield made
    made._alarms.shutdown()


def tick(app, scheduler):
    """The moment for which the job is planned after a tick, or None."""
    with app.app_context():
        scheduler._tick()
    alarm = scheduler._alarms.get_job("test.job")
    return alarm and alarm.next_run_time


def test_a_clock_that_jumps_has_everything_planned_anew(app, scheduler, monkeypatch):
    real, clock, later = time.time, {"ahead": 5 * 3600}, timedelta(hours=5)
    monkeypatch.setattr(scheduling.time, "time", lambda: real() + clock["ahead"])
    monkeypatch.setattr(scheduling, "now", lambda: now() + timedelta(seconds=clock["ahead"]))
    planned = tick(app, scheduler)
    assert planned - now() > later - timedelta(minutes=1) and tick(app, scheduler) == planned
    clock["ahead"] = 0
    assert tick(app, scheduler) - now() <= timedelta(minutes=30), "not five hours late"


def test_a_paused_job_rests_until_it_may_go_on(app, scheduler):
    assert tick(app, scheduler)
    for paused_at, is_planned in ((now(), False), (None, True)):
        with app.app_context(), unit_of_work():
            runs.pause("test.job", paused_at)
        tick(app, scheduler)
        assert bool(tick(app, scheduler)) is is_planned
