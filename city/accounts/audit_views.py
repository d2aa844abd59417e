"""The audit, for administrators: by person, action and day, page by page."""

from flask import current_app, render_template

from city.accounts import audit as trail
from city.accounts import forms
from city.accounts.guard import guarded
from city.accounts.views import bp
from city.forms import read_query


@bp.get("/audit")
@guarded("accounts.audit")
def audit():
    query = read_query(forms.AuditQuery)
    rows, more = trail.list_rows(**query.model_dump())
    page = {"names": trail.list_names(), "actions": list_actions()}
    return render_template("accounts/audit.html", query=query, rows=rows, more=more, **page)


def list_actions():
    """{action: label} of all that is done here."""
    return {action: label for feature in current_app.extensions["features"] for action, label in feature.actions.items()}
