"""For tests of texts: people, pages, versions, forms."""

from collections import namedtuple

from city.clock import now
from city.database import unit_of_work
from city.texts import catalogue, contact, writing
from city.texts.builtin import Text, read_builtin

Somebody = namedtuple("Somebody", ("id", "name"))
ANNA, BOBUR = Somebody(None, "anna"), Somebody(None, "bobur")
ABOUT = catalogue.get_page(catalogue.PAGES, "about")
HOME = "/staff/texts/"
PATHS = {"uz": "uz", "uz-Cyrl": "uz-cyrl", "ru": "ru", "en": "en"}


def save_text(app, base=0, lang="uz", by=ANNA, page=ABOUT, **parts):
    """A version of a page; what `parts` does not name is as it comes with the release. Its number."""
    with app.app_context(), unit_of_work():
        text = Text(**(read_builtin(page, lang).flat() | parts))
        return writing.save(page, lang, base, text, by, now()).number


def save_contact(app, base=0, by=ANNA, **details):
    with app.app_context(), unit_of_work():
        return contact.save(base, contact.Details(**details), by, now()).number


def make_form(base=0, lang="en", page=ABOUT, **parts):
    """What the editor's form sends, with CR LF as browsers write them."""
    written = read_builtin(page, lang).flat() | parts
    return {"base": str(base)} | {name: value.replace("\n", "\r\n") for name, value in written.items()}
