"""Pages and news of the city hall, as everybody reads them, and their RSS."""

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from city import rss as feed
from city.forms import read_query
from city.language import current
from khokimiyat.pages import reading
from khokimiyat.pages.forms import NewsQuery
from khokimiyat.pages.labels import DEMO

bp = Blueprint("khokimiyat", __name__, url_prefix="/<lang:lang_path>/khokimiyat", template_folder="../templates")
NEWEST = 5


@bp.get("/")
def home():
    return render_template("khokimiyat/pages/home.html", pages=reading.list_pages(), news=reading.list_news(NEWEST))


@bp.get("/news")
def news():
    query, total = read_query(NewsQuery), reading.count_news()
    found = reading.list_news(page=query.page)
    more = query.page * reading.PAGE_NEWS < total
    return render_template("khokimiyat/pages/news.html", news=found, query=query, total=total, more=more)


@bp.get("/news.rss")
def rss():
    title, about = _("News of the Tashkent city hall"), f"{_('What is new, in your language where it is written')}. {_(DEMO)}"
    addresses = {"home": address_of("home"), "address": address_of("rss")}
    items = [make_item(version) for version in reading.list_news()]
    return Response(feed.write_rss(title, about, current().code, **addresses, items=items), mimetype="application/rss+xml")


@bp.get("/<slug>")
def page(slug):
    version = reading.get_published(slug)
    return render_template("khokimiyat/pages/page.html", version=version, shown=show(version))


@bp.app_template_global("show_written")
def show(version):
    """The Shown of a version for this reader."""
    return reading.show(version.content, current().code)


@bp.context_processor
def add_section():
    return {"menu_pages": lambda: reading.list_pages(in_menu=True)}


def address_of(endpoint, **values):
    return url_for(f"khokimiyat.{endpoint}", _external=True, **values)


def make_item(version):
    shown, page = show(version), version.page
    return feed.Item(shown.title, shown.summary, address_of("page", slug=page.slug), shown.lang, page.published_at)
