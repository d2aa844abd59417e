"""Pages to print: the sheet of a stop, the timetable of a line. They are of the same blueprint as the other pages."""

from zoneinfo import ZoneInfo

from flask import current_app, render_template, request, url_for

from city.clock import now
from city.forms import read_query
from transit import labels, network
from transit.timetables import boards, choosing, forms, grids
from transit.timetables.drawing import draw_code
from transit.views import bp


@bp.get("/stops/<path:key>/sheet")
def sheet(key):
    stop, query, lines = network.get_stop(key), read_query(forms.SheetQuery), network.list_lines_at(key)
    today = today_of(stop.timetable)
    page = {"boards": boards.list_week_boards(stop, today, query.line), "today": today, "lines": lines}
    page["address"] = (current_app.config["SITE_ADDRESS"] or request.host_url[:-1]) + url_for(".stop", key=key)
    return render_template("transit/sheet.html", stop=stop, query=query, code=draw_code(page["address"]), labels=labels, **page)


@bp.get("/routes/<path:key>/timetable")
def timetable(key):
    page, query = network.get_line(key), read_query(forms.GridQuery)
    chosen = choosing.choose(page, query.direction, query.weekday, query.date, today_of(page.timetable))
    grid = grids.read_grid(key, chosen.direction, chosen.services)
    shown = {"chosen": chosen, "grid": grid, "rows": grid.rows(query.stops == "main"), "weekday_keys": forms.WEEKDAYS}
    return render_template("transit/timetable.html", page=page, query=query, labels=labels, **shown)


def today_of(timetable):
    """The date on the feed's own clock."""
    return now().astimezone(ZoneInfo(timetable.timezone)).date()
