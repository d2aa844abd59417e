"""Copying the embedded database by SQLite's backup API, while others read and write; and back the same way."""

from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from city.database import WAIT_FOR_LOCK_MS, sqlite
from city.upkeep.errors import CopyBroken, NotACopy

SUFFIX = ".sqlite"
PAGES_A_STEP = 1000


def exists(url):
    return _file(url).is_file()


def measure(url):
    """The bytes that a copy will take."""
    return sum(path.stat().st_size for path in (_file(url), Path(f"{_file(url)}-wal")) if path.exists())


def copy(url, to, progress):
    """Copy to the new file `to` what was committed when the copy began. Raises CopyBroken."""
    with closing(_open(_file(url), "rw")) as source, closing(_open(to, "rwc")) as target:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # holds this state while others write on
        source.backup(target, pages=PAGES_A_STEP, progress=lambda _, left, total: progress(total - left, total))
        source.execute("COMMIT")
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        if reason := find_fault(target):
            raise CopyBroken(reason=reason)


def restore(url, file):
    """Put the pages of a copy in the place of the database's, in one transaction; open connections go on with them."""
    with closing(_open(file, "ro")) as source, closing(_open(_file(url), "rwc")) as target:
        source.backup(target)


def read_revision(file):
    """The migration that a copy stands at. Raises NotACopy."""
    try:
        with closing(_open(file, "ro")) as copied:
            fault = find_fault(copied)
            found = None if fault else copied.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite.DatabaseError:
        raise NotACopy(file=file) from None
    if not found:
        raise NotACopy(file=file)
    return found[0]


def find_fault(connection):
    """None for a sound database, else the first thing that SQLite finds wrong."""
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return None if said == "ok" else said


def _file(url):
    return Path(make_url(url).database).resolve()


def _open(path, mode):
    connection = sqlite.connect(f"{Path(path).resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout={WAIT_FOR_LOCK_MS}")
    return connection
