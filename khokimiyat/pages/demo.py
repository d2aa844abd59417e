"""Demonstration pages and news, from files `<address>.<language>.md`: a title, a summary, and the text."""

from collections import namedtuple
from pathlib import Path

from sqlalchemy import select

from city.database import db
from khokimiyat.pages import publishing, writing
from khokimiyat.pages.content import LANGUAGES, Content, Text
from khokimiyat.pages.models import Page

FOLDER = Path(__file__).parent.parent / "data" / "pages"
SHOWN = (("about", "page"), ("assessment", "page"), ("news-opened", "news"))
WAITING = (("news-writing", "news"),)
Demonstrator = namedtuple("Demonstrator", ("id", "name"))
EDITOR, PUBLISHER = Demonstrator(None, "demonstration (editor)"), Demonstrator(None, "demonstration (publisher)")


def load_demo(now):
    """Write and publish them, where there are no pages yet; one is left waiting. Inside a unit of work."""
    if db.session.scalar(select(Page.id).limit(1)):
        return
    for slug, kind in (*SHOWN, *WAITING):
        version = writing.add(Content(slug, kind, kind == "page", read_texts(slug)), EDITOR, now)
        publishing.ask(version.page_id, version.number, EDITOR, now)
        if (slug, kind) in SHOWN:
            publishing.publish(version.page_id, version.number, PUBLISHER, now)


def read_texts(slug):
    files = {lang: FOLDER / f"{slug}.{lang.lower()}.md" for lang in LANGUAGES}
    return {lang: read_text(file) for lang, file in files.items() if file.exists()}


def read_text(file):
    title, summary, text = file.read_text().split("\n\n", 2)
    return Text(title.removeprefix("# "), summary, text.strip())
