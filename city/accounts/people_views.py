"""People with accounts, for administrators."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit, forms, passkeys, passwords, people, sessions, totp
from city.accounts.current import read_terms
from city.accounts.guard import guarded
from city.accounts.views import bp
from city.clock import now
from city.database import unit_of_work
from city.errors import N_
from city.forms import read_form, read_query, shown_by

STATES = {
    "on": N_("switched on"),
    "off": N_("switched off"),
    "one_step": N_("password only"),
    "never": N_("never signed in"),
    "demo": N_("Demonstration"),
}


@bp.get("/people")
@guarded("accounts.people")
def list_people():
    query = read_query(forms.PeopleQuery)
    found, more, count = people.search(query.name, query.role, query.state, query.page)
    page = {"people": found, "more": more, "count": count, "opened": count_sessions(found), "states": STATES}
    return render_template("accounts/people.html", query=query, **page)


def count_sessions(found):
    """{person id: in how many browsers they are signed in}."""
    opened, at = sessions.list_open_of_all([each.id for each in found]), now()
    return {each.id: sum(sessions.counts(one, at, read_terms(each.roles)) for one in opened[each.id]) for each in found}


@bp.get("/people/new")
@guarded("accounts.people")
def new_person():
    return render_template("accounts/new_person.html")


@bp.post("/people/new")
@guarded("accounts.people")
@shown_by(new_person)
def add_person():
    form, password = read_form(forms.NewPerson), passwords.make_password()
    password_hash = passwords.hash_password(password)
    with unit_of_work():
        added = people.add(form.name, password_hash, form.roles, form.language, now(), must_change_password=True)
        audit.record("accounts.add", added.name, {"roles": form.roles})
    return render_template("accounts/first_password.html", them=added, password=password)


@bp.get("/people/<int:number>")
@guarded("accounts.people")
def one_person(number):
    them = people.get(number)
    opened = sessions.list_open(number, now(), read_terms(them.roles))
    return render_template("accounts/person.html", them=them, opened=opened)


@bp.post("/people/<int:number>/roles")
@guarded("accounts.people")
@shown_by(one_person)
def set_roles(number):
    form = read_form(forms.Roles)
    with unit_of_work():
        them = people.get_to_demote(number)
        before = sorted(them.roles)
        people.set_roles(them, form.roles)
        sessions.tell_streams(number)
        audit.record("accounts.roles", them.name, {"before": before, "after": sorted(form.roles)})
    return done(number, _("Saved"))


@bp.post("/people/<int:number>/off")
@guarded("accounts.people")
@shown_by(one_person)
def switch_off(number):
    with unit_of_work():
        them = people.get_to_demote(number)
        people.switch_off(them, now())
        sessions.end_all(number, now())
        audit.record("accounts.off", them.name)
    return done(number, _("The account is switched off, and its sessions are ended."))


@bp.post("/people/<int:number>/on")
@guarded("accounts.people")
def switch_on(number):
    with unit_of_work():
        them = people.get_to_change(number)
        people.switch_on(them)
        audit.record("accounts.on", them.name)
    return done(number, _("The account is switched on."))


@bp.post("/people/<int:number>/end-sessions")
@guarded("accounts.people")
def end_sessions(number):
    with unit_of_work():
        them = people.get(number)
        count = sessions.end_all(number, now())
        audit.record("accounts.sessions_end", them.name, {"sessions": count})
    return done(number, _("All sessions of the account are ended."))


@bp.post("/people/<int:number>/reset-codes")
@guarded("accounts.people")
def reset_codes(number):
    with unit_of_work():
        them = people.get_to_change(number)
        totp.stop_use(them)
        passkeys.remove_all(them)
        sessions.end_all(number, now())
        audit.record("accounts.codes_reset", them.name)
    return done(number, _("The codes are reset, and the sessions of the account are ended."))


@bp.post("/people/<int:number>/new-password")
@guarded("accounts.people")
def reset_password(number):
    password = passwords.make_password()
    password_hash = passwords.hash_password(password)
    with unit_of_work():
        them = people.get_to_change(number)
        people.set_password(them, password_hash, must_change_password=True)
        sessions.end_all(number, now())
        audit.record("accounts.password_reset", them.name)
    return render_template("accounts/first_password.html", them=them, password=password)


def done(number, sentence):
    flash(sentence)
    return redirect(url_for(".one_person", number=number), 303)
