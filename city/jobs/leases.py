"""Leases: one process at a time, whatever the clocks say.

A holder beats: it counts up a number in its row. Who wants the lease watches the number on its own steady clock; a number
that stood still for TERM_S is that of a dead process. No two clocks are compared, so none that jumps can do harm. The
token grows with each holder and is held against the row in the transaction of what is written.
"""

import time

from sqlalchemy import select, update

from city.database import db
from city.jobs.errors import LeaseLost
from city.jobs.models import Lease

TERM_S = 20
BEAT_S = 5


class Watch:
    """Watches one lease until it may be taken. `clock` is a steady one, in seconds."""

    def __init__(self, name, clock=time.monotonic):
        self.name, self._clock = name, clock
        self._seen, self._since = None, 0.0

    def is_free(self):
        """Whether nobody holds the lease, or its holder has not beaten for the term."""
        row = read(self.name)
        if row is None or not row.holder:
            return True
        if (row.token, row.beat) != self._seen:
            self._seen, self._since = (row.token, row.beat), self._clock()
        return self._clock() - self._since >= TERM_S

    def is_alive(self):
        """Whether the holder has beaten while it was watched."""
        first, row = self._seen, read(self.name)
        return bool(first and row and row.holder and (row.token, row.beat) != first)

    def take(self, holder, now):
        """The token, where the lease is still as it was seen to be free; else None. Flushes, inside a unit of work."""
        row = db.session.get(Lease, self.name, with_for_update=True, populate_existing=True)
        if row is None:
            row = Lease(name=self.name, token=0, beat=0)
            db.session.add(row)
        elif row.holder and (row.token, row.beat) != self._seen:
            return None
        row.holder, row.token, row.beat, row.beat_at = holder, row.token + 1, 0, now
        db.session.flush()
        return row.token


def read(name):
    """The row of a lease as it is now, or None; no transaction stays open."""
    db.session.rollback()
    row = db.session.execute(select(Lease.holder, Lease.token, Lease.beat, Lease.beat_at).where(Lease.name == name)).first()
    db.session.rollback()
    return row


def beat(name, token, now):
    """Show that the holder lives; says whether it still is the holder."""
    return _change(name, token, beat=Lease.beat + 1, beat_at=now)


def release(name, token, now):
    return _change(name, token, holder="", beat_at=now)


def check(name, token):
    """Raise LeaseLost where somebody else has the lease. The row stays locked, so that nobody takes it before the commit."""
    found = db.session.scalar(select(Lease.token).where(Lease.name == name).with_for_update())
    if found != token:
        raise LeaseLost()


def _change(name, token, **values):
    mine = update(Lease).where(Lease.name == name, Lease.token == token, Lease.holder != "")
    return db.session.execute(mine.values(**values).execution_options(synchronize_session=False)).rowcount == 1
