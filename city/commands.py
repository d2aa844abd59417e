"""The console script `city`: set up the database, load, serve, and what the services add."""

import errno
import os
import socket
import sys

import click
from flask import current_app
from flask.cli import FlaskGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from city import demo, migration
from city.app import create_app
from city.config import ROOT
from city.errors import CityError, WrongFile, WrongSettings
from city.language import BY_CODE, DEFAULT
from city.problems import name_database_error


class CityGroup(FlaskGroup):
    """Commands that end a foreseen error with one sentence and status 1."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except (CityError, OperationalError, OSError) as error:
            raise click.ClickException(explain(error)) from error


def explain(error):
    """The sentence for an error, in the language of the terminal."""
    with create_app().app_context(), force_locale(terminal_language().locale):
        if isinstance(error, OperationalError):
            error = name_database_error(error)
        if isinstance(error, CityError):
            reason = f" {error.reason}" if isinstance(error, WrongFile) and getattr(error, "reason", None) else ""
            return _(error.sentence, **error.values) + reason
        if error.errno == errno.ENOSPC:
            return _("The disk is full. Nothing was changed.")
        return _("%(path)s cannot be used: %(reason)s.", path=error.filename or "", reason=error.strerror)


def terminal_language():
    """The language of LC_ALL, LC_MESSAGES or LANG; English where it is none of ours."""
    tag = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    code = tag.split(".")[0].split("_")[0]
    if code == "uz" and "cyrillic" in tag.lower():
        code = "uz-Cyrl"
    return BY_CODE.get(code, BY_CODE["en"])


@click.group(cls=CityGroup, create_app=create_app, add_default_commands=False)
def city():
    """Tashkent City Services."""


@city.group("db")
def database():
    """The database's schema."""


@database.command()
@click.argument("revision", default="head")
def upgrade(revision):
    """Make the database, or bring it up to date."""
    migration.upgrade(current_app.config["CITY_DATABASE_URL"], revision)


@database.command()
@click.argument("revision")
def downgrade(revision):
    """Take the schema back to REVISION."""
    migration.downgrade(current_app.config["CITY_DATABASE_URL"], revision)


@city.command("demo")
def load_demo():
    """Load the demonstration data that are not there yet."""
    demo.load_all()


@city.command()
def reindex():
    """Build the search index anew."""
    from city.database import unit_of_work

    with unit_of_work():
        demo.refresh_search()


@city.command()
def serve():
    """Serve with gunicorn on HOST and PORT."""
    config = current_app.config
    address = (config["HOST"], config["PORT"])
    try:
        with socket.create_server(address, backlog=1):
            pass
    except OSError as error:
        raise click.ClickException(_("Port %(port)s of %(host)s cannot be used: %(reason)s. Set PORT to another one.",
                                     host=address[0], port=address[1], reason=error.strerror)) from error
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "city" / "gunicorn.py"), "wsgi:app"])


def main():
    try:
        create_app()
    except WrongSettings as wrong:
        sys.exit("\n".join(wrong.sentences))
    city()
