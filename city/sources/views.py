"""Sources for staff, and what every template may ask about them."""

from flask import Blueprint, current_app, render_template

from city.accounts.guard import guarded
from city.clock import now
from city.formats import say
from city.kept_errors import unpack
from city.sources import ages

bp = Blueprint("sources", __name__, url_prefix="/staff/sources")


@bp.get("/")
@guarded("sources.read")
def list_sources():
    return render_template("city/sources.html", sources=ages.list_sources(list_declared(), now()))


def list_declared():
    """{key: Source} of all features."""
    return {source.key: source for feature in current_app.extensions["features"] for source in feature.sources}


@bp.app_template_global()
def source_age(key):
    """The SourceAge of a key for ui.source_age, or None."""
    return ages.find_source(key, list_declared(), now())


@bp.app_template_global()
def say_failure(error):
    """The sentence of a failure that was written down, in the reader's language."""
    return say(unpack(error))
