"""The one door to the database: connecting, typed base, moments in UTC, and the unit of work."""

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Float, String, TypeDecorator, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
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
QUIET = {"hide_parameters": True}  # what people typed does not go into the log with an error


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
    registry = registry(type_annotation_map={datetime: UTCDateTime, str: String, float: Float})


Base.metadata.naming_convention = NAMING
db = SQLAlchemy(model_class=Base)


@contextmanager
def unit_of_work():
    """Commit what happens inside as one, or nothing of it; the edge opens it, domain functions only flush.

    SQLite lets in one writer at a time, PostgreSQL many: what is read in order to be changed is read
    `with_for_update()`, or the change of another process may be lost. SQLite passes that over. Units do not nest.
    """
    if db.session.info.get("in_unit_of_work"):
        raise RuntimeError("a unit of work inside another would commit half of it")
    db.session.rollback()  # a read may have opened a transaction, which could not become a writer's
    db.session.info["in_unit_of_work"] = True
    try:
        db.session.connection(execution_options={"write": True})
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.info.pop("in_unit_of_work", None)


def insert_rows(model, columns, rows):
    """Write many rows (tuples of plain values, JSON as text) at once; on PostgreSQL by COPY. Inside a unit of work."""
    if not rows:
        return
    names, connection = ", ".join(f'"{name}"' for name in columns), db.session.connection()
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {model.__tablename__} ({names}) VALUES ({places})", rows)
        return
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {model.__tablename__} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def read_as_one():
    """From here on this session reads the database as it is at one moment, whatever others write, until `rollback()`.

    SQLite reads so in every transaction; PostgreSQL has to be told, or each statement sees what is there by then.
    """
    db.session.rollback()
    on_postgres = db.engine.dialect.name == "postgresql"
    db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"} if on_postgres else {})


_names = WeakKeyDictionary()


def database_name():
    """The address of the database that is asked, as a key of what a process keeps of it. (To hash a URL writes it out.)"""
    engine = db.engine
    name = _names.get(engine)
    if name is None:
        name = _names[engine] = engine.url.render_as_string(hide_password=False)
    return name


def engine_settings(url, create=False):
    """Flask-SQLAlchemy's settings for an address: (URL, engine options). Only `create` makes a new SQLite file."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        mode = "rwc" if create else "rw"
        address = f"sqlite:///file:{Path(url.database).resolve()}?mode={mode}&uri=true"
        return address, QUIET | {"module": sqlite, "pool_size": 16, "max_overflow": 16}
    options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_WITHIN_S}, "pool_size": 8}
    return url.set(drivername="postgresql+psycopg"), QUIET | options


def prepare_engine(engine):
    """Make each SQLite connection safe for several processes and able to measure; PostgreSQL needs nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "checkout", _refuse_moved_file)
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
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    record.info["file"] = path, _file_number(path)


def _refuse_moved_file(connection, record, proxy):
    """Let go of a file that was moved or replaced: reads would be stale and writes would go where nobody looks."""
    path, number = record.info["file"]
    if _file_number(path) != number:
        raise DisconnectionError(f"{path} is not the file that was opened")


def _file_number(path):
    try:
        return os.stat(path).st_ino
    except FileNotFoundError:
        return None


def _begin(connection):
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
