"""Passkeys: adding and removing one's own, and signing in with one. The browser's part is static/js/passkey.js."""

from functools import wraps

from flask import flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import forms, passkey_door, passkeys, resume
from city.accounts.current import current_person
from city.accounts.guard import guarded, open_to_all
from city.accounts.own_views import show_recovery_codes
from city.accounts.views import bp, sign_in
from city.errors import CityError
from city.formats import say
from city.forms import read_form, shown_by


def answers_script(view):
    """A view that static/js/passkey.js asks: what is refused comes as a sentence and the field that it is about."""

    @wraps(view)
    def answer():
        try:
            return jsonify(view())
        except CityError as error:
            return jsonify(sentence=say(error), field=error.field), error.status

    return answer


@bp.get("/me/passkeys/new")
@guarded("accounts.own", while_owing=True)
def new_passkey():
    passkey_door.get_site()
    return render_template("accounts/new_passkey.html")


@bp.post("/me/passkeys/options")
@guarded("accounts.own", while_owing=True)
@answers_script
def passkey_options():
    return passkey_door.offer_registration(current_person(), read_form(forms.NewPasskey))


@bp.post("/me/passkeys/new")
@guarded("accounts.own", while_owing=True)
@shown_by(new_passkey)
def add_passkey():
    codes = passkey_door.register(current_person(), read_form(forms.Answer))
    if codes:
        return show_recovery_codes(codes)
    flash(_("The passkey is added."))
    return redirect(url_for(".own"), 303)


@bp.get("/me/passkeys/<int:number>")
@guarded("accounts.own")
def own_passkey(number):
    return render_template("accounts/remove_passkey.html", passkey=passkeys.get_of(current_person().id, number))


@bp.post("/me/passkeys/<int:number>")
@guarded("accounts.own")
@shown_by(own_passkey)
def remove_passkey(number):
    passkey_door.remove(current_person(), number, read_form(forms.PasswordAgain).current_password)
    flash(_("The passkey is removed."))
    return redirect(url_for(".own"), 303)


@bp.post("/sign-in/passkey/options")
@open_to_all
@answers_script
def sign_in_options():
    return passkey_door.offer_sign_in()


@bp.post("/sign-in/passkey")
@open_to_all
@shown_by(sign_in)
def enter_by_passkey():
    passkey_door.enter(read_form(forms.Answer).answer)
    return resume.lead_on()
