"""The audit, for administrators: by person, action, days and subject, page by page, and as a file."""

from flask import Response, current_app, render_template, stream_with_context
from flask_babel import gettext as _

from city.accounts import audit as trail
from city.accounts import audit_export, audit_reading, forms, people
from city.accounts.errors import TooManyRows
from city.accounts.guard import guarded
from city.accounts.views import bp
from city.database import db, unit_of_work
from city.forms import read_form, read_query, shown_by

MOST_ROWS = 100_000  # of a spreadsheet
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@bp.get("/audit")
@guarded("accounts.audit")
def audit():
    query = read_query(forms.AuditQuery)
    rows, older, newer = audit_reading.list_rows(make_filter(query), query.before, query.after)
    page = {"names": [each.name for each in people.list_people()], "actions": list_actions(), "groups": group_actions()}
    return render_template("accounts/audit.html", query=query, rows=rows, older=older, newer=newer, **page)


@bp.post("/audit/export")
@guarded("accounts.audit")
@shown_by(audit)
def export_audit():
    form = read_form(forms.AuditExport)
    chosen = make_filter(form)
    if form.format == "xlsx" and audit_reading.is_more_than(chosen, MOST_ROWS):
        raise TooManyRows(most=MOST_ROWS)
    with unit_of_work():
        trail.record("accounts.export", form.format, form.model_dump(mode="json", exclude_none=True, exclude={"format"}))
    write = audit_export.write_csv if form.format == "csv" else audit_export.write_xlsx
    body = stream_with_context(close_after(write(make_head(), make_lines(chosen))))
    headers = {"Content-Disposition": f"attachment; filename=audit.{form.format}"}
    return Response(body, content_type=TYPES[form.format], headers=headers, direct_passthrough=True)


def close_after(pieces):
    """The database is let go of between the pieces, and afterwards."""
    try:
        yield from pieces
    finally:
        db.session.rollback()


def make_filter(query):
    """The Filter of what was asked; 'accounts.*' stands for all actions that begin so."""
    action = query.action or ""
    actions = (action,) if action else ()
    if action.endswith(".*"):
        actions = tuple(name for name in list_actions() if name.startswith(action[:-1])) or (action,)
    return audit_reading.Filter(query.person, actions, query.begins, query.ends, query.subject)


def make_head():
    return [_("When"), _("Who"), _("What"), _("To what"), _("Details"), _("Action")]


def make_lines(chosen):
    actions = list_actions()
    for row in audit_reading.list_all(chosen):
        said = _(actions[row.action]) if row.action in actions else row.action
        yield [row.at, row.person_name, said, row.subject, audit_export.say_detail(row.detail), row.action]


def list_actions():
    """{action: label} of all that is done here."""
    return {action: label for feature in current_app.extensions["features"] for action, label in feature.actions.items()}


def group_actions():
    """{first part of its name: {action: label}}, in the order of the features."""
    groups = {}
    for action, label in list_actions().items():
        groups.setdefault(action.split(".")[0], {})[action] = label
    return groups
