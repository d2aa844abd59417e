"""The journey planner is kept ready: for new timetables, and for the days to come."""

from datetime import timedelta
from pathlib import Path

from flask import current_app

from city.clock import TASHKENT
from city.errors import N_
from city.features import Job

EVERY = timedelta(hours=1)


def planner_folder():
    """Where the planner keeps what it works with, beside the database."""
    return Path(current_app.instance_path) / "planner"


def prepare(work):
    from transit.planner import store  # brings its compiler

    store.prepare(planner_folder(), work.now.astimezone(TASHKENT).date())
    work.counts[N_("days that are ready")] += store.DAYS_AHEAD


PREPARE_PLANNER = Job(
    name="transit.prepare_planner",
    label=N_("Journey planner"),
    summary=N_("Makes the tables that the journey planner searches, for today and the days after"),
    run=prepare,
    every=EVERY,
)
