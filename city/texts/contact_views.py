"""The desk of the contact details: one form, its versions, and what to do when two fill it in at once."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.conflicts import Joined, join
from city.database import unit_of_work
from city.forms import read_form, refused, shown_by
from city.texts import contact, labels
from city.texts.forms import ContactForm
from city.texts.models import ContactVersion
from city.texts.refusals import ChangedMeanwhile
from city.texts.staff_views import bp, compare


@dataclass(frozen=True)
class Editor:
    """What the form shows: from which version on, with which values, and whose version it met."""

    base: int
    values: dict
    theirs: ContactVersion | None = None
    joined: Joined | None = None
    changes: tuple = ()


@bp.get("/contact")
@guarded("texts.edit")
def edit_contact():
    words = {"fields": labels.FIELD_LABELS, "days": labels.DAYS_LABELS, "split_field": labels.split_field}
    return render_template("texts/edit_contact.html", editor=open_editor(), versions=contact.list_versions(), **words)


@bp.post("/contact")
@guarded("texts.edit")
@shown_by(edit_contact)
def save_contact():
    form = read_form(ContactForm)
    with unit_of_work():
        version = contact.save(form.base, form.details(), current_person(), now())
        audit.record("texts.contact", "contact", {"version": version.number})
    flash(_("Saved as version %(number)s. Readers see it from now on.", number=version.number))
    return redirect(url_for(".edit_contact"), 303)


def open_editor():
    """The Editor of the details in force, or of what was sent, joined with what somebody else saved meanwhile."""
    newest = contact.find_newest()
    if not request.form:
        return Editor(newest.number if newest else 0, contact.details_of(newest).flat())
    form = read_form(ContactForm)
    mine = form.details().flat()
    if not isinstance(refused(), ChangedMeanwhile):
        return Editor(form.base, mine)
    theirs = contact.details_of(newest).flat()
    joined = join(contact.details_at(form.base).flat(), theirs, mine)
    return Editor(newest.number, joined.values, newest, joined, tuple(compare(theirs, mine)))
