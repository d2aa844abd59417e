"""Schema changes: Alembic, up and down, on both databases. Only here a new SQLite file is made."""

import errno
import os
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.engine import make_url

from city.database import engine_settings, prepare_engine

FOLDER = Path(__file__).parent / "migrations"
LOCK = 112_000_001  # any number that nobody else takes


def upgrade(url, to="head"):
    """Bring the database at `url` up to a revision; make the embedded file where there is none."""
    with _connection(url) as connection:
        _prepare(connection)
        command.upgrade(_config(connection), to)


def downgrade(url, to):
    with _connection(url) as connection:
        command.downgrade(_config(connection), to)


@cache
def newest_revision():
    return ScriptDirectory(str(FOLDER)).get_current_head()


def knows(revision):
    """Whether a revision is one of this release."""
    return any(each.revision == revision for each in ScriptDirectory(str(FOLDER)).walk_revisions())


def prepare(url):
    """Give the database its spatial functions and nothing else."""
    with _connection(url) as connection:
        _prepare(connection)


def _connection(url):
    """A writer's connection that is closed for good afterwards, so that SQLite's log ends up in its file."""
    address, options = engine_settings(url, create=True)
    if url.startswith("sqlite"):
        _make_folder(Path(make_url(url).database))
    kept = {name: options[name] for name in ("module", "connect_args") if name in options}
    return prepare_engine(create_engine(address, poolclass=NullPool, **kept)).connect().execution_options(write=True)


def _make_folder(file):
    """The folder of the embedded database. Raises PermissionError where it, or the file, cannot be written to."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for path in (file.parent, file):
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def _config(connection):
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def _prepare(connection):
    """Give the database its spatial functions. Of two who come at once, the second waits: SQLite's writers always do."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))  # until the connection is closed
        for extension in ("postgis", "pg_trgm"):
            connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension}"))
    elif not inspect(connection).has_table("spatial_ref_sys"):
        connection.execute(text("SELECT InitSpatialMetaData(0, 'WGS84')"))  # 0: inside this transaction
    connection.commit()
