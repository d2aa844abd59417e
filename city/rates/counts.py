"""Counting in a scratch file of its own, which all web processes of this machine share and nobody backs up.

It holds counters under keyed hashes and nothing else. Where it cannot be read or written, nothing is counted: a request is
never refused, nor kept waiting for long, because of it.
"""

import logging
import os
import time
from threading import Lock

from city.database import sqlite

log = logging.getLogger("city.rates")
WAIT_FOR_LOCK_MS = 50
REST_S = 10  # after a failure, before the file is tried again
SWEEP_S = 60
PRAGMAS = ("journal_mode=WAL", "synchronous=OFF", f"busy_timeout={WAIT_FOR_LOCK_MS}", "journal_size_limit=1000000")
TABLE = "CREATE TABLE IF NOT EXISTS hits (key BLOB PRIMARY KEY, until INTEGER NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID"
ADD = "INSERT INTO hits VALUES {} ON CONFLICT (key) DO UPDATE SET count = count + 1 RETURNING key, count"


class Counts:
    """Counters in the file; one connection for each process, opened with the first request after its fork."""

    def __init__(self, file):
        self._file, self._lock = file, Lock()
        self._connection, self._process = None, None
        self._rest_until, self._sweep_at, self._is_failing = 0, 0, False

    def add(self, keys, now_s):
        """Count one for each of {key: end of its window}; {key: count so far}, or None where it cannot be counted."""
        if not keys or time.monotonic() < self._rest_until:
            return None
        with self._lock:
            try:
                found = self._add(keys, now_s)
            except (sqlite.Error, OSError) as error:
                return self._fail(error)
        self._is_failing = False
        return found

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def _add(self, keys, now_s):
        connection = self._open()
        rows = ", ".join(["(?, ?, 1)"] * len(keys))
        values = [each for pair in keys.items() for each in pair]
        found = dict(connection.execute(ADD.format(rows), values).fetchall())
        if now_s >= self._sweep_at:
            self._sweep_at = now_s + SWEEP_S
            connection.execute("DELETE FROM hits WHERE until < ?", (int(now_s),))
        return found

    def _open(self):
        if self._process != os.getpid():  # a connection does not live through a fork
            self._connection, self._process = None, os.getpid()
        if not self._connection:
            connection = sqlite.connect(str(self._file), isolation_level=None, check_same_thread=False)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(TABLE)
            self._connection = connection
        return self._connection

    def _fail(self, error):
        """Let everybody through for a while, and say so once."""
        if not self._is_failing:
            log.warning("requests are not counted, %s cannot be used: %s", self._file, error)
        self._is_failing, self._rest_until = True, time.monotonic() + REST_S
        try:
            self.close()
        except sqlite.Error:
            self._connection = None
