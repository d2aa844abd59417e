"""A person's own account: language, password, codes, and where one is signed in."""

from flask import current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _

from city.accounts import audit, door, forms, passkey_door, people, resume, sessions, totp
from city.accounts.current import current_person, read_terms
from city.accounts.guard import guarded
from city.accounts.views import bp
from city.clock import now
from city.database import unit_of_work
from city.errors import NotFound
from city.forms import read_form, shown_by
from city.language import BY_CODE, keep_choice, speak

NEW_SECRET = "new_totp_secret"  # in the cookie until a code shows that the telephone has it


@bp.get("/me")
@guarded("accounts.own")
def own():
    me = people.get(current_person().id)
    page = {"opened": sessions.list_open(me.id, now(), read_terms(me.roles)), "recovery_codes": totp.count_recovery_codes(me.id)}
    page |= {"has_site": bool(passkey_door.find_site())}
    return render_template("accounts/own.html", me=me, **page)


@bp.post("/me/language")
@guarded("accounts.own")
@shown_by(own)
def set_language():
    form, me = read_form(forms.Settings), current_person()
    with unit_of_work():
        people.get_to_change(me.id).language = form.language
        audit.record("accounts.own_language", me.name, {"language": form.language})
    speak(BY_CODE[form.language])
    keep_choice(BY_CODE[form.language])
    return done(_("Saved"))


@bp.get("/me/password")
@guarded("accounts.own", while_owing=True)
def own_password():
    return render_template("accounts/own_password.html")


@bp.post("/me/password")
@guarded("accounts.own", while_owing=True)
@shown_by(own_password)
def set_password():
    owed = current_person().owes
    door.change_own_password(current_person(), read_form(forms.NewPassword))
    flash(_("The password is changed. Your other sessions were ended."))
    return resume.lead_on() if owed else redirect(url_for(".own"), 303)


@bp.get("/me/codes")
@guarded("accounts.own", while_owing=True)
def own_codes():
    me = people.get(current_person().id)
    if me.totp_secret:
        return render_template("accounts/codes_off.html")
    secret = session.setdefault(NEW_SECRET, totp.make_secret())
    page = {"picture": totp.draw_secret(secret, me.name), "secret": totp.group(secret)}
    return render_template("accounts/own_codes.html", has_site=bool(passkey_door.find_site()), **page)


@bp.post("/me/codes")
@guarded("accounts.own", while_owing=True)
@shown_by(own_codes)
def set_up_codes():
    form, me = read_form(forms.Code), current_person()
    with unit_of_work():
        totp.begin_use(people.get_to_change(me.id), session.get(NEW_SECRET, ""), form.one_time_code, now())
        codes = totp.make_recovery_codes(me.id, current_app.secret_key)
        audit.record("accounts.own_codes", me.name)
    session.pop(NEW_SECRET)
    return show_recovery_codes(codes)


@bp.post("/me/codes/off")
@guarded("accounts.own")
@shown_by(own_codes)
def give_up_codes():
    door.give_up_codes(current_person(), read_form(forms.Code).one_time_code)
    return redirect(url_for(".own_codes"), 303)


@bp.post("/me/recovery-codes")
@guarded("accounts.own")
def renew_recovery_codes():
    me = current_person()
    with unit_of_work():
        codes = totp.make_recovery_codes(me.id, current_app.secret_key)
        audit.record("accounts.own_recovery", me.name)
    return show_recovery_codes(codes)


@bp.post("/me/sessions/<int:number>/end")
@guarded("accounts.own")
def end_session(number):
    me = current_person()
    with unit_of_work():
        if not sessions.end(number, me.id, now()):
            raise NotFound()
        audit.record("accounts.own_session_end", me.name, {"session": number})
    return done(_("The session is ended."))


@bp.post("/me/sessions/end-others")
@guarded("accounts.own")
def end_other_sessions():
    me = current_person()
    with unit_of_work():
        count = sessions.end_all(me.id, now(), but=me.session_id)
        audit.record("accounts.own_session_end", me.name, {"others": count})
    return done(_("Your other sessions are ended."))


def show_recovery_codes(codes):
    """The only time that they can be read; from here one goes on to what one came for."""
    return render_template("accounts/recovery_codes.html", codes=codes, go_on=resume.safe_next())


def done(sentence):
    flash(sentence)
    return redirect(url_for(".own"), 303)
