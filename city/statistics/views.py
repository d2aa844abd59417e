"""The page of statistics, and its tables as CSV."""

import csv
import io

from flask import Blueprint, Response, current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from city.cells import harmless
from city.clock import now
from city.errors import N_
from city.feedback import figures
from city.feedback.labels import KIND_LABELS
from city.feedback.pages import is_of_a_fixed_name
from city.feedback.working_days import day_of
from city.language import BY_CODE
from city.statistics import tables, visits

bp = Blueprint("statistics", __name__, url_prefix="/<lang:lang_path>", template_folder="templates")
CITY_PAGES = N_("Front page, search, districts and what belongs to no service")
MOST_PAGES = 10


@bp.get("/statistics")
def statistics():
    today, votes_of = day_of(now()), figures.count_votes(now())
    page = {"days": visits.list_days(today), "languages": visits.list_languages(today), "routes": visits.list_routes(today)}
    page |= {"services": [(name_service(name), count) for name, count in visits.list_services(today)]}
    page |= {"months": figures.list_months(now()), "all": figures.sum_all(now()), "votes": votes_of}
    page |= {"standings": tables.list_standings(now(), is_of_a_fixed_name)[:MOST_PAGES], "shows_demo": figures.shows_demo()}
    return render_template("statistics/statistics.html", kind_labels=KIND_LABELS, **page)


@bp.get(f"/statistics/<any({', '.join(tables.HEADS)}):table>.csv")
def table(table):
    """A table whole, as UTF-8 with a byte order mark, by which spreadsheets know it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(tables.HEADS[table])
    writer.writerows([harmless(value) for value in row] for row in tables.list_rows(table, now(), is_of_a_fixed_name))
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="tashkent-{table}.csv"'
    return answer


@bp.context_processor
def add_words():
    return {"language_names": {code: each.name for code, each in BY_CODE.items()}, "say_time": say_time, "say_share": say_share}


def name_service(name):
    """The line of the menu of a service; services that are not there any more keep their name."""
    found = [feature for feature in current_app.extensions["features"] if feature.name == name and feature.menu]
    return _(found[0].menu[0].label) if found else _(CITY_PAGES) if name == "city" else name


def say_time(length):
    """A length of time in hours, from two days on in days."""
    hours = round(length.total_seconds() / 3600)
    return (
        ngettext("%(num)d hour", "%(num)d hours", hours)
        if hours < 48
        else ngettext("%(num)d day", "%(num)d days", round(hours / 24))
    )


def say_share(share):
    return _("%(share)s%%", share=round(share * 100))
