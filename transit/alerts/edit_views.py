"""Writing at the desk: a new alert, a copy, a change; looking for lines and stops; a preview; two who wrote at once."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _

from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.conflicts import Joined, join
from city.database import unit_of_work
from city.differences import compare_values
from city.errors import CityError
from city.forms import read_form, read_query, refused, shown_by
from transit.alerts import finding, labels, naming, network, publishing, sharing, writing
from transit.alerts.content import Content
from transit.alerts.desk_views import ALERT, PERMISSION, bp, done, list_previews, record
from transit.alerts.forms import AlertForm, CopyQuery, flatten, read_values
from transit.alerts.kinds import CAUSES, EFFECTS
from transit.alerts.refusals import ChangedMeanwhile


@dataclass(frozen=True)
class Editor:
    """What the form shows: from which version on, with which values, what is looked for, and whose changes it met."""

    base: int
    values: dict
    q: str = ""
    theirs: str = ""  # who else changed it
    joined: Joined | None = None
    changes: tuple = ()  # (label, language, rows of differences, note) from theirs to mine


@bp.get("/new")
@guarded(PERMISSION)
def new():
    return show_editor(None, open_editor())


@bp.post("/new")
@guarded(PERMISSION)
@shown_by(new)
def add():
    form = read_form(AlertForm)
    with unit_of_work():
        alert = writing.add(form.content(), current_person(), now())
        record("add", alert)
        publish_too(alert, form)
    return done(alert.id, told(alert))


@bp.get(f"{ALERT}/edit")
@guarded(PERMISSION)
def edit(number):
    alert = writing.get_alert(number)
    return show_editor(alert, open_editor(alert))


@bp.post(f"{ALERT}/edit")
@guarded(PERMISSION)
@shown_by(edit)
def save(number):
    form = read_form(AlertForm)
    with unit_of_work():
        alert = writing.save(number, form.base, form.content(), current_person(), now())
        record("save", alert)
        publish_too(alert, form)
    return done(number, told(alert))


@bp.post("/new/preview")
@bp.post(f"{ALERT}/preview")
@guarded(PERMISSION, audited=False)
def preview(number=None):
    alert = writing.get_alert(number) if number is not None else None
    return show_editor(alert, open_editor(alert))


preview.page = lambda number=None: new() if number is None else edit(number)  # where a stale form is shown again


def publish_too(alert, form):
    """Let passengers see what was saved, where the button said so; the search follows. Inside a unit of work."""
    if form.publish and alert.state != "published":
        publishing.publish(alert.id, alert.version, current_person(), now())
        record("publish", alert)
    sharing.refresh_search(alert, now())


def told(alert):
    return _("Saved. Passengers see it.") if alert.state == "published" else _("Saved. Passengers do not see it yet.")


def show_editor(alert, editor):
    about = [each for each in map(naming.read_ref, editor.values["about"]) if each]
    known = naming.list_things([alert])[alert.id] if alert else ()
    page = {"chosen": naming.name_things(about, known), "found": finding.find_things(editor.q, about)}
    page |= {"feeds": network.find_feeds(), "previews": read_previews(editor), "changes": editor.changes}
    page["rows"] = [*editor.values["periods"], ("", "")]
    page["preview_address"] = url_for(".preview", number=alert.id) if alert else url_for(".preview")
    choices = {"causes": labels.list_causes(CAUSES), "effects": labels.list_effects(EFFECTS)}
    return render_template("transit/alerts/edit.html", alert=alert, editor=editor, **page, **choices)


def read_previews(editor):
    """What readers of each language get; nothing while the form has a mistake in it."""
    try:
        return list_previews(read_values(editor.values))
    except CityError:
        return []


def open_editor(alert=None):
    """The Editor of what was sent; else of the alert, of the one that is copied, or of nothing."""
    if not request.form:
        return Editor(alert.version, flatten(alert.content)) if alert else Editor(0, flatten(read_copied()))
    form = read_form(AlertForm)
    if isinstance(refused(), ChangedMeanwhile):
        return meet(alert, form)
    return Editor(form.base, form.values(), form.q)


def read_copied():
    """The content of the alert that is copied, without its periods; an empty one where none is."""
    number = read_query(CopyQuery).copy_of
    copied = writing.get_alert(number).content if number else Content()
    return Content(copied.cause, copied.effect, copied.about, (), copied.texts)


def meet(alert, form):
    """The Editor of two who wrote from one version on: joined, with what differs between them."""
    theirs, mine = flatten(alert.content), form.values()
    joined = join(flatten(writing.get_version(alert.id, form.base).content), theirs, mine)
    notes = dict.fromkeys(joined.clashes, _("both of you changed this; the form has yours"))
    notes |= dict.fromkeys(joined.taken, _("the form has the other change"))
    changes = tuple(
        (*labels.field(name), compare_values(write(theirs[name]), write(mine[name])), notes.get(name, ""))
        for name in mine
        if mine[name] != theirs[name]
    )
    return Editor(alert.version, joined.values, form.q, writing.get_version(alert.id, alert.version).author, joined, changes)


def write(value):
    """A value of the form as text, a line for each of several."""
    if isinstance(value, str):
        return value
    return "\n".join(each if isinstance(each, str) else " – ".join(each) for each in value)
