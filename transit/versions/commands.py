"""`city transit versions` and `city transit rollback`, and what a terminal says of a version."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from city.accounts import audit
from city.clock import TASHKENT, now
from city.database import unit_of_work
from city.formats import full_date, short_moment
from transit.planner.jobs import planner_folder
from transit.versions import keeping, labels, taking
from transit.versions.models import KEPT
from transit.versions.refusals import NothingBefore, NotPossible, WrongOverride

WHO = "city transit"  # in the audit, where nobody gave a name


@click.command("versions")
@click.option("--feed", "key", help="Only those of this timetable.")
@with_appcontext
def list_versions(key):
    """Every version that is kept: timetable, number, state, when it came, days, errors and warnings, size, source."""
    for version in keeping.list_versions(key):
        click.echo("\t".join(describe(version)))


def describe(version):
    days = f"{version.first_day} – {version.last_day}" if version.first_day else ""
    counts = version.counts or {}
    found = "/".join(str(counts.get(each, 0)) for each in ("ERROR", "WARNING")) if counts else ""
    state = _(labels.STATES[version.state])
    came = short_moment(version.added_at)
    return version.feed, str(version.number), state, came, days, found, str(version.size), version.source


@click.command("rollback")
@click.option("--feed", "key", default="metro", show_default=True, help="Which timetable.")
@click.option("--to", "number", type=int, help="Number of the version; the one before the present one where it is not given.")
@with_appcontext
def roll_back(key, number):
    """Put an earlier version of a timetable in place again, from its kept zip."""
    from city.commands import terminal_language
    from transit.commands import Progress

    version = keeping.get_version(key, number) if number else keeping.find_earlier(key)
    if not version:
        raise NothingBefore(feed=key)
    if version.state != KEPT:
        raise NotPossible()
    progress = Progress(terminal_language().locale)
    desk = taking.Desk(current_app.config["TRANSIT_FEED_MAX_MB"], now(), unit_of_work, progress, planner_folder())
    taken = taking.put_back(version.id, desk, also=recorder(key, None, desk.now, "transit.feed_back"))
    progress.close()
    click.echo(say_taken(key, taken))


COMMANDS = (list_versions, roll_back)


def read_override(text):
    """The Decision of 'NAME: REASON', None where there is no text. Raises WrongOverride."""
    if text is None:
        return None
    name, _colon, reason = (part.strip() for part in text.partition(":"))
    if not name or not reason:
        raise WrongOverride()
    return taking.Decision(name, reason)


def recorder(key, decision, at, action="transit.feed_import"):
    """What writes the audit's row, in the transaction that puts a version in place."""

    def record():
        audit.act_as(None, decision.name if decision else WHO, at)
        overridden = decision and keeping.find_active(key).overridden
        audit.record("transit.feed_override" if overridden else action, key, describe_change(key))

    return record


def describe_change(key):
    version = keeping.find_active(key)
    detail = {"version": version.number, "sha256": version.sha256}
    return detail | ({"reason": version.overridden["reason"]} if version.overridden else {})


def say_taken(key, taken):
    """What became of an import, in a sentence or two."""
    if taken is None:
        return _("The source has nothing new; the timetable “%(key)s” stays as it is.", key=key)
    if not taken.is_new:
        return _("The timetable “%(key)s” has this file in place already: version %(number)s.", key=key, number=taken.number)
    said = _("The timetable “%(key)s” is in place: version %(number)s.", key=key, number=taken.number)
    ended = taken.last_day and taken.last_day < now().astimezone(TASHKENT).date()
    return f"{said} {_('It ended on %(day)s; its pages say so.', day=full_date(taken.last_day))}" if ended else said
