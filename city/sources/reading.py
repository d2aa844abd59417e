"""Asking a source, and writing down what came of it: good, unchanged, or why not."""

import errno
import logging
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from city import http
from city.database import db, unit_of_work
from city.errors import N_, CityError, DiskFull
from city.http.addresses import shown_address
from city.http.errors import SourceError
from city.kept_errors import pack
from city.sources.models import SourceRecord

log = logging.getLogger("city.sources")


class FileAway(SourceError):
    sentence = N_("The file %(path)s cannot be read.")


class SourceUnreadable(SourceError):
    sentence = N_("What the source sent cannot be read.")


def read_source(key, address, use, now, work_unit=unit_of_work, **asked):
    """Ask a source and hand what is new to `use(answer)`; whether there was anything new is returned.

    `address` is one of the web, asked as http.fetch does with `asked`, or a file. Call it outside a unit of work: `use`
    opens its own, by `work_unit` where a job gave one. Only what was used without an error counts as good, so that data
    that could not be used are asked for again. Raises a CityError, once it is written down.
    """
    try:
        answer = ask(address, read_marks(key, address), asked)
        if is_new := not answer.not_modified:
            use(answer)
    except DBAPIError:
        raise  # the database's trouble, not the source's
    except Exception as error:
        named = name_error(error)
        with work_unit():
            record_failure(key, address, named, now)
        raise named from error
    with work_unit():
        record_good(key, address, answer, now)
    return is_new


def record_good(key, address, answer, now):
    """Write down, inside a unit of work, that the data we use are those of `answer`."""
    row = _find_or_add(key, address, now)
    row.good_at, row.failing_since, row.failures, row.error = now, None, 0, None
    if not answer.not_modified:
        row.changed_at = now
        row.etag, row.last_modified, row.sha256, row.size = answer.etag, answer.last_modified, answer.sha256, answer.size
    db.session.flush()


def record_failure(key, address, error, now):
    """Write down, inside a unit of work, why there is nothing new."""
    row = _find_or_add(key, address, now)
    row.failing_since, row.failures = row.failing_since or now, row.failures + 1
    row.error = pack(error)
    db.session.flush()


def forget(key):
    """The data of this source have been put in by hand: what it last said is of no more interest. Inside a unit of work."""
    if row := db.session.get(SourceRecord, key):
        db.session.delete(row)
        db.session.flush()


def find_record(key, address):
    """What was written down of a source at this address; None where it is new, or had another one before."""
    row = db.session.get(SourceRecord, key)
    return row if row and row.mark == mark_of(address) else None


def is_web(address):
    return str(address).startswith(("https://", "http://"))


def _find_or_add(key, address, now):
    row = db.session.get(SourceRecord, key, with_for_update=True)
    if not row:
        row = SourceRecord(key=key, failures=0)
        db.session.add(row)
    if row.mark != mark_of(address):
        row.etag = row.last_modified = row.sha256 = row.size = None
    row.address = shown_address(str(address)) if is_web(address) else str(address)
    row.mark, row.checked_at = mark_of(address), now
    return row


def mark_of(address):
    return sha256(str(address).encode()).hexdigest()


def read_marks(key, address):
    """(etag, last_modified, sha256) of what this address last gave; the read is over when the source is asked."""
    row = db.session.get(SourceRecord, key)
    known = (row.etag, row.last_modified, row.sha256) if row and row.mark == mark_of(address) else (None, None, None)
    db.session.rollback()
    return known


def ask(address, marks, asked):
    """The Answer; one with the bytes that we have counts as not modified, since not every server keeps marks."""
    etag, last_modified, known = marks
    if is_web(address):
        answer = http.fetch(str(address), etag=etag, last_modified=last_modified, **asked)
    else:
        answer = _read_file(Path(address))
    return http.Answer(304, answer.address, answer.headers) if answer.sha256 and answer.sha256 == known else answer


def _read_file(path):
    try:
        with open(path, "rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        return http.Answer(200, str(path), {}, path=path, size=path.stat().st_size, sha256=digest)
    except OSError:
        raise FileAway(path=path) from None


def name_error(error):
    """The CityError for what went wrong; what nobody foresaw goes into the log."""
    if isinstance(error, CityError):
        return error
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DiskFull()
    log.error("a source could not be read", exc_info=error)
    return SourceUnreadable()
