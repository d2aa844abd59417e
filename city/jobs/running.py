"""Running a job: under its lease, with a row that says what became of it."""

import logging
import threading
import time
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from city.clock import now
from city.database import db, unit_of_work
from city.errors import CityError
from city.jobs import leases, runs
from city.jobs.errors import AlreadyRunning, Stopped, Unforeseen
from city.jobs.work import Work
from city.kept_errors import pack

TELL_EVERY_S = 1
RECORD_WITHIN_S = 60
log = logging.getLogger("city.jobs")


class Runner:
    """Runs jobs in this process. `stopping` is an event that is set when the process is to end."""

    def __init__(self, app, keeper, stopping=None):
        self._app, self._keeper, self._stopping = app, keeper, stopping or threading.Event()

    def run(self, job, cause, asked_by="", tell=None):
        """None where the job was done, else the CityError with which it failed. Raises AlreadyRunning."""
        with self._app.app_context():
            lease = lease_of(job.name)
            token = self._keeper.wait_and_take(lease, self._stopping)
            if not token:
                raise AlreadyRunning()
            try:
                with unit_of_work():
                    number = runs.begin(job.name, cause, asked_by, token, now())
                return self._run(job, number, token, tell, cause != "due")
            finally:
                self._keeper.release(lease)

    def _run(self, job, number, token, tell, is_asked):
        begun, error = time.monotonic(), None
        teller = Teller(number, tell)
        work = Work(now(), lambda: leases.check(lease_of(job.name), token), teller, self._stopping, is_asked)
        try:
            job.run(work)
        except CityError as failure:
            error = failure
        except Exception as fault:
            log.exception("job %s", job.name)
            error = Unforeseen(kind=type(fault).__name__)
        except BaseException:
            error = Stopped()
            raise
        finally:
            self._record(number, error, dict(work.counts))
            level = logging.INFO if error or work.counts else logging.DEBUG
            took_s = time.monotonic() - begun
            log.log(level, "job %s %s in %.1f s %s", job.name, "failed" if error else "done", took_s, dict(work.counts))
        return error

    def _record(self, number, error, counts):
        """Write what became of a run, also where the database is away for a moment."""
        deadline = time.monotonic() + RECORD_WITHIN_S
        while True:
            try:
                with unit_of_work():
                    return runs.finish(number, pack(error), counts, now())
            except SQLAlchemyError:
                if time.monotonic() > deadline or self._stopping.is_set():
                    raise
                time.sleep(1)


class Teller:
    """Writes how far a run has come, at most once a second, and never inside the job's own unit of work."""

    def __init__(self, number, further=None):
        self._number, self._further, self._at = number, further, 0.0

    def __call__(self, done, total, step):
        if self._further:
            self._further(done, total, step)
        if time.monotonic() - self._at < TELL_EVERY_S or db.session.info.get("in_unit_of_work"):
            return
        self._at = time.monotonic()
        with suppress(SQLAlchemyError), unit_of_work():  # only progress: no reason to fail
            runs.note_progress(self._number, done, total, step)


def lease_of(name):
    return f"job:{name}"
