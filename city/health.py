"""Is the process alive, and is all that it needs there? For those who watch over the service."""

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from city import search
from city.database import db
from city.migration import newest_revision

bp = Blueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
def live():
    return jsonify(status="ok")


@bp.get("/ready")
def ready():
    parts = check_parts()
    well = all(state == "ok" for state in parts.values())
    return jsonify(status="ok" if well else "failed", parts=parts), 200 if well else 503


def check_parts():
    """Each part with 'ok' or a few words on what fails; what rests on a failed part is not asked."""
    parts = {}
    for name, check in (("database", _database), ("migrations", _migrations), ("search", _search)):
        try:
            parts[name] = check()
        except SQLAlchemyError as error:
            return parts | {name: f"failed: {type(error).__name__}"}
    return parts


def _database():
    db.session.execute(text("SELECT 1"))
    return "ok"


def _migrations():
    found = MigrationContext.configure(db.session.connection()).get_current_revision()
    return "ok" if found == newest_revision() else f"failed: at {found}, not at {newest_revision()}"


def _search():
    return "ok" if search.count_entries() else "failed: the index is empty"
