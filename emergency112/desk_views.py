"""Pages of the services' desks, where hand-overs are answered, and the shift supervisor's page of who sits where."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit, people
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.events import read_newest_id
from city.forms import read_form, read_query, shown_by
from emergency112 import forms, handovers, incidents, services

bp = Blueprint("emergency112_desks", __name__, url_prefix="/staff/112", template_folder="templates")


@bp.get("/desks/")
@guarded("emergency112.answer")
def desks():
    mine = services.list_desks_of(current_person().id)
    if len(mine) == 1:
        return redirect(url_for(".desk", key=mine[0].key))
    return render_template("emergency112/desks.html", services=mine)


@bp.get("/desks/<key>")
@guarded("emergency112.answer")
def desk(key):
    service = get_own_desk(key)
    newest = read_newest_id()
    shown, more = incidents.list_desk(key, now())
    return render_template("emergency112/desk.html", service=service, newest=newest, handovers=shown, more=more)


@bp.get("/desks/<key>/rows")
@guarded("emergency112.answer")
def rows(key):
    service = get_own_desk(key)
    ids = read_query(forms.RowsQuery).numbers()
    found = incidents.list_desk_rows(key, ids) if ids else incidents.list_desk(key, now())[0]
    return render_template("emergency112/desk_rows.html", service=service, handovers=found)


@bp.post("/desks/<key>/<int(max=2147483647):number>/<any(receive, accept, refuse, finish):said>")
@guarded("emergency112.answer")
@shown_by(lambda key, **_: desk(key))
def answer(key, number, said):
    get_own_desk(key)
    reason = read_form(forms.ReasonForm).reason
    with unit_of_work():
        handover = handovers.answer(key, number, said, current_person(), now(), reason)
        audit.record(f"emergency112.{said}", handover.incident_id, {"service": key})
    return redirect(url_for(".desk", key=key, _anchor=f"handover-{number}"), 303)


@bp.get("/shift")
@guarded("emergency112.supervise")
def shift():
    sitting = [each for each in people.list_people() if "desk" in each.roles and not each.disabled_at]
    page = {"people": sitting, "members": services.list_members(), "services": services.list_services()}
    return render_template("emergency112/shift.html", **page)


@bp.post("/shift/people/<int(max=2147483647):number>")
@guarded("emergency112.supervise")
@shown_by(lambda number: shift())
def seat(number):
    keys = read_form(forms.ServicesForm).services
    with unit_of_work():
        them = people.get_to_change(number)
        services.seat(number, keys)
        audit.record("emergency112.seat", them.name, {"services": keys})
    flash(_("Saved"))
    return redirect(url_for(".shift"), 303)


@bp.post("/shift/services/<key>/<any(on, off):wanted>")
@guarded("emergency112.supervise")
def switch(key, wanted):
    with unit_of_work():
        services.switch(key, wanted == "on")
        audit.record("emergency112.switch", key, {"on": wanted == "on"})
    flash(_("Saved"))
    return redirect(url_for(".shift"), 303)


def get_own_desk(key):
    """The service at whose desk this person sits, connected or not: what it was sent waits for an answer.

    Raises UnknownService, NotYourDesk.
    """
    service = services.get_service(key)
    services.check_desk(current_person().id, key)
    return service
