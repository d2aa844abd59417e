"""Schema changes: Alembic, up and down, on both databases. Only here a new SQLite file is made."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.engine import make_url

from city.database import engine_settings, prepare_engine

FOLDER = Path(__file__).parent / "migrations"


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


def _connection(url):
    """A connection that is closed for good afterwards, so that SQLite's log ends up in its file."""
    address, options = engine_settings(url, create=True)
    if url.startswith("sqlite"):
        Path(make_url(url).database).parent.mkdir(parents=True, exist_ok=True)
    kept = {name: options[name] for name in ("module", "connect_args") if name in options}
    return prepare_engine(create_engine(address, poolclass=NullPool, **kept)).connect()


def _config(connection):
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def _prepare(connection):
    """Give the database its spatial functions."""
    if connection.dialect.name == "postgresql":
        for extension in ("postgis", "pg_trgm"):
            connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension}"))
    elif not inspect(connection).has_table("spatial_ref_sys"):
        connection.rollback()  # SpatiaLite opens a transaction of its own
        connection.connection.driver_connection.execute("SELECT InitSpatialMetaData(1, 'WGS84')")
    connection.commit()
