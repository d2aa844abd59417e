"""`city search`: make the index anew, and look into it."""

import time

import click
from flask import current_app
from flask_babel import gettext as _

from city import search as index
from city.bars import Bar
from city.database import unit_of_work
from city.errors import N_
from city.language import current


@click.group("search")
def search():
    """The search index."""


@search.command("rebuild")
def rebuild():
    """Make the whole index anew. Readers have the old one until the new one is whole."""
    make_anew()


@search.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", help="Only things of this kind.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
def find(words, kind, limit):
    """Say what WORDS find, with the score of each."""
    answer = index.look_up(" ".join(words), index.Filters(kind), limit)
    if answer.corrected:
        click.echo(_("Shown: what was found for “%(words)s”.", words=answer.corrected))
    for hit in answer.hits:
        click.echo(f"{hit.score:.3f}  {hit.kind}  {hit.ref}  {hit.name(current().code)}")
    if not answer.hits:
        click.echo(_("Nothing found"))


def make_anew():
    """The index anew from all sources, with a bar, and how long it took."""
    started = time.monotonic()
    with Bar() as bar, unit_of_work():
        total = index.count_entries()
        done = index.rebuild(current_app.extensions["searches"], lambda done: bar(done, max(total, done), N_("indexing")))
    seconds = round(time.monotonic() - started, 1)
    click.echo(_("%(count)s entries indexed in %(seconds)s s.", count=done, seconds=seconds))


def complete():
    """Index what a release made it necessary to index anew: entries that no rules of today made."""
    if index.has_old_entries():
        make_anew()
