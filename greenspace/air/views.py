"""The page of the air posts: a table by year with bars, a map, and what the figures do not say."""

from flask import render_template, url_for
from flask_babel import gettext as _

from city.districts import list_districts
from city.forms import read_query
from city.language import current
from city.maps import Drawing, draw_map
from greenspace.air import posts
from greenspace.air.forms import YearQuery
from greenspace.views import bp


@bp.get("/air", endpoint="air")
def show_posts():
    years = posts.list_years()
    year = posts.choose_year(read_query(YearQuery).year, years)
    found = posts.list_posts()
    page = {"chips": list_chips(years, year), "districts": {each.key: each for each in list_districts()}}
    page |= {"ranked": posts.rank(found, year), "map": draw_posts(year), "guideline": posts.GUIDELINE_UG_M3}
    return render_template("greenspace/air.html", year=year, years=years[::-1], posts=found, **page)


def list_chips(years, chosen):
    """Links to the years."""
    return [
        {"label": str(year), "count": None, "chosen": year == chosen, "address": url_for("greenspace.air", year=year)}
        for year in years
    ]


def draw_posts(year):
    address = url_for("greenspace_air_api.air_posts", lang=current().code, year=year)
    return draw_map([Drawing("air", address, "points", "green", _("Air posts"))], _("Map of the air posts"))
