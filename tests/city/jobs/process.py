"""A process of jobs with short terms and jobs for tests: python -m tests.city.jobs.process DATABASE_URL FOLDER."""

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from city.app import create_app
from city.database import db
from city.jobs import leases, scheduling
from city.jobs.models import JobOrder
from city.jobs.scheduling import Scheduler
from tests.city.jobs.making import make_job


def note(folder, name):
    with Path(folder, name).open("a") as file:
        file.write(f"{os.getpid()} {time.monotonic()}\n")


def make_jobs(folder):
    def tick(work):
        note(folder, "tick")
        work.counts["ticks"] += 1

    def write_long(work):
        with work.unit_of_work():
            db.session.add(JobOrder(job="half", asked_by=""))
            db.session.flush()
            note(folder, "long")
            if len(Path(folder, "long").read_text().splitlines()) == 1:
                time.sleep(60)  # the first time, it is killed here

    return [
        make_job(tick, "test.tick", timedelta(seconds=2)),
        make_job(write_long, "test.long", timedelta(hours=1)),
        make_job(tick, "test.off", is_on=lambda: False),
    ]


if __name__ == "__main__":
    leases.TERM_S, leases.BEAT_S, scheduling.TICK_S = 5, 0.4, 0.2
    url, folder = sys.argv[1:]
    app = create_app({"DATABASE_URL": url, "LOG_LEVEL": "INFO"})
    app.extensions["jobs"] = {job.name: job for job in make_jobs(folder)}
    scheduler = Scheduler(app)
    signal.signal(signal.SIGTERM, scheduler.stop)
    scheduler.run()
