"""Versions as rows: added, found, listed, and dropped when there are newer ones."""

import json
import os
import zlib
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from city.database import db
from city.kept_errors import pack
from transit.versions.models import ACTIVE, CANDIDATE, KEPT, REFUSED, WAITING, FeedVersion
from transit.versions.refusals import FeedDamaged, NoSuchVersion, TooLargeToKeep

LARGEST_MB = 400  # of a zip: it lies in one cell of the database
KEPT_VERSIONS = 3  # the active one among them
KEPT_OTHERS = 3  # candidates, and notes of what was refused, each


def measure(path):
    """The sha256 of a file. Raises TooLargeToKeep."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size > LARGEST_MB * 1_000_000:
            raise TooLargeToKeep(megabytes=LARGEST_MB)
        return file_digest(file, "sha256").hexdigest()


def find_same(feed, digest):
    """The newest version of a feed with these bytes that was looked at, or None."""
    same = select(FeedVersion).where(FeedVersion.feed == feed, FeedVersion.sha256 == digest, FeedVersion.state != WAITING)
    return db.session.scalar(same.order_by(FeedVersion.number.desc()).limit(1))


def find_active(feed):
    """The version whose rows are in the tables; None where they were brought before versions were kept."""
    return db.session.scalar(select(FeedVersion).where(FeedVersion.feed == feed, FeedVersion.state == ACTIVE))


def find_earlier(feed):
    """The version to go back to: the last one before the active one that nobody went back from. None where there is none."""
    active = find_active(feed)
    if not active:
        return None
    earlier = select(FeedVersion).where(FeedVersion.feed == feed, FeedVersion.state == KEPT, FeedVersion.number < active.number)
    return db.session.scalar(earlier.where(~FeedVersion.withdrawn).order_by(FeedVersion.number.desc()).limit(1))


def get_version(feed, number):
    """The FeedVersion. Raises NoSuchVersion."""
    found = db.session.scalar(select(FeedVersion).where(FeedVersion.feed == feed, FeedVersion.number == number))
    if not found:
        raise NoSuchVersion()
    return found


def find_by_id(version_id):
    """The FeedVersion, locked for changing, or None."""
    return db.session.get(FeedVersion, version_id, with_for_update=True)


def get_by_id(version_id):
    """The FeedVersion, locked for changing. Raises NoSuchVersion."""
    found = find_by_id(version_id)
    if not found:
        raise NoSuchVersion()
    return found


def list_versions(feed=None):
    """Those of a feed, or of all, newest first, without what is heavy in them."""
    query = select(FeedVersion).order_by(FeedVersion.feed, FeedVersion.number.desc())
    return db.session.scalars(query.where(FeedVersion.feed == feed) if feed else query).all()


def list_due():
    """(id, state) of what waits for the job, oldest first."""
    due = select(FeedVersion.id, FeedVersion.state).where((FeedVersion.state == WAITING) | FeedVersion.wanted.is_not(None))
    return db.session.execute(due.order_by(FeedVersion.id)).all()


def add(feed, data, source, now, state=WAITING, by_hand=True, sent_by=""):
    """Keep a zip, inside a unit of work. The FeedVersion has the feed's next number."""
    last = db.session.scalar(select(func.max(FeedVersion.number)).where(FeedVersion.feed == feed)) or 0
    digest = sha256(data).hexdigest()
    whose = {"source": source, "by_hand": by_hand, "sent_by": sent_by, "added_at": now}
    file = {"data": data, "sha256": digest, "size": len(data)}
    version = FeedVersion(feed=feed, number=last + 1, state=state, withdrawn=False, **whose, **file)
    db.session.add(version)
    db.session.flush()
    return version


def describe(version, checked, now):
    """Write down what was found in a version: from now on it is a candidate."""
    version.state, version.checked_at, version.error = CANDIDATE, now, None
    version.counts, version.blocks, version.summary = checked.counts, checked.blocks, checked.summary
    version.first_day, version.last_day = checked.first_day, checked.last_day
    version.report = zlib.compress(json.dumps(checked.report).encode())
    db.session.flush()


def refuse(version, error, now):
    """Write down why a version cannot be used; its zip is let go."""
    version.state, version.checked_at, version.error = REFUSED, now, pack(error)
    version.data = version.wanted = None
    db.session.flush()
    prune(version.feed)


def read_report(version):
    """The validator's report as a dictionary, or None."""
    return json.loads(zlib.decompress(version.report)) if version.report else None


def write_zip(version_id, folder):
    """The kept zip as a file in `folder`. Raises NoSuchVersion, FeedDamaged."""
    version = db.session.get(FeedVersion, version_id, options=[undefer(FeedVersion.data)])
    if not version or version.data is None:
        raise NoSuchVersion()
    if sha256(version.data).hexdigest() != version.sha256:
        raise FeedDamaged(number=version.number)
    path = Path(folder) / "feed.zip"
    path.write_bytes(version.data)
    return path


def prune(feed):
    """Drop what is older than the last three: of those that were active, of candidates, and of notes of refused ones."""
    versions = list_versions(feed)
    active = [each for each in versions if each.state in (ACTIVE, KEPT)]
    active.sort(key=lambda each: (each.state == ACTIVE, each.activated_at), reverse=True)
    candidates = [each for each in versions if each.state == CANDIDATE]
    refused = [each for each in versions if each.state == REFUSED]
    for old in (*active[KEPT_VERSIONS:], *candidates[KEPT_OTHERS:], *refused[KEPT_OTHERS:]):
        db.session.delete(old)
    db.session.flush()
