"""Pages of the dispatchers: the board with the form of a new call, and each incident."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from uuid6 import uuid7

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.districts import get_district
from city.events import read_newest_id
from city.forms import read_form, read_query, shown_by
from city.maps import Drawing, draw_map
from emergency112 import forms, handovers, incidents, intake, labels, record, services, telephone
from emergency112.states import ANSWER_WITHIN, ENDED, GOING_ON, answers_to

bp = Blueprint("emergency112_staff", __name__, url_prefix="/staff/112", template_folder="templates")


@bp.get("/")
@guarded("emergency112.dispatch")
def board():
    newest = read_newest_id()  # before the rest: what comes after it is told by the stream
    shown, more = incidents.list_board(now())
    page = {"newest": newest, "incidents": shown, "more": more, "services": services.list_connected(), "key": uuid7()}
    return render_template("emergency112/board.html", map=draw_board_map(), **page)


@bp.post("/")
@guarded("emergency112.dispatch")
@shown_by(board)
def take_call():
    number, _is_new = keep_call(read_form(forms.CallForm))
    flash(_("Saved: incident %(number)s", number=number))
    return redirect(url_for(".board"), 303)


def keep_call(form):
    """Keep the call of a form: (the incident's number, is it new). When this comes back, it is on the disk."""
    with unit_of_work():
        taken = intake.take_call(form.key, form.told(), current_person(), now(), form.again)
        number = taken.incident.id
        audit.record("emergency112.call", number, {} if taken.is_new else {"again": True})
    return number, taken.is_new


@bp.get("/board/rows")
@guarded("emergency112.dispatch")
def rows():
    ids = read_query(forms.RowsQuery).numbers()
    found = incidents.list_some(ids) if ids else incidents.list_board(now())[0]
    return render_template("emergency112/rows.html", incidents=found)


@bp.get("/incidents/<int(max=2147483647):number>")
@guarded("emergency112.dispatch")
def incident(number):
    newest, found = read_newest_id(), incidents.get_incident(number)
    has_it = {each.service_key for each in found.handovers if each.state in GOING_ON}
    free = [each for each in services.list_connected() if each.key not in has_it]
    page = {"newest": newest, "events": record.list_events(number), "free": free, "ended": found.state in ENDED}
    return render_template("emergency112/incident.html", incident=found, **page)


@bp.post("/incidents/<int(max=2147483647):number>/send")
@guarded("emergency112.dispatch")
@shown_by(incident)
def send(number):
    keys = read_form(forms.ServicesForm).services
    with unit_of_work():
        found = handovers.get_to_change(number)
        handovers.send(found, intake.check_services(keys), current_person(), now())
        audit.record("emergency112.send", number, {"services": keys})
    return back_to(number, _("The incident is sent to the services."))


@bp.post("/incidents/<int(max=2147483647):number>/note")
@guarded("emergency112.dispatch")
@shown_by(incident)
def note(number):
    form = read_form(forms.NoteForm)
    with unit_of_work():
        incidents.add_note(number, form.note, current_person(), now())
        audit.record("emergency112.note", number)
    return back_to(number, _("Saved"))


@bp.post("/incidents/<int(max=2147483647):number>/close")
@guarded("emergency112.dispatch")
@shown_by(incident)
def close(number):
    form = read_form(forms.ReasonForm)
    with unit_of_work():
        incidents.close(number, form.reason, current_person(), now())
        audit.record("emergency112.close", number)
    return back_to(number, _("The incident is closed."))


@bp.get("/incidents/<int(max=2147483647):number>/correct")
@guarded("emergency112.dispatch")
def correction(number):
    city_map = draw_board_map()
    return render_template("emergency112/correct.html", incident=incidents.get_incident(number), map=city_map)


@bp.post("/incidents/<int(max=2147483647):number>/correct")
@guarded("emergency112.dispatch")
@shown_by(correction)
def correct(number):
    form = read_form(forms.CorrectionForm)
    with unit_of_work():
        intake.correct(number, form.version, form.told(), current_person(), now())
        audit.record("emergency112.correct", number)
    return back_to(number, _("Saved"))


def back_to(number, sentence):
    flash(sentence)
    return redirect(url_for(".incident", number=number), 303)


def draw_board_map():
    """The city with the incidents that are open."""
    address = url_for("emergency112_api.points")
    return draw_map([Drawing("incidents", address, "points", "emergency", _("Incidents"))], _("Map of incidents"))


@bp.app_context_processor
def words():
    """What templates of 112 lean on."""
    return {"labels112": labels, "ended_states": ENDED}


@bp.app_template_filter("since")
def since(at, until=None):
    """How long ago, or how long until a moment: 07:05."""
    return labels.clock((until or now()) - at)


@bp.app_template_filter("is_overdue")
def is_overdue(handover):
    """Whether a hand-over was sent long ago and nobody has said a word."""
    return handover.state == "sent" and now() - handover.sent_at > ANSWER_WITHIN


@bp.app_template_filter("district_name")
def name_district(key):
    return get_district(key)


bp.add_app_template_filter(telephone.show_number, "telephone")
bp.add_app_template_filter(answers_to, "answers_to")
