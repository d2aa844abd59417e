"""Real time asked by itself, and what it left behind put in order once an hour."""

from datetime import timedelta

from flask import current_app

from city.errors import N_
from city.features import Job, Source
from transit.realtime import archive, keeping, polling, punctuality
from transit.realtime.alerts import hand_on, withdraw_silent


def list_addresses():
    return polling.list_addresses(current_app.config["TRANSIT_REALTIME"])


def poll(work):
    """Ask every address that is due, and keep what they told. A silent one is a matter of its own record, not of the run."""
    max_age = timedelta(seconds=current_app.config["TRANSIT_REALTIME_MAX_AGE_S"])
    every = list_addresses()
    addresses = polling.list_due(every, work.now)
    found = polling.poll(addresses, keeping.read_matched_to(), work.now, max_age)
    with work.unit_of_work():
        keeping.forget_others(every)
        keeping.keep(found, work.now, max_age)
        hand_on(found, work.now)
    for polled in found:
        count(work.counts, polled)


def count(counts, polled):
    """What the history of the job says of one address."""
    if polled.error:
        counts[N_("sources that failed")] += 1
    elif polled.told:
        counts[N_("trips and vehicles matched")] += polled.told.matched
        counts[N_("not in the timetable")] += polled.told.unmatched


def tidy(work):
    """Work out the punctuality of the last days anew; let go of trips that are too old, and of alerts of silent sources."""
    for day in punctuality.list_open_days(work.now):
        with work.unit_of_work():
            punctuality.work_out(day)
        work.counts[N_("days worked out")] += 1
    with work.unit_of_work():
        if gone := withdraw_silent(list_addresses(), work.now):
            work.counts[N_("alerts of silent sources withdrawn")] += gone
        work.counts[N_("old trips deleted")] = archive.forget_old(work.now, current_app.config["TRANSIT_REALTIME_KEPT_DAYS"])


REALTIME_SOURCE = Source(
    key=polling.SOURCE,
    label=N_("Real time"),
    credit=N_("real time as the operator publishes it"),
    stale_after=timedelta(minutes=5),
)
POLL = Job(
    name="transit.poll_realtime",
    label=N_("Real time of public transport"),
    summary=N_("Asks where vehicles are and how late they run"),
    run=poll,
    every=polling.EVERY,
    is_on=lambda: bool(current_app.config["TRANSIT_REALTIME"]),
)
TIDY = Job(
    name="transit.work_out_punctuality",
    label=N_("Punctuality of public transport"),
    summary=N_("Works out how punctual lines were, and deletes the times of single trips when they are old"),
    run=tidy,
    every=timedelta(hours=1),
)
