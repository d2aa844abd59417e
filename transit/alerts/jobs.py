"""What is done about alerts by itself: what is over is found no more, what sources withdrew long ago is forgotten."""

from datetime import timedelta

from city.errors import N_
from city.features import Job
from transit.alerts import sharing, sources


def tidy_alerts(work):
    with work.unit_of_work():
        if sharing.is_stale(work.now):
            sharing.refresh_all(work.now)
        work.counts[N_("alerts of sources forgotten")] += sources.forget_old(work.now)


TIDY_ALERTS = Job(
    name="transit.tidy_alerts",
    label=N_("Service alerts that are over"),
    summary=N_("Takes them out of the search, and forgets those that sources withdrew a month ago"),
    run=tidy_alerts,
    every=timedelta(minutes=15),
)
