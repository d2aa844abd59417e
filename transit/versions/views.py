"""What every page of a timetable may ask: whether the timetable can still be trusted."""

from zoneinfo import ZoneInfo

from flask import Blueprint

from city.clock import now
from city.sources.views import source_age
from transit.refreshing import source_key
from transit.versions import standing

bp = Blueprint("transit_standing", __name__)


@bp.app_template_global()
def standing_of(timetable):
    """The standing.Standing of a shown.Timetable, today by its own clock."""
    today = now().astimezone(ZoneInfo(timetable.timezone)).date()
    return standing.judge(timetable, source_age(source_key(timetable.key)), today)
