"""`city data list|export`: what is offered, and its files without a browser."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from city.bars import Bar
from city.database import db, read_as_one
from city.errors import N_
from city.formats import short_moment
from city.opendata import labels, making, offered

AT_ONCE = 1000
data = AppGroup("data", help="Open data.")


@data.command("list")
def list_datasets():
    """Every dataset: its key, when its data changed, in which forms it is given, its title."""
    for dataset in offered.list_datasets():
        updated_at, forms = dataset.updated_at(), ",".join(form.name for form in making.list_forms(dataset))
        click.echo("\t".join((dataset.key, short_moment(updated_at) if updated_at else "-", forms, labels.say(dataset.title))))


@data.command()
@click.argument("key")
@click.option("--format", "form", type=click.Choice(tuple(making.FORMS)), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; else standard output.")
def export(key, form, output):
    """Write the dataset KEY to a file, as readers get it."""
    dataset = offered.get_dataset(key)
    form = making.get_form(dataset, form)
    read_as_one()
    about = labels.describe(dataset, f"/data/{key}")
    with Bar() as bar:
        made = making.make(form, offered.table_of(dataset, about, tell(dataset.rows(), bar)))
    db.session.rollback()
    with made.file, output.open("wb") if output else nullcontext(sys.stdout.buffer) as target:
        while piece := made.file.read(1 << 20):
            target.write(piece)
    if output:
        click.echo(_("%(rows)s rows are written to %(file)s.", rows=made.rows, file=output))


def tell(rows, bar):
    """The rows, telling the bar how many there were."""
    for count, row in enumerate(rows, start=1):
        yield row
        if count % AT_ONCE == 0:
            bar(count, step=N_("Writing rows"))
