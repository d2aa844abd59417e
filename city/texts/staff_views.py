"""The desk of texts: what was changed here, writing over a text of the release, going back to it."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.conflicts import Joined, join
from city.database import unit_of_work
from city.differences import compare_values
from city.forms import read_form, refused, shown_by
from city.texts import contact, labels, reading, sharing, writing
from city.texts.builtin import read_builtin
from city.texts.catalogue import LANGUAGES
from city.texts.forms import BaseForm, TextForm
from city.texts.models import TextVersion
from city.texts.offered import get_page, list_pages
from city.texts.refusals import ChangedMeanwhile

bp = Blueprint("texts_staff", __name__, url_prefix="/staff/texts", template_folder="templates")
TEXT = '/<key>/<any("uz","uz-Cyrl","ru","en"):written>'


@dataclass(frozen=True)
class Editor:
    """What the form shows: from which version on, with which values, and whose version it met."""

    base: int
    values: dict
    theirs: TextVersion | None = None
    joined: Joined | None = None
    changes: tuple = ()


@bp.get("/")
@guarded("texts.edit")
def list_texts():
    newest = writing.list_newest()
    lines = [(page, [describe(page, lang, newest) for lang in LANGUAGES]) for page in list_pages()]
    return render_template("texts/desk.html", lines=lines, contact=contact.find_newest())


@bp.get(TEXT)
@guarded("texts.edit")
def one_text(key, written):
    page = get_page(key)
    newest = writing.find_newest(page, written)
    found = {"newest": newest, "shown": reading.show(page, written), "versions": writing.list_versions(page, written)}
    builtin = read_builtin(page, written)
    if reading.is_changed(newest):
        found["changes"] = compare(builtin.flat(), newest.content.flat())
    if writing.has_new_builtin(page, written, newest):
        found["release"] = compare(newest.beside, builtin.flat())
    return render_template("texts/one_text.html", page=page, written=written, **found)


@bp.get(f"{TEXT}/edit")
@guarded("texts.edit")
def edit(key, written):
    return show_editor(get_page(key), written)


@bp.post(f"{TEXT}/edit")
@guarded("texts.edit")
@shown_by(edit)
def save(key, written):
    page, form = get_page(key), read_form(TextForm)
    with unit_of_work():
        version = writing.save(page, written, form.base, form.content(), current_person(), now())
        sharing.refresh(page)
        audit.record("texts.save", f"{key} ({written})", {"version": version.number})
    return done(key, written, _("Saved as version %(number)s. Readers see it from now on.", number=version.number))


@bp.post(f"{TEXT}/preview")
@guarded("texts.edit", audited=False)
@shown_by(edit)
def preview(key, written):
    return show_editor(get_page(key), written)


@bp.post(f"{TEXT}/builtin")
@guarded("texts.edit")
@shown_by(one_text)
def go_back(key, written):
    page, form = get_page(key), read_form(BaseForm)
    with unit_of_work():
        version = writing.go_back(page, written, form.base, current_person(), now())
        sharing.refresh(page)
        audit.record("texts.go_back", f"{key} ({written})", {"version": version.number})
    return done(key, written, _("Readers see the built-in text again."))


@bp.context_processor
def add_words():
    return {"language_names": labels.LANGUAGE_NAMES, "part_labels": labels.PART_LABELS, "is_changed": reading.is_changed}


def describe(page, lang, newest):
    """(language, its newest version, is there a newer text of the release, is it made from the Latin text)."""
    version = newest.get((page.key, lang))
    derived = reading.is_derived(lang, version, newest.get((page.key, "uz")))
    return lang, version, writing.has_new_builtin(page, lang, version), derived


def compare(old, new):
    """[(field, rows)] of the fields that differ."""
    return [(name, compare_values(old[name], new[name])) for name in new if old[name] != new[name]]


def show_editor(page, written):
    if page.fixed:
        return render_template("texts/fixed.html", page=page, written=written)
    editor = open_editor(page, written)
    preview = reading.render(TextForm(**editor.values).content(), written)
    return render_template("texts/edit.html", page=page, written=written, editor=editor, preview=preview)


def open_editor(page, written):
    """The Editor of what readers see, or of what was sent, joined with what somebody else saved meanwhile."""
    newest = writing.find_newest(page, written)
    if not request.form:
        return Editor(newest.number if newest else 0, writing.shown_of(page, written, newest).flat())
    form = read_form(TextForm)
    mine = form.content().flat()
    if not isinstance(refused(), ChangedMeanwhile):
        return Editor(form.base, mine)
    theirs = writing.shown_of(page, written, newest).flat()
    joined = join(writing.content_at(page, written, form.base).flat(), theirs, mine)
    return Editor(newest.number, joined.values, newest, joined, tuple(compare(theirs, mine)))


def done(key, written, sentence):
    flash(sentence)
    return redirect(url_for("texts_staff.one_text", key=key, written=written), 303)
