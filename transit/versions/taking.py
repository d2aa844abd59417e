"""Taking in a zip: looked at, kept as a version, and put in the place of the one before unless it would mislead.

Nothing of what is in place is touched before the last step, which is one transaction.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, update

from city.clock import TASHKENT
from city.database import db
from city.errors import N_, WrongFile
from transit import sharing
from transit.feed_keys import check_key
from transit.models import Feed
from transit.versions import checking, keeping
from transit.versions.models import ACTIVE, CANDIDATE, KEPT, REFUSED, FeedVersion
from transit.versions.refusals import FeedBlocked, FeedEnded, NotPossible

MOST_NAMED = 5  # codes in a sentence


@dataclass(frozen=True)
class Arrival:
    """A zip at `path` for a feed. `by_hand` where a person sent it, and not a source; `version_id` where it is kept already."""

    feed: str
    path: Path
    source: str
    by_hand: bool = True
    sent_by: str = ""
    version_id: int | None = None


@dataclass(frozen=True)
class Decision:
    """Who wants a version in place although it would mislead, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """What came of it: whether anything changed, the number of the version in place, and the last day that it has."""

    is_new: bool
    number: int
    last_day: date | None


@dataclass(frozen=True)
class Desk:
    """What taking in works with: the limit of an unpacked feed, the moment, how to write, and whom to tell."""

    max_mb: int
    now: object
    work_unit: object
    progress: object
    planner: object = None  # the folder in which the journey planner keeps its files, to be made ready in the same moment

    @property
    def today(self):
        return self.now.astimezone(TASHKENT).date()


def take_in(arrival, desk, override=None, also=None):
    """The Taken of an Arrival; `also()` is called in the transaction that puts it in place.

    Raises FeedBlocked or FeedEnded where it is kept as a candidate, another CityError where it is refused. The feed is then
    as it was.
    """
    check_key(arrival.feed)
    same = keeping.find_same(arrival.feed, keeping.measure(arrival.path))
    if same and _is_settled(same, arrival):
        return _leave(arrival, desk, Taken(False, same.number, same.last_day))
    version_id = same.id if same and same.state in (KEPT, CANDIDATE) else _look_at(arrival, desk, same)
    if not override:
        check_allowed(version_id, desk)
    _let_go(desk)
    return put_in_place(version_id, arrival.path, desk, override, also, arrival.by_hand)


def _is_settled(same, arrival):
    """Whether these bytes are in place, or a source gives again what a person has replaced or gone back from."""
    if same.state == ACTIVE:
        return True
    active = keeping.find_active(arrival.feed)
    return same.state == KEPT and not arrival.by_hand and (same.withdrawn or bool(active and active.by_hand))


def _let_go(desk):
    """End what was read, so that no transaction stays open while a file is looked at, unless it is the caller's own."""
    if desk.work_unit is not nullcontext:
        db.session.rollback()


def _leave(arrival, desk, taken):
    """There is nothing to do; what a person sent need not be kept twice."""
    if arrival.version_id:
        with desk.work_unit():
            db.session.delete(keeping.get_by_id(arrival.version_id))
    _let_go(desk)
    return taken


def _look_at(arrival, desk, same):
    """Have the zip checked and keep it as a candidate; its id. Raises a CityError for one that is refused."""
    refused_id = same.id if same and same.state == REFUSED else None
    _let_go(desk)
    try:
        checked = checking.check(arrival.path, desk.today, desk.max_mb, desk.progress)
    except WrongFile as error:
        _note_refused(arrival, desk, error, refused_id)
        raise
    with desk.work_unit():
        version = _find_or_add(arrival, desk, refused_id)
        keeping.describe(version, checked, desk.now)
        keeping.prune(arrival.feed)
        return version.id


def _find_or_add(arrival, desk, known_id):
    """The row of an arrival: that of a person's upload, that of the same bytes, or a new one."""
    if known_id and arrival.version_id:
        db.session.delete(keeping.get_by_id(arrival.version_id))
    if known_id or arrival.version_id:
        version = keeping.get_by_id(known_id or arrival.version_id)
        version.data = arrival.path.read_bytes()
        return version
    data = arrival.path.read_bytes()
    whose = {"by_hand": arrival.by_hand, "sent_by": arrival.sent_by}
    return keeping.add(arrival.feed, data, arrival.source, desk.now, CANDIDATE, **whose)


