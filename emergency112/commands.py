"""`city emergency112 simulate`: made-up calls, one after another, to see boards and desks at work."""

import random
import time

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from uuid6 import uuid7

from city.clock import now
from city.database import unit_of_work
from emergency112 import demo, intake, refusals

emergency112 = AppGroup("emergency112", help="The 112 centre.")


@emergency112.command()
@click.option("--calls", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many calls.")
@click.option("--pause", default=5.0, show_default=True, type=click.FloatRange(0, 600), help="Seconds between calls, on average.")
def simulate(calls, pause):
    """Take made-up calls, marked as demonstration wherever they show. Not in production."""
    if current_app.config["CITY_ENV"] == "production":
        raise refusals.NotInProduction()
    for number in range(calls):
        if number:
            time.sleep(random.expovariate(1 / pause) if pause else 0)
        with unit_of_work():
            taken = intake.take_call(str(uuid7()), demo.make_up(random), demo.NOBODY, now(), is_demo=True)
            line = _("Saved: incident %(number)s", number=taken.incident.id)
        click.echo(line)
