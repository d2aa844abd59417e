"""`city transit import|build-metro|versions|rollback`. What reads feeds is loaded when asked for."""

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
from transit import demo, metro, refreshing
from transit.analysis import measuring
from transit.jobs import feeds_folder
from transit.planner.jobs import planner_folder
from transit.versions import commands as version_commands
from transit.versions import taking
from transit.versions.refusals import FeedBlocked, FeedEnded

transit = AppGroup("transit", help="Timetables of public transport.")
for command in version_commands.COMMANDS:
    transit.add_command(command)


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
@click.option("--feed", "key", default=demo.KEY, show_default=True, help="Which timetable ADDRESS replaces, or a new name.")
@click.option("--key", "old_name", hidden=True)
@click.option("--override", metavar="'NAME: REASON'", help="Put it in place although it would mislead: who says so, and why.")
def import_feed(address, key, old_name, override):
    """Put the GTFS feed at ADDRESS, a zip here or at an https address, in the place of the timetable called FEED."""
    from city.commands import terminal_language

    key, decision = old_name or key, version_commands.read_override(override)
    progress = Progress(terminal_language().locale)
    try:
        taken = (import_from_web if is_web(address) else import_file)(address, key, progress, decision)
    except (FeedBlocked, FeedEnded):
        click.echo(_("To put it in place all the same, add: --override 'NAME: REASON'"), err=True)
        raise
    finally:
        progress.close()
    with unit_of_work():
        measuring.bring_up_to_date(now())
    with force_locale(terminal_language().locale):
        click.echo(version_commands.say_taken(key, taken))


def import_from_web(address, key, progress, decision):
    """Fetch and import, as the job does; what is in place already is not imported again."""
    max_mb, at = current_app.config["TRANSIT_FEED_MAX_MB"], now()
    also = version_commands.recorder(key, decision, at)
    return refreshing.refresh_feed(key, address, feeds_folder(), max_mb, at, unit_of_work, progress, decision, also)


def import_file(path, key, progress, decision):
    """Import what somebody hands over: from then on no source stands for this timetable, until it is asked again."""
    desk = taking.Desk(current_app.config["TRANSIT_FEED_MAX_MB"], now(), unit_of_work, progress, planner_folder())
    record = version_commands.recorder(key, decision, desk.now)

    def also():
        forget(refreshing.source_key(key))
        record()

    return taking.take_in(taking.Arrival(key, Path(path), Path(path).name), desk, decision, also)


@transit.command("build-metro")
@click.argument("file", type=click.Path(path_type=Path))
def build_metro(file):
    """Write the GTFS feed of the Tashkent metro to FILE; its timetable is illustrative."""
    metro.build_feed(file, *demo.metro_period(now()))
    click.echo(str(file))
