"""The timetables of the setting TRANSIT_FEEDS, read anew by themselves."""

from datetime import timedelta
from pathlib import Path

from flask import current_app

from city.errors import N_, CityError
from city.features import Job, Source
from city.jobs.errors import LeaseLost, Stopped
from transit.refreshing import SOURCE, is_due, refresh_feed, source_key
from transit.versions.jobs import Steps

EVERY = timedelta(hours=6)


class FeedsFailed(CityError):
    """Some timetables could not be read anew; the others were, and these are as they were."""

    status = 502
    sentence = N_("Timetables that could not be read anew: %(keys)s. They stay as they were; see Sources.")


def refresh_feeds(work):
    """Ask every source in turn; a broken one keeps none of the others. Raises FeedsFailed once all were asked."""
    feeds, failed = current_app.config["TRANSIT_FEEDS"], []
    for done, (key, address) in enumerate(feeds):
        work.progress(done, len(feeds), key)
        if not (work.is_asked or is_due(source_key(key), address, work.now)):
            work.counts[N_("timetables not asked for yet")] += 1
            continue
        try:
            refresh(work, key, address)
        except (Stopped, LeaseLost):
            raise
        except CityError:
            failed.append(key)
            work.counts[N_("timetables that failed")] += 1
    if failed:
        raise FeedsFailed(keys=", ".join(failed))


def refresh(work, key, address):
    """Ask one source and count what came of it. Raises a CityError."""
    max_mb, progress = current_app.config["TRANSIT_FEED_MAX_MB"], Steps(work)
    taken = refresh_feed(key, address, feeds_folder(), max_mb, work.now, work.unit_of_work, progress)
    work.counts[N_("timetables replaced") if taken and taken.is_new else N_("timetables unchanged")] += 1


def feeds_folder():
    return Path(current_app.instance_path) / "feeds"


FEED_SOURCE = Source(
    key=SOURCE,
    label=N_("Timetable"),
    credit=N_("timetable as its operator publishes it"),
    stale_after=timedelta(days=2),
)
REFRESH_FEEDS = Job(
    name="transit.refresh_feeds",
    label=N_("Timetables from their sources"),
    summary=N_("Asks each source whether its timetable changed, and reads the new one"),
    run=refresh_feeds,
    every=EVERY,
    is_on=lambda: bool(current_app.config["TRANSIT_FEEDS"]),
)
