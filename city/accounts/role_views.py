"""What each role is for, and what it may do: for administrators who give roles."""

from flask import current_app, render_template

from city.accounts.guard import guarded
from city.accounts.roles import ROLES, SUMMARIES
from city.accounts.views import bp


@bp.get("/roles")
@guarded("accounts.people")
def list_roles():
    return render_template("accounts/roles.html", summaries=SUMMARIES, brings=list_permissions(), shifts=list_shifts())


def list_permissions():
    """{role: [(permission, label or None)]}, in the order of the features; the staff menu names most permissions."""
    brings = {role: [] for role in ROLES}
    for feature in current_app.extensions["features"]:
        labels = {entry.permission: entry.summary for entry in reversed(feature.staff_menu)} | dict(feature.permission_labels)
        for permission, roles in feature.permissions.items():
            for role in roles:
                brings[role].append((permission, labels.get(permission)))
    return brings


def list_shifts():
    return current_app.extensions["shift_roles"]
