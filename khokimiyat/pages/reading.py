"""What readers get: published pages and news, in the language that is nearest to theirs."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from city import markdown
from city.attachments.keeping import list_described
from city.database import db
from city.errors import NotFound
from city.names import pick_name, to_cyrillic
from city.pictures.keeping import list_shown as list_shown_pictures
from khokimiyat.pages.content import LANGUAGES
from khokimiyat.pages.models import Page, Version

PAGE_NEWS = 20
SHOWN = and_(Version.page_id == Page.id, Version.number == Page.published)


@dataclass(frozen=True)
class Shown:
    """A text as one reader sees it: `lang` is the language it is in, `derived` says that we turned it into Cyrillic."""

    title: str
    summary: str
    html: str
    lang: str
    derived: bool
    left_out: tuple[str, ...] = ()  # addresses of pictures from elsewhere


def find_published(slug):
    """The version that readers see at this address, or None."""
    return db.session.scalar(select(Version).join(Page, SHOWN).where(Page.slug == slug))


def get_published(slug):
    """The version that readers see at this address. Raises NotFound."""
    found = find_published(slug)
    if not found:
        raise NotFound()
    return found


def list_pages(in_menu=None):
    """Published pages, the oldest first; only those of the menu, where that is asked for."""
    wanted = select(Version).join(Page, SHOWN).where(Version.kind == "page")
    if in_menu is not None:
        wanted = wanted.where(Version.in_menu == in_menu)
    return db.session.scalars(wanted.order_by(Page.published_at, Page.id)).all()


def list_news(limit=PAGE_NEWS, page=1):
    """Published news, the newest first."""
    wanted = select(Version).join(Page, SHOWN).where(Version.kind == "news")
    in_order = wanted.order_by(Page.published_at.desc(), Page.id.desc())
    return db.session.scalars(in_order.offset((page - 1) * limit).limit(limit)).all()


def count_news():
    return db.session.scalar(select(func.count()).select_from(Version).join(Page, SHOWN).where(Version.kind == "news"))


def list_all():
    """Everything that readers see."""
    return db.session.scalars(select(Version).join(Page, SHOWN).order_by(Page.id)).all()


def show(content, lang):
    """The Shown of a content for a reader of `lang`; None where no language of it is whole."""
    texts = content.whole_texts()
    picked = pick_name({each: text.title for each, text in texts.items()}, lang)
    return show_text(texts["uz" if picked.derived else picked.lang], picked.lang, picked.derived) if texts else None


def list_shown(content):
    """[(language, Shown)] of the languages that have a text of their own, also one that we turned into Cyrillic."""
    shown = [(lang, show(content, lang)) for lang in LANGUAGES]
    return [(lang, each) for lang, each in shown if each and each.lang == lang]


def show_text(text, lang, derived=False):
    """The Shown of one language's text; Uzbek Latin as Cyrillic where it is `derived`."""
    rendered = markdown.render(text.text, cyrillic=derived, enclosed=read_enclosed(text.text, lang))
    title, summary = (to_cyrillic(each) if derived else each for each in (text.title, text.summary))
    return Shown(title, summary, rendered.html, lang, derived, rendered.left_out)


def read_enclosed(text, lang):
    """The markdown.Enclosed of a text, for readers of `lang`."""
    pictures, files = markdown.find_enclosed(text)
    return markdown.Enclosed(
        tuple(list_shown_pictures(pictures)) if pictures else (),
        tuple(list_described(files, lang)) if files else (),
    )
