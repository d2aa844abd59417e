"""The console script `city`: set up the database, load, serve, and what the services add."""

import errno
import gc
import os
import socket
import sys

import click
from flask import current_app
from flask.cli import FlaskGroup, ScriptInfo
from flask_babel import gettext as _
from gunicorn.app.wsgiapp import WSGIApplication
from sqlalchemy.exc import DBAPIError

from city import demo, migration
from city.app import create_app
from city.config import ROOT
from city.errors import CityError, PortTaken, WrongSettings
from city.formats import say
from city.language import BY_CODE, speak_at_terminal
from city.problems import name_database_error
from city.search import commands as search


class CityGroup(FlaskGroup):
    """Commands that end a foreseen error with one sentence and status 1."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except (CityError, DBAPIError, OSError) as error:
            sys.exit(explain(error))


def explain(error):
    """The sentence for an error, in the language of the terminal."""
    with create_app().app_context():
        if isinstance(error, DBAPIError):
            error = name_database_error(error)
        if isinstance(error, CityError):
            return say(error)
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
    """Make the database, or bring it up to date, its search index too."""
    migration.upgrade(current_app.config["CITY_DATABASE_URL"], revision)
    if revision == "head":
        search.complete()


@database.command()
@click.argument("revision")
def downgrade(revision):
    """Take the schema back to REVISION."""
    migration.downgrade(current_app.config["CITY_DATABASE_URL"], revision)


@city.command("demo")
def load_demo():
    """Load the demonstration data that are not there yet."""
    demo.load_all()


@city.command(hidden=True)
def reindex():
    """What `city search rebuild` was called before."""
    search.make_anew()


@city.command()
def serve():
    """Serve with gunicorn on HOST and PORT."""
    host, port = current_app.config["HOST"], current_app.config["PORT"]
    try:
        with socket.create_server((host, port), backlog=1):
            pass
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno > 0 else error.strerror  # Python adds a half-sentence of its own
        raise PortTaken(host=host, port=port, reason=reason) from error
    sys.argv = ["gunicorn", "--config", str(ROOT / "city" / "gunicorn.py"), "wsgi:app"]
    WSGIApplication().run()  # in this process, which has loaded everything already


def main():
    speak_at_terminal(terminal_language())
    try:
        app = create_app()
    except WrongSettings as wrong:
        sys.exit("\n".join(wrong.sentences))
    gc.freeze()  # a third of a second less to end
    city(obj=ScriptInfo(create_app=lambda: app))
