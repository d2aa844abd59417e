"""The desk of programs: who waits, what they want it for, how much they ask, and what is decided."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.feedback.working_days import day_of
from city.forms import read_form, read_query, shown_by
from city.mail.jobs import is_on
from city.programs import keys, letters, registering, use
from city.programs.forms import DeskQuery, ReasonForm, StepForm, TierForm

bp = Blueprint("programs_staff", __name__, url_prefix="/staff/programs", template_folder="templates")
PROGRAM = "/<int(max=2147483647):number>"
DECIDE = "programs.decide"
COLOURS = {"waiting": "yellow", "accepted": "green", "refused": "grey", "withdrawn": "orange"}


@bp.get("/")
@guarded("programs.read")
def list_programs():
    query = read_query(DeskQuery)
    found, more = registering.list_programs(query.state, query.page)
    last = use.read_last_days([each.id for each in found])
    return render_template("programs/desk.html", programs=found, more=more, query=query, last=last, chips=list_chips(query.state))


@bp.get(PROGRAM)
@guarded("programs.read")
def one_program(number):
    page = {"keys": keys.list_keys(number), "days": use.list_days(number, day_of(now())), "mail_is_on": is_on()}
    return render_template("programs/one_program.html", program=registering.get_program(number), **page)


@bp.post(f"{PROGRAM}/accept")
@guarded(DECIDE)
@shown_by(one_program)
def accept(number):
    form = read_form(TierForm)
    with unit_of_work():
        program = registering.accept(number, form.version, form.tier, current_person().name, now())
        letters.put_link(program, now(), accepted=True)
        audit.record("programs.accept", number, {"program": program.name, "tier": form.tier})
    return done(number, _("The program is registered. A letter with a link to its key is on its way."))


@bp.post(f"{PROGRAM}/refuse")
@guarded(DECIDE)
@shown_by(one_program)
def refuse(number):
    form = read_form(ReasonForm)
    with unit_of_work():
        program = registering.refuse(number, form.version, form.reason, current_person().name, now())
        letters.put_decision(program, now())
        audit.record("programs.refuse", number, {"program": program.name})
    return done(number, _("The program is refused. A letter says why."))


@bp.post(f"{PROGRAM}/withdraw")
@guarded(DECIDE)
@shown_by(one_program)
def withdraw(number):
    form = read_form(ReasonForm)
    with unit_of_work():
        program = registering.withdraw(number, form.version, form.reason, current_person().name, now())
        letters.put_decision(program, now())
        audit.record("programs.withdraw", number, {"program": program.name})
    return done(number, _("The key is withdrawn; within seconds it is refused everywhere. A letter says why."))


@bp.post(f"{PROGRAM}/tier")
@guarded(DECIDE)
@shown_by(one_program)
def set_tier(number):
    form = read_form(TierForm)
    with unit_of_work():
        program = registering.set_tier(number, form.version, form.tier)
        audit.record("programs.tier", number, {"program": program.name, "tier": form.tier})
    return done(number, _("The limits are changed."))


@bp.post(f"{PROGRAM}/link")
@guarded(DECIDE)
@shown_by(one_program)
def send_link(number):
    read_form(StepForm)
    with unit_of_work():
        program = registering.get_accepted(number)
        letters.put_link(program, now())
        audit.record("programs.link", number, {"program": program.name})
    return done(number, _("A letter with a new link is on its way."))


@bp.context_processor
def add_words():
    return {
        "state_labels": registering.STATES,
        "state_colours": COLOURS,
        "tier_labels": {name: label for name, (label, _factor) in registering.TIERS.items()},
    }


def list_chips(chosen):
    """Links that narrow the list to one state, with how many there are."""
    counts = registering.count_by_state()
    labels = [(None, _("All"), sum(counts.values())), *((each, _(registering.STATES[each]), counts[each]) for each in counts)]
    return [
        {"label": label, "count": count, "chosen": state == chosen, "address": url_for(".list_programs", state=state)}
        for state, label, count in labels
    ]


def count_waiting():
    return registering.count_by_state()["waiting"]


def done(number, sentence):
    current_app.extensions["keys"].forget()
    flash(sentence)
    return redirect(url_for(".one_program", number=number), 303)
