"""A resident's own page: signing in and out, and what is kept (the law on personal data, ZRU-547)."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city import personal_data
from city.accounts import audit
from city.accounts.guard import open_to_all
from city.clock import now
from city.database import unit_of_work
from city.forms import read_form, shown_by
from city.language import BY_CODE, LANGUAGES, keep_choice
from city.residents import door, forms, people
from city.residents.current import are_on, find_resident, for_residents, forget, is_erased
from city.residents.errors import AlreadyErased, NotConfirmed, OneIdError, ResidentNotSignedIn, ResidentsOff

bp = Blueprint("residents", __name__, template_folder="templates")


@bp.after_request
def keep_nothing(response):
    """No browser keeps what is about one person."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/<lang:lang_path>/me/")
def me():
    if not are_on():
        raise ResidentsOff()
    erased = not find_resident() and is_erased()
    return render_template("residents/me.html", resident=find_resident(), erased=erased, next=door.safe_next())


@bp.get("/<lang:lang_path>/me/sign-in")
def sign_in():
    return redirect(door.begin())


@bp.get("/me/oneid")
def come_back():
    return redirect(door.finish(), 303)


@bp.errorhandler(OneIdError)
@bp.errorhandler(AlreadyErased)
@bp.errorhandler(ResidentNotSignedIn)
def refuse(error):
    """Say why, and where to begin again."""
    return render_template("residents/refused.html", error=error), error.status


@bp.post("/<lang:lang_path>/me/sign-out")
@open_to_all
def sign_out():
    if resident := find_resident():
        with unit_of_work():
            people.end_session(resident.session_id, now())
    forget()
    flash(_("You are signed out."))
    return redirect(url_for(".me"), 303)


@bp.get("/<lang:lang_path>/me/data")
@for_residents
def own_data(resident):
    page = {"parts": personal_data.show(list_sources(), resident.id), "languages": [(each.code, each.name) for each in LANGUAGES]}
    return render_template("residents/data.html", resident=resident, me=people.get(resident.id), **page)


@bp.post("/<lang:lang_path>/me/data")
@shown_by(own_data)
@for_residents
def correct(resident):
    form = read_form(forms.Correction)
    with unit_of_work():
        people.correct(people.get_to_change(resident.id), form.name, form.language)
        audit.record("residents.correct", resident.id)
    keep_choice(BY_CODE[form.language])
    flash(_("Saved"))
    return redirect(url_for(".own_data", lang_path=BY_CODE[form.language].path), 303)


@bp.get("/<lang:lang_path>/me/data.json")
@for_residents
def export(resident):
    with unit_of_work():
        audit.record("residents.export", resident.id)
    written = personal_data.export(list_sources(), resident.id, now())
    return Response(written, mimetype="application/json", headers={"Content-Disposition": "attachment; filename=my-data.json"})


@bp.get("/<lang:lang_path>/me/erase")
@for_residents
def ask_to_erase(resident):
    return render_template("residents/erase.html", resident=resident, sources=list_sources())


@bp.post("/<lang:lang_path>/me/erase")
@shown_by(ask_to_erase)
@for_residents
def erase(resident):
    if not read_form(forms.Erasing).sure:
        raise NotConfirmed()
    try:
        with unit_of_work():
            people.get_to_change(resident.id)
            personal_data.erase(list_sources(), resident.id, now())
            audit.record("residents.erase", resident.id)
    except AlreadyErased:
        pass  # the button was pressed twice: what was asked for is done
    forget()
    flash(_("What was kept about you is erased, and you are signed out."))
    return redirect(url_for(".me"), 303)


def list_sources():
    return personal_data.list_sources(current_app.extensions["features"], "resident")
