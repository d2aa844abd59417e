"""`city backup make|list|restore`: copies of the database from the terminal."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from city.accounts import audit, sessions
from city.bars import Bar
from city.clock import now
from city.database import db, unit_of_work
from city.formats import number, short_moment
from city.residents import people as residents
from city.upkeep import backups
from city.upkeep.jobs import read_folder

backup = AppGroup("backup", help="Copies of the database.")


@backup.command()
def make():
    """Copy the database into the folder of copies."""
    with Bar() as bar:
        copy = backups.make(current_app.config["CITY_DATABASE_URL"], read_folder(), now(), bar)
    click.echo(str(copy.path))


@backup.command("list")
def list_copies():
    """Every copy: when it was made, its size in megabytes, its file."""
    for copy in backups.list_copies(read_folder()):
        click.echo("\t".join((short_moment(copy.made_at), number(copy.bytes / backups.MB, 1), str(copy.path))))


@backup.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file, yes):
    """Put the copy FILE in the place of the database; what is there now is copied first."""
    if not yes:
        click.confirm(_("All that was written since the copy was made will be gone from the database. Go on?"), abort=True)
    with Bar() as bar:
        kept = backups.restore(current_app.config["CITY_DATABASE_URL"], file, read_folder(), now(), bar)
    db.engine.dispose()
    with unit_of_work():
        audit.act_as(None, "", now())
        audit.record("upkeep.restore", file.name)
        sessions.end_everybodys(now())  # one that was ended since would count again
        residents.end_all_sessions(now())
    click.echo(_("The copy is in place."))
    click.echo(_("Everybody is signed out. Accounts and erasures are as they were in the copy: repeat what was changed since."))
    if kept:
        click.echo(_("What was there before lies in %(file)s.", file=kept.path))
