"""Taking in a zip: looked at, kept as a version, and put in the place of the one before unless it would mislead.

Nothing of what is in place is touched before the last step, which is one transaction (placing.py).
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from city.database import db
from city.errors import WrongFile
from transit.feed_keys import check_key
from transit.versions import checking, keeping
from transit.versions.models import ACTIVE, CANDIDATE, KEPT, REFUSED, FeedVersion
from transit.versions.placing import Taken, check_allowed, let_go, put_in_place


@dataclass(frozen=True)
class Arrival:
    """A zip at `path` for a feed. `by_hand` where a person sent it, and not a source; `version_id` where it is kept already."""

    feed: str
    path: Path
    source: str
    by_hand: bool = True
    sent_by: str = ""
    version_id: int | None = None


def take_in(arrival, desk, override=None, also=None):
    """The Taken of an Arrival; `also()` is called in the transaction that puts it in place.

    Raises FeedBlocked or FeedEnded where it is kept as a candidate, another CityError where it is refused. The feed is then
    as it was.
    """
    check_key(arrival.feed)
    same = keeping.find_same(arrival.feed, keeping.measure(arrival.path))
    if same and _is_settled(same, arrival):
        return _leave(arrival, desk, Taken(False, same.number, same.last_day))
    version_id = _take_known(same, arrival, desk) or _look_at(arrival, desk, same)
    if not override:
        check_allowed(version_id, desk)
    let_go(desk)
    return put_in_place(version_id, arrival.path, desk, override, also, arrival.by_hand)


def _is_settled(same, arrival):
    """Whether these bytes are in place, or a source gives again what a person has replaced or gone back from."""
    if same.state == ACTIVE:
        return True
    active = keeping.find_active(arrival.feed)
    return same.state == KEPT and not arrival.by_hand and (same.withdrawn or bool(active and active.by_hand))


def _leave(arrival, desk, taken):
    """There is nothing to do."""
    _drop_upload(arrival, desk)
    let_go(desk)
    return taken


def _take_known(same, arrival, desk):
    """The id of the version with these bytes, where it was looked at and is kept; else None."""
    if not same or same.state not in (KEPT, CANDIDATE):
        return None
    known_id = same.id
    _drop_upload(arrival, desk)
    return known_id


def _drop_upload(arrival, desk):
    """What a person sent is here already and need not be kept twice."""
    if arrival.version_id:
        with desk.work_unit():
            db.session.delete(keeping.get_by_id(arrival.version_id))


def _look_at(arrival, desk, same):
    """Have the zip checked and keep it as a candidate; its id. Raises a CityError for one that is refused."""
    refused_id = same.id if same and same.state == REFUSED else None
    let_go(desk)
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


def take_upload(version_id, desk, also=None):
    """Take in what a person sent to the staff page; the Taken. Raises as take_in does."""
    with TemporaryDirectory(prefix="transit-") as folder:
        path = keeping.write_zip(version_id, folder)
        version = db.session.get(FeedVersion, version_id)
        arrival = Arrival(version.feed, path, version.source, sent_by=version.sent_by, version_id=version_id)
        return take_in(arrival, desk, also=also)
