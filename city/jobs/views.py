"""The staff page of jobs: what runs by itself, when, how it went; run now, pause, history."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from pydantic import Field

from city.accounts import audit
from city.accounts.current import current_person, watch
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.events import read_newest_id
from city.forms import Query, read_query, shown_by
from city.jobs import labels, runs
from city.jobs.errors import AlreadyRunning, NotSetUp, UnknownJob
from city.streams import stream

bp = Blueprint("jobs", __name__, template_folder="templates")
bp.add_app_template_global(labels.say_schedule, "job_schedule")
bp.add_app_template_global(labels.say_cause, "job_cause")
bp.add_app_template_global(labels.say_error, "job_error")
bp.add_app_template_global(labels.say_length, "job_length")


class HistoryQuery(Query):
    before: int | None = Field(None, ge=1)


@bp.get("/staff/jobs/")
@guarded("jobs.run")
def list_jobs():
    newest = read_newest_id()
    return render_template("jobs/jobs.html", newest=newest, silence=labels.find_silence(), jobs=labels.list_jobs())


@bp.get("/staff/jobs/rows")
@guarded("jobs.run")
def rows():
    return render_template("jobs/rows.html", jobs=labels.list_jobs())


@bp.get("/staff/jobs/<name>")
@guarded("jobs.run")
def history(name):
    job, before = get_job(name), read_query(HistoryQuery).before
    found, more = runs.list_history(name, before)
    return render_template("jobs/history.html", shown=labels.show(job, runs.read_orders().get(name)), runs=found, more=more)


@bp.post("/staff/jobs/<name>/run")
@guarded("jobs.run")
@shown_by(lambda name: list_jobs())
def run_now(name):
    shown = labels.show(get_job(name), None)
    if not shown.is_on:
        raise NotSetUp()
    if shown.last and shown.last.state == "running":
        raise AlreadyRunning()
    with unit_of_work():
        runs.ask(name, current_person().name, now())
        audit.record("jobs.ask", name)
    flash(_("It starts within seconds."))
    return redirect(url_for(".list_jobs"), 303)


@bp.post("/staff/jobs/<name>/<any(pause, resume):wanted>")
@guarded("jobs.run")
def pause(name, wanted):
    get_job(name)
    with unit_of_work():
        runs.pause(name, now() if wanted == "pause" else None)
        audit.record(f"jobs.{wanted}", name)
    flash(_("It rests until somebody lets it go on.") if wanted == "pause" else _("It goes on."))
    return redirect(url_for(".list_jobs"), 303)


@bp.get("/api/v1/jobs/events")
@guarded("jobs.run")
def job_events():
    return stream([runs.CHANNEL], watch("jobs.run"))


def get_job(name):
    """The job called so. Raises UnknownJob."""
    try:
        return current_app.extensions["jobs"][name]
    except KeyError:
        raise UnknownJob(name=name) from None
