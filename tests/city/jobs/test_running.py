"""What becomes of a run: done, failed, stopped, left behind; and that two never write at once."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from city.clock import now
from city.database import db, unit_of_work
from city.errors import NotFound
from city.events import Event
from city.jobs import leases, runs
from city.jobs.errors import AlreadyRunning, LeaseLost, Stopped, Unforeseen
from city.jobs.keeper import Keeper
from city.jobs.models import JobOrder, JobRun
from city.jobs.running import Runner, lease_of
from city.kept_errors import pack, unpack
from tests.city.jobs.making import find_last, make_job, run_job


def order(name):
    """Something to write."""
    db.session.add(JobOrder(job=name, asked_by=""))
    db.session.flush()


def count_orders(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(JobOrder))


def test_a_job_that_is_done_leaves_its_time_and_its_counts(app):
    def work_well(work):
        work.counts["things"] += 3

    assert run_job(app, make_job(work_well)) is None
    run = find_last(app)
    assert (run["state"], run["counts"], run["error"]) == ("done", {"things": 3}, None)
    assert run["ended_at"] >= run["started_at"]


def test_a_job_that_fails_half_way_keeps_nothing_of_the_half(app):
    def fail(work):
        with work.unit_of_work():
            order("half")
            raise NotFound()

    assert isinstance(run_job(app, make_job(fail)), NotFound)
    assert find_last(app)["state"] == "failed" and count_orders(app) == 0


def test_an_unforeseen_error_is_a_failure_with_its_kind_and_not_its_text(app, caplog):
    def divide(work):
        raise ZeroDivisionError("+998901234567")

    error = run_job(app, make_job(divide))
    assert isinstance(error, Unforeseen)
    assert find_last(app)["error"]["values"] == {"kind": "ZeroDivisionError"}
    assert "test.job" in caplog.text


def test_a_second_run_of_a_job_is_refused_while_the_first_goes_on(app):
    begun, go_on = threading.Event(), threading.Event()

    def wait(work):
        begun.set()
        assert go_on.wait(20)

    runner = Runner(app, Keeper(app, "a test"))
    first = threading.Thread(target=runner.run, args=(make_job(wait), "due"))
    first.start()
    assert begun.wait(20)
    with pytest.raises(AlreadyRunning):
        runner.run(make_job(wait), "asked")
    go_on.set()
    first.join(20)
    assert find_last(app)["state"] == "done"


def test_a_run_that_lost_its_lease_cannot_write_any_more(app):
    def lose(work):
        with unit_of_work():
            lease = db.session.get(leases.Lease, lease_of("test.job"))
            lease.holder, lease.token = "another process", lease.token + 1
        with work.unit_of_work():
            order("too late")

    assert isinstance(run_job(app, make_job(lose)), LeaseLost)
    assert count_orders(app) == 0


def test_a_job_stops_at_its_next_halt_when_the_process_is_to_end(app):
    stopping = threading.Event()

    def go_on_for_ever(work):
        for at in range(1000):
            with work.unit_of_work():
                order(str(at))
            stopping.set()

    keeper = Keeper(app, "a test")
    assert isinstance(Runner(app, keeper, stopping).run(make_job(go_on_for_ever), "due"), Stopped)
    assert count_orders(app) == 1 and find_last(app)["state"] == "failed"


def test_progress_is_written_between_units_of_work_and_told_to_browsers(app):
    seen = []

    def go(work):
        work.progress(2, 5, "reading")
        seen.append(find_last(app))
        with work.unit_of_work():
            work.progress(3, 5)  # inside a unit: neither written nor in its way
        seen.append(find_last(app))

    assert run_job(app, make_job(go)) is None
    assert [(each["done"], each["total"], each["step"]) for each in seen] == [(2, 5, "reading")] * 2
    with app.app_context():
        told = db.session.scalars(select(Event).where(Event.channel == runs.CHANNEL)).all()
        assert len(told) == 3 and all(event.data == {"job": "test.job"} for event in told)


def test_what_a_dead_process_left_running_is_seen_as_failed_by_the_next_run(app):
    with app.app_context(), unit_of_work():
        left = runs.begin("test.job", "due", "", 0, now())
    assert run_job(app, make_job(lambda work: None)) is None
    with app.app_context():
        assert db.session.get(JobRun, left).state == "failed"
        assert "ended before the job did" in db.session.get(JobRun, left).error["sentence"]


def test_a_run_that_was_given_up_does_not_rise_again(app):
    with app.app_context():
        with unit_of_work():
            left = runs.begin("test.job", "due", "", 1, now())
        with unit_of_work():
            runs.fail_lost("test.job", 2, now())
        with unit_of_work():
            runs.finish(left, None, {}, now())
            runs.note_progress(left, 5, 9, "")
        assert (db.session.get(JobRun, left).state, db.session.get(JobRun, left).done) == ("failed", 0)


def test_the_history_keeps_the_last_of_each_job_and_not_too_many(app, monkeypatch):
    monkeypatch.setattr(runs, "KEPT_RUNS", 3)
    with app.app_context():
        with unit_of_work():
            for name, ago in [("old.job", 400), ("old.job", 300), *(("busy.job", 0) for _ in range(6))]:
                number = runs.begin(name, "due", "", 1, now() - timedelta(days=ago))
                runs.finish(number, None, {}, now() - timedelta(days=ago))
        with unit_of_work():
            assert runs.forget_old(now()) == 4
        assert [len(runs.list_history(name)[0]) for name in ("old.job", "busy.job")] == [1, 3]


@pytest.mark.once
def test_an_error_is_said_later_as_it_would_have_been_at_once():
    error = Unforeseen(kind="x")
    error.values |= {"wait": timedelta(seconds=90), "at": now(), "path": object}
    again = unpack(pack(error))
    assert again.sentence == error.sentence
    assert again.values == error.values | {"path": str(object)}


def test_the_keeper_beats_for_what_it_holds_and_notices_what_it_lost(app, monkeypatch):
    monkeypatch.setattr(leases, "BEAT_S", 0.05)
    keeper = Keeper(app, "a test")
    keeper.start()
    with app.app_context():
        assert keeper.wait_and_take("x")
        wait_until(lambda: leases.read("x").beat > 2)
        with unit_of_work():
            db.session.get(leases.Lease, "x").token = 99
        wait_until(lambda: not keeper.holds("x"))
    keeper.stop()


def wait_until(is_so, within_s=10):
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
