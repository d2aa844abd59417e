"""What a job is given to work with: its moment, its unit of work, and where it tells how far it has come."""

from collections import Counter
from contextlib import contextmanager
from datetime import datetime

from city.database import unit_of_work
from city.jobs.errors import Stopped


class Work:
    """One run of a job. A run that has lost its lease cannot write any more: another process may be at it."""

    def __init__(self, started_at: datetime, check=None, tell=None, stopping=None, is_asked=False):
        self.now = started_at
        self.is_asked = is_asked  # a person wants it now, whatever waits are agreed on
        self.counts = Counter()  # what was done, by words of the job's own: work.counts["sent"] += 1
        self._check, self._tell, self._stopping = check, tell, stopping

    @contextmanager
    def unit_of_work(self):
        """city.database.unit_of_work, committed only while this run still holds its lease. Raises LeaseLost, Stopped."""
        self.stop_if_told()
        with unit_of_work() as session:
            yield session
            if self._check:
                session.flush()
                self._check()

    def progress(self, done, total=None, step=""):
        """Say that `done` of `total` are done, between units of work. `step` is a msgid. Raises Stopped."""
        self.stop_if_told()
        if self._tell:
            self._tell(done, total, step)

    def stop_if_told(self):
        """Raise Stopped when the process is to end; a job that works long without either of the above asks now and then."""
        if self._stopping and self._stopping.is_set():
            raise Stopped()
