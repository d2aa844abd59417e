"""The description of all JSON addresses: as OpenAPI for programs, as pages for people, and the kinds of problems."""

from flask import current_app, json, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.api import bp
from city.formats import duration
from city.forms import LanguageQuery, read_query
from city.language import find_language
from city.openapi import describe_api, reading
from city.openapi.accepting import JSON, choose_media
from city.openapi.marking import make_answer
from city.problem_kinds import KINDS


@bp.get("/api/v1/openapi.json")
def openapi():
    media = choose_media(JSON)
    read_query(LanguageQuery)
    return make_answer(json.dumps(describe_api(_("Tashkent City Services"))), media)


@bp.get("/api/")
def choose_language():
    return lead_to(".readable")


@bp.get("/api/problems")
def choose_language_of_problems():
    return lead_to(".problems")


@bp.get("/<lang:lang_path>/api/")
def readable():
    document = describe_api(_("Tashkent City Services"))
    page = {"services": reading.list_services(document), "site": current_app.config["SITE_ADDRESS"] or request.host_url[:-1]}
    return render_template("city/api.html", limits=say_limits("API_RATE_LIMIT"), more=say_limits("API_KEY_RATE_LIMIT"), **page)


@bp.get("/<lang:lang_path>/api/problems")
def problems():
    return render_template("city/api_problems.html", kinds=KINDS)


def lead_to(endpoint):
    """To the page in the reader's language; the part of an address after # is kept by browsers."""
    response = make_response(redirect(url_for(endpoint, lang_path=find_language().path)))
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def say_limits(setting):
    """`300 in 1 minute, 3000 in 60 minutes`; empty for no limit."""
    limits = current_app.extensions["limits"][setting]
    return ", ".join(_("%(most)s in %(time)s", most=each.most, time=duration(each.window)) for each in limits)
