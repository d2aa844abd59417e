"""Copying a PostgreSQL database by pg_dump, and back by pg_restore and psql in one transaction."""

import os
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from city import migration
from city.database import engine_settings
from city.upkeep.errors import CopyBroken, NotACopy, ToolFailed, ToolMissing

SUFFIX = ".pgdump"
NOT_OURS = (" EXTENSION ", " SCHEMA ")  # the extensions and their schema stay as they are
EMPTY = Path(__file__).parent / "empty_postgres.sql"
WAIT_FOR_LOCK_MS = 60_000


def exists(url):
    with _connect(url) as connection:
        return connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL"))


def measure(url):
    """The bytes of the database; a copy, which is packed, takes fewer."""
    with _connect(url) as connection:
        return connection.scalar(text("SELECT pg_database_size(current_database())"))


def copy(url, to, progress):
    """Write a dump of one moment to `to`. Raises ToolMissing, ToolFailed, CopyBroken."""
    progress(0, 2)
    wait = f"--lock-wait-timeout={WAIT_FOR_LOCK_MS}"
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", wait, f"--file={to}")
    progress(1, 2)
    try:
        list_parts(to)
    except NotACopy as error:
        raise CopyBroken(reason=error.__cause__ or "pg_restore") from None
    progress(2, 2)


def restore(url, file):
    """Empty the database and fill it from a copy, as one transaction. Raises ToolMissing, ToolFailed."""
    migration.prepare(url)
    with tempfile.TemporaryDirectory() as folder:
        wanted, script = Path(folder, "parts"), Path(folder, "script.sql")
        wanted.write_text("\n".join(part for part in list_parts(file) if not any(each in part for each in NOT_OURS)))
        _run(None, "pg_restore", "--no-owner", "--no-privileges", f"--use-list={wanted}", f"--file={script}", str(file))
        strict = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run(url, "psql", *strict, "--file", str(EMPTY), "--file", str(script))


def read_revision(file):
    """The migration that a copy stands at. Raises NotACopy, ToolMissing."""
    list_parts(file)
    table = ("--data-only", "--table=alembic_version", "--file=-")
    lines = _ask_restore(file, *table).splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("COPY ")]
    if not starts:
        raise NotACopy(file=file)
    return lines[starts[0] + 1]


def list_parts(file):
    """The table of contents of a copy, a line for each part. Raises NotACopy."""
    return [line for line in _ask_restore(file, "--list").splitlines() if line and not line.startswith(";")]


def _ask_restore(file, *options):
    try:
        return _run(None, "pg_restore", *options, str(file))
    except ToolFailed as error:
        raise NotACopy(file=file) from error


def _run(url, tool, *options):
    """What a program of PostgreSQL printed. The password goes by its environment, where no list of processes shows it."""
    where, secret = (), {}
    if url:
        parts = make_url(url)
        bare = parts.set(drivername="postgresql")._replace(password=None).difference_update_query(["password"])
        where = (f"--dbname={bare.render_as_string()}",)
        password = parts.password or parts.query.get("password")
        secret = {"PGPASSWORD": password} if password else {}
    environ = os.environ | secret | {"LC_MESSAGES": "C", "PGCONNECT_TIMEOUT": "10"}
    try:
        done = subprocess.run([tool, *where, *options], env=environ, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise ToolMissing(tool=tool) from None
    if done.returncode:
        raise ToolFailed(tool=tool, reason=" ".join(done.stderr.split())[:500])
    return done.stdout


def _connect(url):
    address, options = engine_settings(url)
    return create_engine(address, poolclass=NullPool, connect_args=options["connect_args"]).connect()
