"""Copies of the database, kept in a folder, and the way back. Each copy is read back before it counts as one."""

import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from city import migration
from city.upkeep import postgres_copy, sqlite_copy
from city.upkeep.errors import CopyTooNew, NoRoom, NotACopy

MB = 1_000_000
PREFIX = "city-"
STAMP = "%Y%m%dT%H%M%S%fZ"
SPARE = 1.1  # of the room that the database takes up
SAFETY_KEPT = 3
LEFT_OVER_S = 24 * 3600


@dataclass(frozen=True)
class Copy:
    """A copy in the folder, which was made at a moment."""

    path: Path
    made_at: datetime
    bytes: int


def make(url, folder, now, progress, prefix=PREFIX):
    """Copy the database at `url` into `folder`, and return the Copy. `progress(done, total)` is told in pages or bytes.

    The file has its name only once it is whole and was read back. Raises NoRoom, CopyBroken, ToolMissing, ToolFailed.
    """
    way = _way(url)
    prepare_folder(folder)
    check_room(folder, way.measure(url))
    whole = folder / f"{prefix}{now.astimezone(UTC):{STAMP}}{way.SUFFIX}"
    part = folder / f".{whole.name}.part"
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # nobody else reads it while it grows
        way.copy(url, part, progress)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(whole)
    finally:
        part.unlink(missing_ok=True)
    return describe(whole)


def restore(url, file, folder, now, progress):
    """Put the copy `file` in the place of the database at `url`; what was there is copied into `folder` first.

    Readers see the old or the new, never a mix. A copy of an older release is brought up to date. Returns the Copy
    of what was there, or None where there was nothing. Raises NotACopy, CopyTooNew, ToolMissing, ToolFailed.
    """
    way = _way(url)
    check(way, file)
    kept = make(url, folder, now, progress, "before-restore-") if way.exists(url) else None
    way.restore(url, file)
    migration.upgrade(url)
    return kept


def check(way, file):
    if not file.is_file():
        raise NotACopy(file=file)
    revision = way.read_revision(file)
    if not migration.knows(revision):
        raise CopyTooNew(revision=revision)


def list_copies(folder, prefix=PREFIX):
    """The copies in a folder, newest first."""
    return [describe(path) for path in sorted(folder.glob(f"{prefix}*Z.*"), reverse=True)] if folder.is_dir() else []


def forget_old(folder, kept, made=None):
    """Delete all but the `kept` newest copies, and what a killed process left long ago; says how many copies.

    The Copy that was just `made` stays, also where a clock that ran ahead has given others a later name.
    """
    for part in folder.glob(".*.part*"):
        if time.time() - part.stat().st_mtime > LEFT_OVER_S:
            part.unlink(missing_ok=True)
    old = [copy for copy in list_copies(folder)[kept:] if copy != made] + list_copies(folder, "before-restore-")[SAFETY_KEPT:]
    for copy in old:
        copy.path.unlink(missing_ok=True)
    return len(old)


def describe(path):
    stamp = path.name.split(".")[0].rsplit("-", 1)[1]
    return Copy(path, datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), path.stat().st_size)


def prepare_folder(folder):
    """Copies hold all that the database holds: nobody else on the machine reads them."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def check_room(folder, needed):
    free = shutil.disk_usage(folder).free
    if free < needed * SPARE:
        raise NoRoom(folder=folder, needed_mb=round(needed * SPARE / MB), free_mb=free // MB)


def _way(url):
    return sqlite_copy if url.startswith("sqlite") else postgres_copy
