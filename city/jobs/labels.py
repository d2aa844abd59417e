"""What the staff page and the terminal say of jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from city.clock import now
from city.formats import say
from city.jobs import leases, runs
from city.jobs.scheduling import LEASE
from city.kept_errors import unpack

SILENT = timedelta(seconds=60)  # so long without a beat, and the process of jobs is said not to run


@dataclass(frozen=True)
class Shown:
    """A job with its last run, its last good one, and when it is due; None for the moment where it is not."""

    job: object
    last: object
    last_good: object
    due: datetime | None
    is_on: bool
    is_paused: bool
    is_asked: bool


def list_jobs():
    orders = runs.read_orders()
    return [show(job, orders.get(job.name)) for job in current_app.extensions["jobs"].values()]


def show(job, order):
    last = runs.find_last(job.name)
    is_on, is_paused = job.is_on(), bool(order and order.paused_at)
    is_running = bool(last and last.state == "running")
    is_asked = bool(order and order.asked_at) and not is_running
    due = None if is_paused or not is_on or is_running else runs.find_due(job, now())
    return Shown(job, last, runs.find_last_good(job.name), due, is_on, is_paused, is_asked)


def find_silence():
    """None while a process of jobs beats; else when the last one was heard of, or True where there never was one."""
    beat = leases.read(LEASE)
    if beat is None:
        return True
    return None if beat.holder and now() - beat.beat_at < SILENT else beat.beat_at


def say_schedule(job):
    """'every 6 hours', 'each day at 03:30'."""
    if job.daily_at:
        return _("each day at %(time)s", time=job.daily_at.strftime("%H:%M"))
    whole = round(job.every.total_seconds() / 60)
    if whole % 60:
        return ngettext("every minute", "every %(num)d minutes", whole)
    return ngettext("every hour", "every %(num)d hours", whole // 60)


def say_cause(run):
    by = {"asked": _("asked for by %(name)s", name=run.asked_by), "command": _("from the terminal")}
    return by.get(run.cause, _("by itself"))


def say_error(run):
    """Why a run failed, in the reader's language."""
    return say(unpack(run.error)) if run.error else ""


def say_length(run):
    """How long a run took, or has been going on: '0.4 s', '12 s', '3 min 5 s'."""
    seconds = ((run.ended_at or now()) - run.started_at).total_seconds()
    if seconds < 10:
        return _("%(seconds)s s", seconds=round(max(seconds, 0), 1))
    minutes, rest = divmod(round(seconds), 60)
    return _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest) if minutes else _("%(seconds)s s", seconds=rest)
