"""Runs of jobs and what staff asked of them, as rows."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from city.database import db
from city.events import publish
from city.jobs.errors import Killed
from city.jobs.models import JobOrder, JobRun
from city.jobs.plan import next_due
from city.kept_errors import pack

CHANNEL = "jobs"
PAGE_ROWS = 50
KEPT = timedelta(days=90)
KEPT_RUNS = 1000  # of a job that runs every minute


def begin(job, cause, asked_by, token, now):
    """A new run; older ones of this job that still count as running have died with their process."""
    fail_lost(job, token, now)
    run = JobRun(job=job, cause=cause, asked_by=asked_by, token=token, state="running", started_at=now, counts={})
    run.done, run.step = 0, ""
    db.session.add(run)
    db.session.flush()
    _tell(job)
    return run.id


def note_progress(run_id, done, total, step):
    values = {"done": done, "total": total, "step": step}
    job = db.session.scalar(_running(run_id).values(**values).returning(JobRun.job))
    if job:
        _tell(job)


def finish(run_id, error, counts, now):
    """Done, or failed with an error; a run that was given up meanwhile stays so."""
    values = {"state": "failed" if error else "done", "error": error, "counts": counts, "ended_at": now}
    job = db.session.scalar(_running(run_id).values(**values).returning(JobRun.job))
    if job:
        _tell(job)


def fail_lost(job, token, now):
    """Give up the runs of a job that older holders of its lease have left behind; says how many."""
    lost = update(JobRun).where(JobRun.job == job, JobRun.state == "running", JobRun.token < token)
    count = db.session.execute(lost.values(state="failed", error=pack(Killed()), ended_at=now), execution_options=_APART).rowcount
    if count:
        _tell(job)
    return count


_APART = {"synchronize_session": False}


def list_running():
    """Names of the jobs that have a run which counts as running."""
    return db.session.scalars(select(JobRun.job).where(JobRun.state == "running").distinct()).all()


def find_last(job):
    """The newest run of a job, or None."""
    return db.session.scalar(select(JobRun).where(JobRun.job == job).order_by(JobRun.id.desc()).limit(1))


def find_last_good(job):
    good = select(JobRun).where(JobRun.job == job, JobRun.state == "done")
    return db.session.scalar(good.order_by(JobRun.id.desc()).limit(1))


def count_failures(job):
    """How many of the newest runs failed, one after another, up to ten."""
    states = db.session.scalars(select(JobRun.state).where(JobRun.job == job).order_by(JobRun.id.desc()).limit(10)).all()
    return next((at for at, state in enumerate(states) if state != "failed"), len(states))


def find_due(job, now):
    """When a job (features.Job) is due next, by its runs."""
    last = find_last(job.name)
    if last is None:
        return next_due(job, None, 0, now)
    was_killed = bool(last.error) and last.error["sentence"] == Killed.sentence
    return next_due(job, last.started_at, count_failures(job.name), now, was_killed)


def list_history(job, before=None):
    """(runs of a job, newest first, older than the run with the id `before`; are there more)."""
    query = select(JobRun).where(JobRun.job == job).order_by(JobRun.id.desc())
    if before:
        query = query.where(JobRun.id < before)
    found = db.session.scalars(query.limit(PAGE_ROWS + 1)).all()
    return found[:PAGE_ROWS], len(found) > PAGE_ROWS


def read_orders():
    """{job: JobOrder} for those of which staff asked something."""
    return {order.job: order for order in db.session.scalars(select(JobOrder))}


def pause(job, now: datetime | None):
    """Let a job rest from `now`; None lets it go on."""
    _order(job).paused_at = now
    _tell(job)


def ask(job, by, now):
    """Have a job run as soon as the process of jobs sees it."""
    order = _order(job)
    order.asked_at, order.asked_by = now, by
    _tell(job)


def take_asked(job):
    """(was it asked for, by whom); it is not, any more."""
    order = _order(job)
    asked, order.asked_at = order.asked_at, None
    return asked is not None, order.asked_by


def forget_old(now):
    """Delete runs from long ago, and those beyond KEPT_RUNS of one job; says how many. The last of each job stays."""
    last = select(func.max(JobRun.id)).group_by(JobRun.job)
    gone = delete(JobRun).where(JobRun.ended_at < now - KEPT, JobRun.id.not_in(last))
    count = db.session.execute(gone, execution_options=_APART).rowcount
    for job in db.session.scalars(select(JobRun.job).distinct()).all():
        beyond = select(JobRun.id).where(JobRun.job == job).order_by(JobRun.id.desc()).offset(KEPT_RUNS).limit(1)
        if oldest := db.session.scalar(beyond):
            many = delete(JobRun).where(JobRun.job == job, JobRun.id <= oldest)
            count += db.session.execute(many, execution_options=_APART).rowcount
    return count


def _order(job):
    found = db.session.get(JobOrder, job, with_for_update=True)
    if not found:
        found = JobOrder(job=job, asked_by="")
        db.session.add(found)
    return found


def _running(run_id):
    return update(JobRun).where(JobRun.id == run_id, JobRun.state == "running").execution_options(**_APART)


def _tell(job):
    publish(CHANNEL, "run", {"job": job})
