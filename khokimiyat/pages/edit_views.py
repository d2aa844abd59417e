"""Writing at the desk: a new page, another version, a preview, an old version taken up again."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.forms import read_form, refused, shown_by
from khokimiyat.pages import conflicts, reading, writing
from khokimiyat.pages.content import Content, from_flat
from khokimiyat.pages.desk_views import PAGE, VERSION, bp, done, one_version
from khokimiyat.pages.forms import PageForm, VersionForm
from khokimiyat.pages.refusals import ChangedMeanwhile


@dataclass(frozen=True)
class Editor:
    """What the form shows: from which version on, with which values, and whose changes it met."""

    base: int
    values: dict
    meeting: conflicts.Meeting | None = None


@bp.get("/new")
@guarded("khokimiyat.edit")
def new_page():
    return show_editor(None, open_editor())


@bp.post("/new")
@guarded("khokimiyat.edit")
@shown_by(new_page)
def add():
    form = read_form(PageForm)
    with unit_of_work():
        version = writing.add(form.content(), current_person(), now())
        audit.record("khokimiyat.page_add", version.slug)
    return done(version.page_id, _("Saved as version %(number)s.", number=version.number))


@bp.get(f"{PAGE}/edit")
@guarded("khokimiyat.edit")
def edit(number):
    page = writing.get_page(number)
    return show_editor(page, open_editor(page))


@bp.post(f"{PAGE}/edit")
@guarded("khokimiyat.edit")
@shown_by(edit)
def save(number):
    form = read_form(PageForm)
    with unit_of_work():
        version = writing.save(number, form.base, form.content(), current_person(), now())
        audit.record("khokimiyat.page_save", version.slug, {"version": version.number})
    return done(number, _("Saved as version %(number)s.", number=version.number))


@bp.post("/new/preview")
@bp.post(f"{PAGE}/preview")
@guarded("khokimiyat.edit", audited=False)
def preview(number=None):
    page = writing.get_page(number) if number is not None else None
    return show_editor(page, open_editor(page))


preview.page = lambda number=None: new_page() if number is None else edit(number)  # where a stale form is shown again


@bp.post(f"{VERSION}/restore")
@guarded("khokimiyat.edit")
@shown_by(one_version)
def restore(number, version):
    form = read_form(VersionForm)
    with unit_of_work():
        restored = writing.restore(number, version, form.version, current_person(), now())
        audit.record("khokimiyat.page_restore", restored.slug, {"version": restored.number, "restores": version})
    return done(number, _("Version %(old)s is restored as version %(new)s.", old=version, new=restored.number))


def show_editor(page, editor):
    values = {"previews": reading.list_shown(from_flat(editor.values))}
    values |= {"preview_address": url_for(".preview", number=page.id) if page else url_for(".preview")}
    return render_template("khokimiyat/pages/edit.html", page=page, editor=editor, **values)


def open_editor(page=None):
    """The Editor of the newest version, or of what was sent, joined with what somebody else saved meanwhile."""
    if not request.form:
        return (
            Editor(page.newest, writing.get_version(page.id, page.newest).content.flat()) if page else Editor(0, Content().flat())
        )
    form = read_form(PageForm)
    if isinstance(refused(), ChangedMeanwhile):
        return join(page, form)
    return Editor(form.base, form.content().flat())


def join(page, form):
    begun, theirs = (writing.get_version(page.id, each) for each in (form.base, page.newest))
    meeting = conflicts.meet(begun, theirs, form.content())
    return Editor(theirs.number, meeting.joined, meeting)
