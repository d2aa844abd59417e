"""`city jobs start|list|run`: the process that works by itself, and what it does."""

import logging
import os
import signal
import sys

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from city.bars import Bar
from city.formats import say, short_moment
from city.jobs import labels
from city.jobs.errors import JobFailed, NotSetUp, UnknownJob
from city.jobs.keeper import Keeper
from city.jobs.running import Runner
from city.jobs.scheduling import Scheduler, name_process

jobs = AppGroup("jobs", help="Work that is done by itself.")


@jobs.command()
def start():
    """Run what is due, until the process is ended; a second process waits to take over from the first."""
    scheduler = Scheduler(current_app._get_current_object())
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, scheduler.stop)
    logging.getLogger("city.jobs").info("jobs: %s", ", ".join(current_app.extensions["jobs"]))
    scheduler.run()
    logging.shutdown()
    os._exit(0)  # a thread that is still fetching would hold the process; what it had not committed is not there


@jobs.command("list")
def list_jobs():
    """Every job: name, when it runs, how it went last, when it is due."""
    for shown in labels.list_jobs():
        click.echo("\t".join((shown.job.name, labels.say_schedule(shown.job), say_last(shown.last), say_due(shown))))


def say_last(run):
    if run is None:
        return _("has not run yet")
    states = {"running": _("is running"), "done": _("done"), "failed": _("failed")}
    return " ".join(filter(None, (states[run.state], short_moment(run.started_at), labels.say_error(run))))


def say_due(shown):
    if not shown.is_on:
        return _("nothing set up")
    if shown.is_paused:
        return _("paused")
    return short_moment(shown.due) if shown.due else ""


@jobs.command()
@click.argument("name")
def run(name):
    """Run the job NAME now, in this process."""
    app = current_app._get_current_object()
    if name not in app.extensions["jobs"]:
        raise UnknownJob(name=name)
    job = app.extensions["jobs"][name]
    if not job.is_on():
        raise NotSetUp()
    keeper = Keeper(app, name_process())
    keeper.start()
    with Bar() as bar:
        error = Runner(app, keeper).run(job, "command", tell=bar)
    keeper.stop()
    if error:
        raise JobFailed(reason=say(error))
    counts = labels.runs.find_last(name).counts
    click.echo(_("Done.") + "".join(f" {_(word)}: {count}." for word, count in counts.items() if count), file=sys.stdout)
