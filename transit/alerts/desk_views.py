"""The clerks' desk: the list of alerts, one of them, and what becomes of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.forms import read_form, read_query, shown_by
from transit.alerts import desk as desk_lists
from transit.alerts import labels, publishing, reading, sharing, writing
from transit.alerts.content import LANGUAGE_NAMES, LANGUAGES
from transit.alerts.forms import DeskQuery, VersionForm

bp = Blueprint("transit_alerts_desk", __name__, url_prefix="/staff/transit/alerts", template_folder="../templates")
ALERT = "/<int(max=2147483647):number>"
PERMISSION = "transit.alerts"


@bp.get("/")
@guarded(PERMISSION)
def desk():
    query = read_query(DeskQuery)
    lines, counts, more = desk_lists.list_lines(query.standing, query.page, now())
    chips = labels.list_standing_chips(counts, query.standing)
    return render_template("transit/alerts/desk.html", lines=lines, chips=chips, query=query, more=more)


@bp.get(ALERT)
@guarded(PERMISSION)
def one(number):
    alert = writing.get_alert(number)
    line, versions = desk_lists.describe(alert, now()), writing.list_versions(alert)
    return render_template("transit/alerts/one.html", line=line, versions=versions, previews=list_previews(line.content))


@bp.post(f"{ALERT}/publish")
@guarded(PERMISSION)
@shown_by(one)
def publish(number):
    take("publish", number, publishing.publish)
    return done(number, _("Passengers see it from now on."))


@bp.post(f"{ALERT}/withdraw")
@guarded(PERMISSION)
@shown_by(one)
def withdraw(number):
    take("withdraw", number, publishing.withdraw)
    return done(number, _("Passengers do not see it any more."))


@bp.post(f"{ALERT}/end")
@guarded(PERMISSION)
@shown_by(one)
def end(number):
    take("end", number, publishing.end)
    return done(number, _("It is over. Its page says so."))


def take(step, number, act):
    """One step of an alert, its entry of the search, and its row in the audit."""
    form = read_form(VersionForm)
    with unit_of_work():
        alert = act(number, form.version, current_person(), now())
        sharing.refresh_search(alert, now())
        record(step, alert)


def record(step, alert):
    """A row of the audit. Inside a unit of work."""
    audit.record(f"transit.alert_{step}", str(alert.name("uz")), {"alert": alert.id, "version": alert.version})


def done(number, sentence):
    flash(sentence)
    return redirect(url_for("transit_alerts_desk.one", number=number), 303)


def list_previews(content):
    """[(language, Shown)]: what readers of each language get, once there is a heading."""
    return [(lang, reading.show(content, lang)) for lang in LANGUAGES] if content.headers else []


@bp.context_processor
def add_words():
    return {"labels": labels, "language_names": LANGUAGE_NAMES}
