"""Pages of text as everybody reads them: about, help and its guides, contact, accessibility, privacy, cookies, terms."""

from functools import partial

from flask import Blueprint, render_template
from flask_babel import gettext as _

from city.language import current
from city.texts import contact as contacts
from city.texts import labels, reading
from city.texts.catalogue import PAGES
from city.texts.offered import get_page, list_guides
from city.texts.telephone import show_telephone

bp = Blueprint("texts", __name__, url_prefix="/<lang:lang_path>", template_folder="templates")


def page(key):
    return show_page(get_page(key))


for each in PAGES:
    if each.endpoint == f"texts.{each.key}" and each.key != "help":
        bp.add_url_rule(f"/{each.key}", each.key, partial(page, each.key))


@bp.get("/help")
def help():  # noqa: A001
    guides = [(guide, reading.show(get_page(f"guide-{guide.key}"), current().code)) for guide in list_guides()]
    return show_page(get_page("help"), guides=guides)


@bp.get("/help/<key>")
def guide(key):
    return show_page(get_page(f"guide-{key}"))


@bp.get("/contact")
def contact():
    return render_template("texts/contact.html", emergency=labels.EMERGENCY, city_lines=labels.CITY_LINES)


@bp.app_context_processor
def add_contact():
    return {"contact_details": find_details}


def find_details():
    """The contact details as a template shows them: Details, and the words of the hours."""
    version = contacts.find_newest()
    return contacts.details_of(version), version


@bp.app_template_filter("telephone")
def telephone(kept):
    return show_telephone(kept)


@bp.app_template_filter("hours")
def hours(details):
    """When somebody is there, in the reader's words; empty where nobody said."""
    if not details.days:
        return ""
    days = _(labels.DAYS_LABELS[details.days])
    words = _("%(days)s, %(opens)s–%(closes)s", days=days, opens=details.opens, closes=details.closes)
    if not details.pause_from:
        return words
    return words + ", " + _("break %(begin)s–%(end)s", begin=details.pause_from, end=details.pause_to)


def show_page(found, **more):
    shown = reading.show(found, current().code)
    return render_template("texts/page.html", page=found, shown=shown, **more)
