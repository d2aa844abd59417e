"""The one door to the database: connecting, typed base, moments in UTC, and the unit of work."""

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, String, TypeDecorator, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, registry

try:
    import pysqlite3.dbapi2 as sqlite
except ImportError:  # no wheel for this processor: the Python must then be one that loads extensions
    import sqlite3 as sqlite

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
CONNECT_WITHIN_S = 2
WAIT_FOR_LOCK_MS = 10_000


class UTCDateTime(TypeDecorator):
    """A moment: aware on both sides, stored as UTC. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    registry = registry(type_annotation_map={datetime: UTCDateTime, str: String})


Base.metadata.naming_convention = NAMING
db = SQLAlchemy(model_class=Base)


@contextmanager
def unit_of_work():
    """Commit what happens inside as one, or nothing of it; the edge opens it, domain functions only flush."""
    db.session.rollback()  # a read may have opened a transaction, which could not become a writer's
    db.session.connection(execution_options={"write": True})
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def engine_settings(url, create=False):
    """Flask-SQLAlchemy's settings for an address: (URL, engine options). Only `create` makes a new SQLite file."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        mode = "rwc" if create else "rw"
        address = f"sqlite:///file:{Path(url.database).resolve()}?mode={mode}&uri=true"
        return address, {"module": sqlite, "pool_size": 16, "max_overflow": 16}
    options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_WITHIN_S}, "pool_size": 8}
    return url.set(drivername="postgresql+psycopg"), options


def prepare_engine(engine):
    """Make each SQLite connection safe for several processes and able to measure; PostgreSQL needs nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection, record):
    connection.isolation_level = None
    connection.enable_load_extension(True)
    connection.load_extension("mod_spatialite")
    connection.enable_load_extension(False)
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        f"busy_timeout={WAIT_FOR_LOCK_MS}",
        "trusted_schema=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection):
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
