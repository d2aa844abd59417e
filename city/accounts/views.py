"""The staff's home page, and the pages of signing in and out."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import door, forms, passkey_door, people, resume
from city.accounts.current import find_person
from city.accounts.errors import NotSignedIn
from city.accounts.guard import guarded, open_to_all
from city.forms import read_form, shown_by

bp = Blueprint("accounts", __name__, url_prefix="/staff", template_folder="templates")


@bp.get("/")
@guarded("accounts.home")
def home():
    return render_template("accounts/home.html")


@bp.get("/sign-in")
@open_to_all
def sign_in():
    return render_template("accounts/sign_in.html", has_site=bool(passkey_door.find_site()))


@bp.post("/sign-in")
@open_to_all
@shown_by(sign_in)
def enter():
    form = read_form(forms.SignIn)
    door.enter(form.name, form.password)
    return resume.lead_on()


@bp.get("/sign-in/code")
@open_to_all
def code():
    waiting = door.find_waiting_session()
    if not waiting:
        return redirect(url_for(".sign_in", next=resume.safe_next()))
    page = {"them": people.get(waiting[1]), "has_site": bool(passkey_door.find_site())}
    return render_template("accounts/code.html", **page)


@bp.post("/sign-in/code")
@open_to_all
@shown_by(code)
def confirm():
    form = read_form(forms.Code)
    try:
        door.confirm(form.one_time_code)
    except NotSignedIn:
        return resume.start_again()
    return resume.lead_on()


@bp.post("/sign-out")
@open_to_all
def sign_out():
    if person := find_person():
        door.leave(person)
    door.forget()
    flash(_("You are signed out."))
    return redirect(url_for(".sign_in"), 303)
