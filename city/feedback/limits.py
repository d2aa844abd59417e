"""How often one address may write: counted by the hour in a table, so that all web processes count together.

The key is a keyed hash of address and hour: it cannot be read back, and two hours cannot be told to be of one person.
"""

from datetime import timedelta
from math import ceil

from sqlalchemy import bindparam, delete, select, text

from city.accounts.errors import MustWait
from city.accounts.throttle import key_of
from city.database import UTCDateTime, db
from city.feedback.models import Tries

HOUR = timedelta(hours=1)
DOUBLE = timedelta(seconds=10)  # the same answer within this time is a double click
FORGET_AFTER = timedelta(hours=2)
MOST = {"vote": 120, "message": 30, "program": 10}  # an hour: whole districts stand behind one address of a telephone company
ADD_MISSING = text(
    "INSERT INTO city_feedback_tries (key, count, since) VALUES (:key, 0, :at) ON CONFLICT (key) DO NOTHING"
).bindparams(bindparam("at", type_=UTCDateTime))


def take_try(secret, kind, network, now):
    """Count what comes from an address. Raises MustWait when it is too much for this hour."""
    begun = now.replace(minute=0, second=0, microsecond=0)
    row = lock(key_of(secret, f"feedback {kind}", f"{network} {begun.isoformat()}"), now)
    if row.count >= MOST[kind]:
        raise MustWait(ceil((begun + HOUR - now).total_seconds()))
    row.count += 1
    db.session.flush()


def lock(key, now):
    """The row of a key, which nobody else changes until this unit of work ends."""
    db.session.execute(ADD_MISSING, {"key": key, "at": now})
    return db.session.scalar(select(Tries).where(Tries.key == key).with_for_update())


def forget_old(now):
    """How many rows that do not count any more were deleted; 0 when all are."""
    old = select(Tries.key).where(Tries.since < now - FORGET_AFTER).limit(5000).with_for_update(skip_locked=True)
    return db.session.execute(delete(Tries).where(Tries.key.in_(old)).execution_options(synchronize_session=False)).rowcount
