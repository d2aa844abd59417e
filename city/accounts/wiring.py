"""How accounts are put into the application: the guard before every view, the staff's pages, words for their templates."""

from flask import current_app, request

from city.accounts import guard, resume
from city.accounts.current import find_person
from city.accounts.roles import ROLES
from city.formats import say
from city.forms import filled, filled_list, refused
from city.language import LANGUAGES

check_routes = guard.check_routes


def init_app(app):
    guard.init_app(app)
    app.jinja_env.globals.update(filled=filled, filled_list=filled_list, refused=refused, say=say)
    app.jinja_env.globals.update(
        person=find_person,
        staff_menu=list_menu,
        role_labels=ROLES,
        language_names={each.code: each.name for each in LANGUAGES},
        languages=[(each.code, each.name) for each in LANGUAGES],
        kept_form=resume.find_kept,
        kept_prefix=resume.FIELD,
        next_page=lambda: request.values.get("next", ""),
    )


def list_menu():
    """The entries of the staff menu that this person may open: those of services first, then those of the city itself."""
    person = find_person()
    entries = [entry for feature in current_app.extensions["features"] for entry in feature.staff_menu]
    return [entry for entry in entries if person and person.may(entry.permission)]
