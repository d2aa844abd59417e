"""Pages for tests: make_content, write_page, publish_page, and forms as the editor sends them."""

from collections import namedtuple

from city.clock import now
from city.database import unit_of_work
from khokimiyat.pages import publishing, writing
from khokimiyat.pages.content import Content, Text

Somebody = namedtuple("Somebody", ("id", "name"))
ANNA, BOBUR = Somebody(None, "anna"), Somebody(None, "bobur")


def make_text(title="Sarlavha", summary="Qisqacha", text="Birinchi qator.\n\nIkkinchi qator."):
    return Text(title, summary, text)


def make_content(slug="sinov", kind="page", in_menu=False, **texts):
    """Content in Uzbek and Russian unless `texts` says otherwise: uz=Text(...)."""
    written = texts or {"uz": make_text(), "ru": make_text("Заголовок", "Кратко", "Первая строка.")}
    return Content(slug, kind, in_menu, {lang.replace("_", "-").replace("cyrl", "Cyrl"): text for lang, text in written.items()})


def write_page(app, content=None, by=ANNA, at=None):
    """The number of a new page with one version."""
    with app.app_context(), unit_of_work():
        return writing.add(content or make_content(), by, at or now()).page_id


def save_version(app, number, base, content, by=ANNA):
    with app.app_context(), unit_of_work():
        return writing.save(number, base, content, by, now()).number


def publish_page(app, content=None, number=None, version=1, by=ANNA, publisher=BOBUR, at=None):
    """Write a page, or take the version of one, and publish it. Its number."""
    number = number or write_page(app, content, by, at)
    with app.app_context(), unit_of_work():
        publishing.ask(number, version, by, at or now())
        publishing.publish(number, version, publisher, at or now())
    return number


def make_form(base=0, slug="sinov", kind="page", **fields):
    """What the editor's form sends: Uzbek and Russian, with CR LF as browsers write them."""
    texts = {
        "title_uz": "Sarlavha",
        "summary_uz": "Qisqacha",
        "text_uz": "Birinchi qator.\r\n\r\nIkkinchi qator.",
        "title_ru": "Заголовок",
        "summary_ru": "Кратко",
        "text_ru": "Первая строка.",
    }
    return {"base": str(base), "slug": slug, "kind": kind} | texts | fields
