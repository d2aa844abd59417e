"""The process of jobs: while it holds the lease it runs what is due; beside another it waits to take over."""

import logging
import os
import platform
import threading
import time
from contextlib import suppress
from uuid import uuid4

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from city.clock import TASHKENT, now
from city.database import db, unit_of_work
from city.jobs import leases, runs
from city.jobs.errors import AlreadyRunning
from city.jobs.keeper import Keeper
from city.jobs.running import Runner, lease_of

LEASE = "scheduler"
TICK_S = 1
THREADS = 4
JUMP_S = 5  # by which the clock on the wall may run away from the steady one unnoticed
END_WITHIN_S = 10
log = logging.getLogger("city.jobs")


class Scheduler:
    """`run` goes on until `stop`. APScheduler is the alarm clock and the pool of threads; what is due, the runs say."""

    def __init__(self, app):
        self._app, self._stopping = app, threading.Event()
        self._keeper = Keeper(app, name_process())
        self._runner = Runner(app, self._keeper, self._stopping)
        self._watch, self._watches = leases.Watch(LEASE), {}
        self._busy = set()  # names of the jobs that are planned or running
        self._drift = None
        self._alarms = BackgroundScheduler(
            timezone=TASHKENT,
            executors={"default": ThreadPoolExecutor(THREADS)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 3},  # `_busy` keeps runs apart
        )

    def stop(self, *_signal):
        self._stopping.set()

    def run(self):
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._keeper.start()
        self._alarms.start()
        while not self._stopping.wait(TICK_S):
            try:
                with self._app.app_context():
                    self._tick()
            except SQLAlchemyError as error:
                log.warning("the database does not answer: %s", type(error).__name__)
        self._end()

    def _tick(self):
        if not self._keeper.holds(LEASE):
            self._forget_plans()
            if not self._keeper.try_take(self._watch):
                return
            log.info("jobs are run by this process")
        if self._has_clock_jumped():
            log.warning("the clock has jumped; what is due is worked out anew")
            self._forget_plans()
        self._give_up_lost()
        orders = runs.read_orders()
        for job in self._app.extensions["jobs"].values():
            self._look_at(job, orders.get(job.name))
        db.session.rollback()

    def _look_at(self, job, order):
        """Run a job that was asked for; plan one that is neither planned, nor running, nor resting."""
        if job.name in self._busy and not self._cancel(job.name, order):
            return
        if order and order.asked_at:
            self._run_asked(job)
        elif not (order and order.paused_at) and job.is_on():
            self._plan(job, runs.find_due(job, now()), "due")

    def _cancel(self, name, order):
        """Whether a plan had to give way to what staff asked, and had not yet become a run."""
        if order and (order.asked_at or order.paused_at):
            self._forget_plan(name)
        return name not in self._busy

    def _run_asked(self, job):
        db.session.rollback()
        with unit_of_work():
            asked, by = runs.take_asked(job.name)
        if asked:
            self._plan(job, now(), "asked", by)

    def _plan(self, job, due, cause, asked_by=""):
        self._busy.add(job.name)
        self._alarms.add_job(self._run, "date", (job, cause, asked_by), run_date=due, id=job.name)

    def _forget_plans(self):
        for alarm in self._alarms.get_jobs():
            self._forget_plan(alarm.id)

    def _forget_plan(self, name):
        with suppress(JobLookupError):  # not planned, or its time has come this very moment
            self._alarms.remove_job(name)
            self._busy.discard(name)

    def _run(self, job, cause, asked_by):
        try:
            self._runner.run(job, cause, asked_by)
        except AlreadyRunning:
            log.info("job %s is running elsewhere", job.name)
            self._ask_again(job, cause, asked_by)
        except SQLAlchemyError as error:
            log.warning("job %s: the database does not answer: %s", job.name, type(error).__name__)
            self._ask_again(job, cause, asked_by)
        finally:
            self._busy.discard(job.name)

    def _ask_again(self, job, cause, asked_by):
        """What staff asked for and did not come about stays asked for."""
        if cause == "asked":
            with suppress(SQLAlchemyError), self._app.app_context(), unit_of_work():
                runs.ask(job.name, asked_by, now())

    def _give_up_lost(self):
        """Mark runs whose process has died as failed, also those of jobs that are not due for long."""
        for name in runs.list_running():
            lease = lease_of(name)
            if self._keeper.holds(lease):
                continue
            watch = self._watches.setdefault(name, leases.Watch(lease))
            if token := self._keeper.try_take(watch):
                with unit_of_work():
                    runs.fail_lost(name, token, now())
                self._keeper.release(lease)
                self._forget_plan(name)

    def _has_clock_jumped(self):
        drift, before = time.time() - time.monotonic(), self._drift
        self._drift = drift
        return before is not None and abs(drift - before) > JUMP_S

    def _end(self):
        """Let runs come to their next halt, then give everything back."""
        self._forget_plans()
        deadline = time.monotonic() + END_WITHIN_S
        while self._busy and time.monotonic() < deadline:
            time.sleep(0.05)
        self._alarms.shutdown(wait=False)
        with self._app.app_context():
            self._keeper.release(LEASE)
        self._keeper.stop()


def name_process():
    return f"{platform.node()}:{os.getpid()}:{uuid4().hex[:8]}"
