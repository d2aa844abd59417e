"""What a reader chose for all pages, kept in the session's cookie and only there: with maps, or lists only."""

from typing import Literal

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from city.accounts.guard import open_to_all
from city.errors import N_
from city.features import Feature, FooterLink
from city.forms import Query, read_form, shown_by
from city.language import STAFF

bp = Blueprint("choices", __name__, url_prefix="/<lang:lang_path>")
MAPS = {"on": N_("Show maps beside the lists"), "off": N_("Lists only: no map is loaded")}


class ChoicesForm(Query):
    maps: Literal[tuple(MAPS)] = "on"


@bp.get("/settings")
def settings():
    return render_template("city/settings.html", maps=MAPS)


@bp.post("/settings")
@open_to_all
@shown_by(settings)
def save_settings():
    keep(read_form(ChoicesForm).maps)
    flash(_("Your choice is kept until you close the browser."))
    return redirect(url_for(".settings"), 303)


def keep(maps):
    """The cookie holds only what differs from what everybody gets."""
    session.pop("maps", None)
    if maps != "on":
        session["maps"] = maps


@bp.app_template_global("wants_maps")
def wants_maps():
    """Whether maps are drawn on this page; staff work with them whatever they chose as readers."""
    return session.get("maps") != "off" or request.path.startswith(STAFF)


feature = Feature(name="choices", blueprints=(bp,), footer=(FooterLink(N_("Settings"), "choices.settings"),))
