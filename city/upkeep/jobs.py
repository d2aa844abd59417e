"""The jobs that keep the city in good order."""

from pathlib import Path

from flask import current_app

from city.accounts import sessions, throttle
from city.errors import N_
from city.jobs import runs
from city.residents import people as residents
from city.upkeep import backups, index_check

AT_ONCE = 500


def back_up(work):
    """Copy the database, then let go of the copies that are too many."""
    folder = read_folder()
    copy = backups.make(current_app.config["CITY_DATABASE_URL"], folder, work.now, work.progress)
    work.counts[N_("megabytes")] = round(copy.bytes / backups.MB, 1)
    work.counts[N_("old copies deleted")] = backups.forget_old(folder, current_app.config["BACKUPS_KEPT"], copy)


def check_search(work):
    """Hold the search index against what is offered, kind by kind, and mend it where it differs."""
    sources = current_app.extensions["searches"]
    for at, source in enumerate(sources):
        work.progress(at, len(sources))
        faults = index_check.find_faults(source)
        work.counts[N_("kinds checked")] += 1
        if faults:
            with work.unit_of_work():
                index_check.mend(source)
            work.counts[N_("entries mended")] += faults


def clean(work):
    """Delete sessions and tries to sign in that are long over, and the history of jobs from long ago."""
    for word, forget in (
        (N_("sessions deleted"), sessions.forget_old),
        (N_("sessions deleted"), residents.forget_old),
        (N_("tries to sign in deleted"), throttle.forget_old),
    ):
        gone = AT_ONCE
        while gone >= AT_ONCE:
            with work.unit_of_work():
                gone = forget(work.now)
            work.counts[word] += gone
    with work.unit_of_work():
        work.counts[N_("old runs deleted")] = runs.forget_old(work.now)


def read_folder():
    """Where the copies lie."""
    return current_app.config["BACKUP_PATH"] or Path(current_app.instance_path) / "backups"
