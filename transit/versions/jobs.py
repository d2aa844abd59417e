"""What people sent or chose on the staff pages, put in place by the process of jobs and not in a request of the web."""

from datetime import timedelta

from flask import current_app

from city.errors import N_, CityError
from city.features import Job
from city.jobs.errors import LeaseLost, Stopped
from city.kept_errors import pack
from transit.planner.jobs import planner_folder
from transit.versions import keeping, taking
from transit.versions.models import WAITING

NAME = "transit.put_in_place"
READING = N_("Reading the tables")


class Steps:
    """Progress of an import as a job tells it; what is said inside a unit of work stays unsaid."""

    def __init__(self, work):
        self._work = work

    def __call__(self, step, total=None, **values):
        self._work.progress(0, None, READING if values else step)

    def advance(self, count):
        self._work.stop_if_told()


class SomeFailed(CityError):
    status = 422
    sentence = N_("Not put in place: %(names)s. The timetables stay as they were; see Timetables.")


def put_in_place(work):
    """Take in every upload, and put in place what a person chose. Raises SomeFailed once all were tried."""
    failed = []
    for version_id, state in keeping.list_due():
        try:
            taken = handle(work, version_id, state)
            work.counts[N_("timetables replaced") if taken.is_new else N_("timetables unchanged")] += 1
        except (Stopped, LeaseLost):
            raise
        except CityError as error:
            failed.append(note_failure(work, version_id, error))
    if failed:
        raise SomeFailed(names=", ".join(filter(None, failed)))


def handle(work, version_id, state):
    desk = taking.Desk(current_app.config["TRANSIT_FEED_MAX_MB"], work.now, work.unit_of_work, Steps(work), planner_folder())
    if state == WAITING:
        return taking.take_upload(version_id, desk)
    return taking.put_wanted(version_id, desk)


def note_failure(work, version_id, error):
    """Write down why a person's wish was not met; how the version is called."""
    with work.unit_of_work():
        version = keeping.find_by_id(version_id)
        if not version:
            return None
        version.wanted = None
        if version.state == WAITING:
            keeping.refuse(version, error, work.now)
        version.error = version.error or pack(error)
        return f"{version.feed} {version.number}"


def has_work():
    return bool(keeping.list_due())


PUT_IN_PLACE = Job(
    name=NAME,
    label=N_("Timetables that people sent or chose"),
    summary=N_("Checks the files that were sent to the page of timetables, and puts in place what was chosen there"),
    run=put_in_place,
    every=timedelta(minutes=10),
    is_on=has_work,
)
