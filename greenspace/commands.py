"""`city greenspace import FILE`: more green areas, all of a file or nothing."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from tqdm import tqdm

from city.clock import now
from city.database import unit_of_work
from greenspace import importing

greenspace = AppGroup("greenspace", help="Parks and green areas.")


@greenspace.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_file(file):
    """Add or update green areas from FILE (.csv, .geojson) with the columns of greenspace/data/spaces.csv."""
    checked = importing.check_file(file)
    if checked.passed_over:
        names = ", ".join(name for name in checked.passed_over if name.isprintable())
        click.echo(_("Columns passed over: %(names)s", names=names))
    with unit_of_work():
        done = importing.keep_spaces(checked.rows, now(), progress)
    click.echo(_("Added: %(added)s. Updated: %(updated)s.", added=done.added, updated=done.updated))


def progress(rows):
    """The rows, with a bar on a terminal while they are gone through."""
    return tqdm(rows, unit="", leave=False, disable=None)