def _note_refused(arrival, desk, error, known_id):
    with desk.work_unit():
        keeping.refuse(_find_or_add(arrival, desk, known_id), error, desk.now)


def check_allowed(version_id, desk):
    """Raise FeedBlocked or FeedEnded for a version that would mislead passengers."""
    version = db.session.get(FeedVersion, version_id)
    if version.blocks:
        codes = sorted(version.blocks, key=version.blocks.get, reverse=True)
        count = sum(version.blocks.values())
        raise FeedBlocked(feed=version.feed, number=version.number, count=count, codes=", ".join(codes[:MOST_NAMED]))
    if has_ended_too_soon(version, desk.today):
        raise FeedEnded(feed=version.feed, number=version.number, day=version.last_day.isoformat())


def has_ended_too_soon(version, today):
    """Whether its days are over while what is in place goes on for longer. Where nothing is in place, it harms nobody."""
    in_place = find_last_day(version.feed)
    return bool(version.last_day and in_place and version.last_day < today and version.last_day < in_place)


def find_last_day(feed):
    """The last day of the timetable in place; None where there is none."""
    return db.session.scalar(select(Feed.last_day).where(Feed.key == feed))


def put_in_place(version_id, path, desk, override=None, also=None, by_hand=True):
    """Make a version the active one, in one transaction; the Taken. Raises a WrongFile for one that cannot be read."""
    from transit import importing

    try:
        tables = importing.read_feed(path, desk.max_mb, desk.progress)
        with desk.work_unit():
            version = keeping.get_by_id(version_id)
            importing.replace_feed(version.feed, tables, desk.now, desk.progress)
            _mark(version, desk.now, by_hand)
            if override:
                version.overridden = {"name": override.name, "reason": override.reason}
            sharing.refresh_search()
            if desk.planner:
                prepare_planner(desk)
            if also:
                also()
            return Taken(True, version.number, version.last_day)
    except WrongFile as error:
        with desk.work_unit():
            _give_up(keeping.get_by_id(version_id), error, desk.now)
        raise


def prepare_planner(desk):
    """Make what the journey planner needs of the new timetables, so that no passenger waits for it."""
    from transit.planner import store  # brings its compiler

    desk.progress(N_("Preparing the journey planner"))
    store.prepare(desk.planner, desk.today)


def _give_up(version, error, now):
    """A candidate that cannot be read is refused; what was in place once stays kept."""
    version.wanted = None
    if version.state == CANDIDATE:
        keeping.refuse(version, error, now)


def _mark(version, now, by_hand):
    """Note in the rows that this version is the active one now, and drop what is too old."""
    before = keeping.find_active(version.feed)
    if before and before is not version:
        before.state, before.withdrawn = KEPT, by_hand and before.number > version.number
    version.state, version.activated_at, version.withdrawn = ACTIVE, now, False
    version.wanted = version.error = None
    if version.last_day:  # a feed may claim to be valid for longer than anything runs
        later = update(Feed).where(Feed.key == version.feed, Feed.last_day > version.last_day)
        db.session.execute(later.values(last_day=version.last_day), execution_options={"synchronize_session": False})
    keeping.prune(version.feed)


def put_back(version_id, desk, override=None, also=None):
    """Put a kept version in place from its own zip; the Taken. Raises a CityError."""
    with TemporaryDirectory(prefix="transit-") as folder:
        path = keeping.write_zip(version_id, folder)
        _let_go(desk)
        return put_in_place(version_id, path, desk, override, also)


def put_wanted(version_id, desk):
    """Put in place what a person chose on the staff page; the Taken. Raises a CityError."""
    version = db.session.get(FeedVersion, version_id)
    if not version or version.state not in (KEPT, CANDIDATE) or not version.wanted:
        raise NotPossible()
    return put_back(version_id, desk, Decision(**version.wanted) if version.state == CANDIDATE else None)


def take_upload(version_id, desk, also=None):
    """Take in what a person sent to the staff page; the Taken. Raises as take_in does."""
    with TemporaryDirectory(prefix="transit-") as folder:
        path = keeping.write_zip(version_id, folder)
        version = db.session.get(FeedVersion, version_id)
        arrival = Arrival(version.feed, path, version.source, sent_by=version.sent_by, version_id=version_id)
        return take_in(arrival, desk, also=also)


def inside(now, max_mb, progress):
    """A Desk for those who have opened a unit of work already."""
    return Desk(max_mb, now, nullcontext, progress)
