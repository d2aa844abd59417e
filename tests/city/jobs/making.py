"""Jobs that tests make up, and what became of them."""

from datetime import timedelta

from city.features import Job
from city.jobs import runs
from city.jobs.keeper import Keeper
from city.jobs.running import Runner


def make_job(run, name="test.job", every=timedelta(hours=1), **values):
    return Job(name=name, label="A job", summary="For a test", run=run, every=every, **values)


def run_job(app, job, **values):
    """The CityError with which a job failed, else None; run in this process."""
    return Runner(app, Keeper(app, "a test")).run(job, "command", **values)


def find_last(app, name="test.job"):
    """The newest run, as plain values."""
    with app.app_context():
        run = runs.find_last(name)
        return run and {column.key: getattr(run, column.key) for column in run.__table__.columns}
