"""The city's own pages: front page, search, districts, site map."""

from datetime import date
from functools import lru_cache

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from city import districts, landmarks
from city.furniture import keep_furniture
from city.language import current, find_language, list_alternates
from city.maps import Drawing, draw_map, drawing_of
from city.search import page as search_page

bp = Blueprint("city", __name__)
NEAR_M, NEAREST = 1500, 5
COUNTED_ON = date(2023, 1, 1)  # all twelve districts were counted on one day


@bp.get("/")
def root():
    return redirect(url_for("city.home", lang_path=find_language().path))


@bp.get("/<lang:lang_path>/")
def home():
    city_map = draw_map(list_point_drawings(), _("Map of Tashkent"))
    page = {"map": city_map, "districts": districts.list_districts(), "news": list_news_sources()}
    return render_template("city/home.html", **page)


@bp.get("/<lang:lang_path>/search")
def find():
    page, status = search_page.show(list_kinds())
    return render_template("city/search.html", **page), status


@bp.get("/<lang:lang_path>/districts/")
def list_districts():
    city_map = draw_map([], _("Map of the districts"))
    return render_template("city/districts.html", map=city_map, districts=districts.list_districts(), counted_on=COUNTED_ON)


@bp.get("/<lang:lang_path>/districts/<key>")
def district(key):
    found = districts.get_district(key)
    page = {"groups": [(source, source.in_district(key)) for source in list_place_sources()]}
    page |= {"area_m2": districts.get_area_m2(key), "counted_on": COUNTED_ON}
    city_map = draw_map(list_point_drawings(), _("Map of the district"), districts.get_middle(key), zoom=12)
    return render_template("city/district.html", district=found, map=city_map, **page)


@bp.get("/<lang:lang_path>/landmarks/<key>")
def landmark(key):
    found = landmarks.get_landmark(key)
    groups = [(source, source.near(*found.lon_lat, NEAREST, NEAR_M)) for source in list_place_sources()]
    page = {"groups": groups, "district": districts.find_district(*found.lon_lat), "kinds": landmarks.KINDS}
    drawn = Drawing("landmarks", url_for("city_api.landmarks", lang=current().code), "points", "city", _("Landmarks"))
    label = str(found.name(current().code)) or _(landmarks.KINDS[found.kind])
    city_map = draw_map([drawn, *list_point_drawings()], label, found.lon_lat, zoom=16)
    return render_template("city/landmark.html", landmark=found, map=city_map, **page)


@bp.get("/<lang:lang_path>/sitemap")
def sitemap():
    pages = {feature.name: feature.pages() for feature in current_app.extensions["features"]}
    return render_template("city/sitemap.html", districts=districts.list_districts(), pages=pages)


def list_news_sources():
    return [source for feature in current_app.extensions["features"] for source in feature.news]


def list_place_sources():
    return [source for feature in current_app.extensions["features"] for source in feature.places]


def list_point_drawings():
    """What every service has to show on a map of the city."""
    return keep_furniture("points of maps", find_point_drawings)


def find_point_drawings():
    layers = [layer for feature in current_app.extensions["features"] for layer in feature.layers]
    return [drawing_of(layer) for layer in layers if not layer.ground]


def list_kinds():
    """Label of each kind that search finds, in the reader's language."""
    return {source.kind: _(source.label) for source in current_app.extensions["searches"]}


def init_app(app):
    """What every template may ask for."""
    app.add_template_filter(show_name, "named")
    app.add_template_filter(mark_text, "marked")
    app.jinja_env.globals.update(
        alternates=list_alternates,
        has_endpoint=lambda endpoint: endpoint in current_app.view_functions,
        kind_label=lambda kind: list_kinds().get(kind, kind),
        language=current,
        local=lambda named: named.name(current().code),
        menu=lambda: [entry for feature in current_app.extensions["features"] for entry in feature.menu],
        search_words=list_search_words,
    )


def show_name(named):
    """The name of something for this reader, marked with its language where that is not the page's."""
    return mark_text(named.name(current().code))


def mark_text(shown):
    """A names.LocalName as Markup: its language where that is not the page's, and whether nobody but us wrote it so."""
    return _mark(shown, current().code, _("Written so by us, not by a source") if shown.derived else "")


@lru_cache(maxsize=20_000)
def _mark(shown, page_language, hint):
    if shown.derived:
        marked = Markup('<span class="derived" lang="{}" title="{}">{}</span>')
        return marked.format(shown.lang, hint, shown.text)
    if shown.lang != page_language:
        return Markup('<span lang="{}">{}</span>').format(shown.lang, shown.text)
    return escape(shown.text)


def list_search_words():
    """The words that static/js/search.js needs."""
    return {
        "none": _("Nothing found"),
        "hint": _("When results appear, use the up and down arrows to go through them, and Enter to open one."),
        "short": _("Type two letters or more"),
        "results": _("{count} results"),
        "selected": _("{name}, {position} of {count}"),
        "kinds": list_kinds(),
    }
