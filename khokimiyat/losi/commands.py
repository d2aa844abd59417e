"""`city losi import-catalogue FILE`, `city losi load`, `city losi report`."""

import re
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from city.clock import now
from city.database import unit_of_work
from khokimiyat.losi import catalogues, labels, sharing
from khokimiyat.losi.answers import read_answers
from khokimiyat.losi.assessments import list_published
from khokimiyat.losi.catalogue_file import read_catalogue
from khokimiyat.losi.scoring import score

losi = AppGroup("losi", help="LOSI: catalogues of indicators and results.")


@losi.command("import-catalogue")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Name in English.")
@click.option("--edition", required=True, help="Year or edition of the list.")
@click.option("--key", help="Key of a catalogue that gets a new version; otherwise made from the name.")
@click.option("--name-uz", help="Name in Uzbek.")
@click.option("--name-ru", help="Name in Russian.")
@click.option("--source", help="Where the list comes from.")
def import_catalogue(file, name, edition, key, name_uz, name_ru, source):
    """Keep FILE (.csv, with the columns of khokimiyat/losi/data/un_2024.csv) as a new version of a catalogue."""
    given = {"name_en": name, "name_uz": name_uz, "name_ru": name_ru, "source_en": source}
    texts = {column: text for column, text in given.items() if text}
    criteria = read_catalogue(file)
    with unit_of_work():
        kept = catalogues.add_version(key or make_key(name), criteria, {"edition": edition} | texts, now())
        sharing.refresh_search()
        said = {"catalogue": labels.catalogue(kept), "count": labels.indicators(len(kept.indicators))}
    click.echo(_("Kept: %(catalogue)s. %(count)s.", **said))


def make_key(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


@losi.command("load")
def load():
    """Load the catalogues that the city brings along, where they are not there yet."""
    with unit_of_work():
        catalogues.load_own(now())
        sharing.refresh_search()


@losi.command("report")
def report():
    """Say what the published assessments come to."""
    for each in list_published():
        result = score(each.catalogue, read_answers(each))
        demo = f" ({_('Demonstration')})" if each.is_demo else ""
        click.echo(f"{each.id}. {labels.portal(each)}{demo} · {labels.catalogue(each.catalogue)}")
        for name, part in [(_("In all"), result.whole), *((labels.local(one), part) for one, part in result.criteria)]:
            click.echo(f"  {labels.value(part.value)}  {labels.group(part)}, {labels.found(part)}: {name}")
