"""Sign-in slows down after failures: counted in a table, so that all web processes slow down together.

A try is counted before the password is looked at and taken back once it was right; of many at once, each sees the others.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from sqlalchemy import bindparam, delete, select, text

from city.accounts.errors import MustWait
from city.accounts.models import Tries
from city.database import UTCDateTime, db

FIRST_WAIT_S = 10
FORGET_AFTER = timedelta(hours=24)
ADD_MISSING = text(
    "INSERT INTO city_sign_in_tries (key, count, last_at) VALUES (:key, 0, :at) ON CONFLICT (key) DO NOTHING"
).bindparams(bindparam("at", type_=UTCDateTime))


@dataclass(frozen=True)
class Limit:
    """So many tries without a wait; then 10 s, 20 s, 40 s and so on, up to the longest."""

    free: int
    longest_s: int

    def wait_s(self, count):
        over = count - self.free
        return 0 if over < 0 else min(FIRST_WAIT_S * 2 ** min(over, 20), self.longest_s)


ACCOUNT = Limit(free=5, longest_s=300)  # short enough that a stranger cannot keep somebody out of the 112 desk
ADDRESS = Limit(free=25, longest_s=900)  # a whole office may sit behind one address


def take_try(limits, now):
    """Count a try for each key of `limits` ({key: Limit}). Raises MustWait while one of them has to wait."""
    rows = {key: _lock(key, now) for key in sorted(limits)}
    wait = max(_left(rows[key], limit, now) for key, limit in limits.items())
    if wait > timedelta(0):
        raise MustWait(ceil(wait.total_seconds()))
    for row in rows.values():
        row.count, row.last_at = row.count + 1, now
    db.session.flush()


def forgive(own, shared, now):
    """The try was right: nothing is held against the keys `own`, and one try less against the keys `shared`."""
    for key in sorted([*own, *shared]):
        row = _lock(key, now)
        row.count = 0 if key in own else max(row.count - 1, 0)
    db.session.flush()


def forget_old(now):
    """Delete some of what is too old to count, not a row that somebody holds; says how many."""
    old = select(Tries.key).where(Tries.last_at < now - FORGET_AFTER).limit(500).with_for_update(skip_locked=True)
    gone = delete(Tries).where(Tries.key.in_(old)).execution_options(synchronize_session=False)
    return db.session.execute(gone).rowcount


def key_of(secret, kind, value):
    """The keyed hash under which an account or an address is counted."""
    return hmac.digest(secret.encode(), f"{kind}:{value}".encode(), "sha256").hex()


def network_of(address):
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)


def _lock(key, now):
    db.session.execute(ADD_MISSING, {"key": key, "at": now})
    row = db.session.scalar(select(Tries).where(Tries.key == key).with_for_update())
    if row.last_at < now - FORGET_AFTER:
        row.count = 0
    return row


def _left(row, limit, now):
    return row.last_at + timedelta(seconds=limit.wait_s(row.count)) - now
