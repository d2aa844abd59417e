"""What staff see of all timetables, and what they may ask of a version."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from city.database import db
from city.names import Named
from transit.feed_keys import check_key
from transit.models import Feed
from transit.versions import keeping
from transit.versions.models import ACTIVE, CANDIDATE, KEPT, REFUSED, WAITING
from transit.versions.refusals import NoReason, NoSuchFeed, NotPossible


@dataclass(frozen=True)
class FeedState:
    """A timetable with its versions, newest first; `timetable` is the row in place, None while there is none."""

    key: str
    timetable: Named | None
    versions: list
    today: date

    @property
    def active(self):
        return next((each for each in self.versions if each.state == ACTIVE), None)

    @property
    def candidates(self):
        return [each for each in self.versions if each.state == CANDIDATE]

    @property
    def days_left(self):
        """Days until it ends, today not counted; negative where it has ended, None where nothing is in place."""
        return (self.timetable.last_day - self.today).days if self.timetable else None

    @property
    def is_busy(self):
        return any(each.state == WAITING or each.wanted for each in self.versions)


def list_states(configured, today):
    """FeedStates of all timetables: those in place, those with versions only, and those of the setting."""
    feeds = {feed.key: feed for feed in db.session.scalars(select(Feed))}
    versions = {}
    for version in keeping.list_versions():
        versions.setdefault(version.feed, []).append(version)
    keys = sorted({*feeds, *versions, *configured})
    return [FeedState(key, feeds.get(key), versions.get(key, []), today) for key in keys]


def get_state(key, configured, today):
    """The FeedState of one timetable. Raises NoSuchFeed."""
    found = next((each for each in list_states(configured, today) if each.key == key), None)
    if not found:
        raise NoSuchFeed(feed=key)
    return found


def count_candidates():
    return sum(version.state == CANDIDATE for version in keeping.list_versions())


def receive(feed, data, name, person, now):
    """Keep what a person sent, to be looked at by the job; the FeedVersion. Raises WrongKey."""
    check_key(feed)
    return keeping.add(feed, data, name, now, WAITING, sent_by=person)


def want(feed, number, person, reason):
    """Ask for a version to be put in place; the FeedVersion. Raises NotPossible, NoReason."""
    version = get_to_change(feed, number)
    if version.state not in (KEPT, CANDIDATE):
        raise NotPossible()
    if not reason.strip():
        raise NoReason()
    version.wanted, version.error = {"name": person, "reason": reason.strip()}, None
    db.session.flush()
    return version


def discard(feed, number):
    """Drop a candidate, or the note of one that was refused. Raises NotPossible."""
    version = get_to_change(feed, number)
    if version.state not in (CANDIDATE, REFUSED):
        raise NotPossible()
    db.session.delete(version)
    db.session.flush()
    return version


def get_to_change(feed, number):
    return keeping.get_by_id(keeping.get_version(feed, number).id)
