"""What is kept about somebody who works here: shown, and taken along as JSON."""

from flask import Response, current_app, render_template

from city import personal_data
from city.accounts import audit
from city.accounts.audit_views import list_actions
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.accounts.views import bp
from city.clock import now
from city.database import unit_of_work


@bp.get("/me/data")
@guarded("accounts.own")
def own_data():
    parts = personal_data.show(list_sources(), current_person().id)
    return render_template("accounts/own_data.html", parts=parts, actions=list_actions())


@bp.get("/me/data.json")
@guarded("accounts.own")
def own_export():
    me = current_person()
    with unit_of_work():
        audit.record("accounts.own_export", me.name)
    written = personal_data.export(list_sources(), me.id, now())
    return Response(written, mimetype="application/json", headers={"Content-Disposition": "attachment; filename=my-data.json"})


def list_sources():
    return personal_data.list_sources(current_app.extensions["features"], "staff")
