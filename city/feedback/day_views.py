"""Days off, for administrators: those of the law, and those that decrees announce."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.guard import guarded
from city.database import unit_of_work
from city.feedback import messages, working_days
from city.feedback.forms import DayForm, DayQuery
from city.feedback.staff_views import bp
from city.forms import read_form, shown_by


@bp.get("/days")
@guarded("feedback.days")
def days():
    page = {"holidays": working_days.read_holidays(), "off": working_days.read_days_off()}
    return render_template("feedback/days.html", **page)


@bp.post("/days")
@guarded("feedback.days")
@shown_by(days)
def add_day():
    form = read_form(DayForm)
    with unit_of_work():
        working_days.add_day_off(form.day, form.name)
        messages.set_due_anew()
        audit.record("feedback.day_add", form.day.isoformat(), {"name": form.name})
    return done(_("The day is off. Messages that wait are due later where it lies in between."))


@bp.post("/days/remove")
@guarded("feedback.days")
@shown_by(days)
def remove_day():
    form = read_form(DayQuery)
    with unit_of_work():
        working_days.remove_day_off(form.day)
        messages.set_due_anew()
        audit.record("feedback.day_remove", form.day.isoformat())
    return done(_("The day is a working day again, where the calendar says so."))


def done(sentence):
    flash(sentence)
    return redirect(url_for(".days"), 303)
