"""`city transit import FEED.zip|ADDRESS` and `city transit build-metro OUT.zip`. What reads feeds is loaded when asked for."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from tqdm import tqdm

from city.clock import now
from city.database import unit_of_work
from city.sources.reading import forget, is_web
from transit import demo, metro, refreshing, sharing
from transit.analysis import measuring
from transit.jobs import feeds_folder

transit = AppGroup("transit", help="Timetables of public transport.")


class Progress:
    """A line for each step; on a terminal a bar for those that are long."""

    def __init__(self, locale):
        self._locale = locale
        self._bar = None

    def __call__(self, step, total=None, **values):
        with force_locale(self._locale):
            text = _(step, **values)
        self.close()
        if total and sys.stderr.isatty():
            self._bar = tqdm(desc=text, total=total, unit="")
        else:
            click.echo(text, err=True)

    def advance(self, count):
        if self._bar is not None:
            self._bar.update(count)

    def close(self):
        if self._bar is not None:
            self._bar.close()
        self._bar = None


@transit.command("import")
@click.argument("address")
@click.option(
    "--key",
    default=demo.KEY,
    show_default=True,
    help="Which timetable ADDRESS replaces, or the name of a new one.",
)
def import_feed(address, key):
    """Put the GTFS feed at ADDRESS, a zip here or at an https address, in the place of the timetable called KEY."""
    from city.commands import terminal_language

    progress = Progress(terminal_language().locale)
    read = import_from_web if is_web(address) else import_file
    read(address, key, current_app.config["TRANSIT_FEED_MAX_MB"], progress)
    progress.close()
    with unit_of_work():
        measuring.bring_up_to_date(now())
    with force_locale(terminal_language().locale):
        click.echo(_("The timetable “%(key)s” is in place.", key=key))


def import_from_web(address, key, max_mb, progress):
    """Fetch and import, as the job does; what is in place already is not imported again."""
    refreshing.refresh_feed(key, address, feeds_folder(), max_mb, now(), unit_of_work, progress)


def import_file(path, key, max_mb, progress):
    """Import what somebody hands over: from then on no source stands for this timetable, until it is asked again."""
    from transit import importing

    importing.check_key(key)
    tables = importing.read_feed(Path(path), max_mb, progress)
    with unit_of_work():
        importing.replace_feed(key, tables, now(), progress)
        forget(refreshing.source_key(key))
        sharing.refresh_search()


@transit.command("build-metro")
@click.argument("file", type=click.Path(path_type=Path))
def build_metro(file):
    """Write the GTFS feed of the Tashkent metro to FILE; its timetable is illustrative."""
    metro.build_feed(file, *demo.metro_period(now()))
    click.echo(str(file))
