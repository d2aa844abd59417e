"""Events: told in the transaction of the change itself, numbered and read in the order of the commits."""

import json
import re
import time
from datetime import datetime, timedelta

from sqlalchemy import JSON, BigInteger, Integer, delete, event, func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from city.clock import now
from city.database import Base, db

NAME = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}")
KINDS_OF_THE_STREAM = ("hello", "alive", "reload", "over", "open", "error", "message")
TURN = 112_000_002  # a lock of PostgreSQL: any number that nobody else takes
BELL = "city_event"  # the channel of NOTIFY
POLL_S = 0.25
LISTEN_S = 1  # a bell that was not heard costs so much
PRUNED_AT_ONCE = 100
MISSED_AT_MOST = 500


class Event(Base):
    """What one unit of work told. `id` grows in the order of the commits and is never given twice."""

    __tablename__ = "city_event"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    channel: Mapped[str]
    kind: Mapped[str]
    data: Mapped[dict] = mapped_column(JSON)
    at: Mapped[datetime]


TABLE = Event.__table__
_kept_for = timedelta(hours=24)
TOLD = (TABLE.c.id, TABLE.c.channel, TABLE.c.kind, TABLE.c.data)


def keep_for(hours):
    """From now on, events stay in the table for so long: a browser may be away for that and still miss nothing."""
    global _kept_for
    _kept_for = timedelta(hours=hours)


def publish(channel, kind, data):
    """Tell who follows `channel` that this unit of work changed something, once it is committed.

    `data` is what JSON can hold: keys and states rather than names and telephone numbers. Raises ValueError
    for a name that is none, RuntimeError outside a unit of work.
    """
    if not (NAME.fullmatch(channel) and NAME.fullmatch(kind)) or kind in KINDS_OF_THE_STREAM:
        raise ValueError(f"'{channel}' or '{kind}' is not a name for an event")
    session = db.session()
    if not session.connection().get_execution_options().get("write"):
        raise RuntimeError("an event is published inside a unit of work")
    row = {"channel": channel, "kind": kind, "data": json.loads(json.dumps(data))}
    session.info.setdefault("told", []).append((_open_transactions(session), row))


def read_newest_id():
    """The id of the newest event, 0 where there is none. A page asks before it reads what it shows."""
    return db.session.scalar(select(func.max(TABLE.c.id))) or 0


def read_after(position, limit=500):
    """Rows (id, channel, kind, data) after an id, oldest first; the connection is given back at once."""
    wanted = select(*TOLD).where(TABLE.c.id > position).order_by(TABLE.c.id).limit(limit)
    with db.engine.connect() as connection:
        return connection.execute(wanted).all()


def read_missed(channels, after):
    """(rows on `channels` after an id, newest id of all); None for the rows where not all of them are kept.

    Begins a transaction: what was read before in this one may have fixed what it sees.
    """
    db.session.rollback()
    newest = read_newest_id()
    if not 0 <= after <= newest:
        return None, newest
    missed = select(*TOLD).where(TABLE.c.channel.in_(channels), TABLE.c.id > after, TABLE.c.id <= newest)
    rows = db.session.execute(missed.order_by(TABLE.c.id).limit(MISSED_AT_MOST + 1)).all()
    oldest = db.session.scalar(select(func.min(TABLE.c.id))) or 0  # asked last, since rows go meanwhile
    whole = after >= oldest - 1 and len(rows) <= MISSED_AT_MOST
    return rows if whole else None, newest


def _open_transactions(session):
    """The open transaction and those around it, innermost first; there are several inside a savepoint."""
    chain, transaction = [], session.get_nested_transaction() or session.get_transaction()
    while transaction:
        chain.append(transaction)
        transaction = transaction.parent
    return tuple(chain)


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session, rolled_back):
    if told := session.info.get("told"):
        session.info["told"] = [each for each in told if rolled_back not in each[0]]


@event.listens_for(db.session, "before_commit")
def _write(session):
    """Write what was told as the last step before the commit: nobody waits long for a turn then."""
    if session.in_nested_transaction():
        return
    told = session.info.pop("told", ())
    rows = [row | {"at": now()} for chain, row in told if session.get_transaction() in chain]
    if rows:
        session.flush()
        _take_turn(session)
        session.connection().execute(insert(TABLE), rows)
        _prune(session, now() - _kept_for)


def _take_turn(session):
    """Let one transaction at a time number events, until it is committed: a lower number is never seen later.

    SQLite has one writer anyway. The bell of PostgreSQL rings at the commit.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TURN)))
        session.execute(select(func.pg_notify(BELL, "")))


def _prune(session, before):
    """Let go of some rows from before a moment, more than one commit adds; the newest row always stays."""
    oldest = select(TABLE.c.id, TABLE.c.at).order_by(TABLE.c.id).limit(PRUNED_AT_ONCE).subquery()
    old = select(oldest.c.id).where(oldest.c.at < before)
    session.connection().execute(delete(TABLE).where(TABLE.c.id.in_(old)))


class Listener:
    """Waits until something may have been published: by LISTEN on PostgreSQL, else for POLL_S."""

    def __init__(self, engine):
        self._engine, self._error = engine, engine.dialect.dbapi.Error
        self._listens = engine.dialect.name == "postgresql"
        self._connection, self._try_again_at = None, 0

    def wait(self):
        """Come back at the bell, at a new connection (it may have rung before), or after a moment."""
        if self._connection:
            self._hear()
        elif not (self._listens and time.monotonic() >= self._try_again_at and self._connect()):
            time.sleep(POLL_S)

    def close(self):
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _connect(self):
        """Listen on a connection taken out of the pool for good. False while there is none to be had."""
        self._try_again_at = time.monotonic() + LISTEN_S
        try:
            taken = self._engine.raw_connection()
            taken.detach()
            self._connection = taken.dbapi_connection
            self._connection.autocommit = True
            self._connection.execute(f"LISTEN {BELL}")
        except (self._error, SQLAlchemyError):
            self.close()
        return self._connection is not None

    def _hear(self):
        try:
            list(self._connection.notifies(timeout=LISTEN_S, stop_after=1))
        except self._error:
            self.close()
