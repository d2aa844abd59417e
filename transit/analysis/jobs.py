"""The figures follow the timetables by themselves."""

from datetime import timedelta

from city.errors import N_
from city.features import Job
from transit.analysis import measuring


def analyse(work):
    """Work out the figures where a timetable was replaced or a new week began."""
    if not measuring.is_due(work.now):
        return
    worked = measuring.work_out(work.now)
    with work.unit_of_work():
        measuring.keep(worked, work.now)
    work.counts[N_("lines analysed")] += len({row[0] for row in worked.lines})


ANALYSE = Job(
    name="transit.analyse",
    label=N_("Analysis of timetables"),
    summary=N_("Works out intervals, speeds and who lives near a stop, when a timetable has changed"),
    run=analyse,
    every=timedelta(minutes=10),
)
