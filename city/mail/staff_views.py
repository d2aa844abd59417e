"""Letters, for administrators: what waits, what has failed and why, and trying again."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from city.accounts import audit
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.errors import N_
from city.forms import read_query, shown_by
from city.mail import outbox
from city.mail.forms import LettersQuery
from city.mail.jobs import is_on

bp = Blueprint("mail", __name__, url_prefix="/staff/mail", template_folder="templates")
STATE_LABELS = {"waiting": N_("Waiting to be sent"), "failed": N_("Not delivered"), "sent": N_("Sent (letter)")}
STATE_COLOURS = {"waiting": "yellow", "failed": "orange", "sent": "green"}


@bp.get("/")
@guarded("mail.read")
def letters(number=None):
    query = read_query(LettersQuery)
    found, more = outbox.list_letters(query.state, query.page)
    page = {
        "chips": list_chips(query.state),
        "failed": outbox.count_failed(),
        "labels": STATE_LABELS,
        "colours": STATE_COLOURS,
        "is_on": is_on(),
    }
    return render_template("mail/letters.html", letters=found, more=more, query=query, **page)


@bp.post("/<int(max=2147483647):number>/again")
@guarded("mail.again")
@shown_by(letters)
def again(number):
    with unit_of_work():
        outbox.send_again(number, now())
        audit.record("mail.again", number)
    flash(_("It will be sent again within a minute."))
    return redirect(url_for(".letters"), 303)


@bp.post("/again")
@guarded("mail.again")
def all_again():
    with unit_of_work():
        count = outbox.send_all_again(now())
        audit.record("mail.again", "*", {"letters": count})
    flash(ngettext("%(num)d letter will be sent again.", "%(num)d letters will be sent again.", count))
    return redirect(url_for(".letters"), 303)


def list_chips(chosen):
    """Links that narrow the list to one state, with how many there are."""
    counts = outbox.count_by_state()
    choices = [(None, _("All"), sum(counts.values())), *((each, _(STATE_LABELS[each]), counts[each]) for each in counts)]
    return [
        {"label": label, "count": count, "chosen": state == chosen, "address": url_for(".letters", state=state)}
        for state, label, count in choices
    ]
