"""Pages of open data for readers: the catalogue, a page for each dataset, how they are used, the policy."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from pydantic import Field

from city.clock import now
from city.feedback.working_days import day_of
from city.folding import fold
from city.forms import Query, read_query
from city.maps import Drawing, draw_map
from city.opendata import downloads, labels, linked_data, offered, previews, vocabularies
from city.opendata.licences import LICENCES
from city.texts.offered import get_page
from city.texts.views import show_page

bp = Blueprint("opendata", __name__, url_prefix="/<lang:lang_path>/data", template_folder="templates")
MOST_FILES = 20


class CatalogueQuery(Query):
    q: str = Field("", max_length=200)
    theme: str | None = Field(None, max_length=10)


@bp.get("/")
def list_datasets():
    query = read_query(CatalogueQuery)
    found = [each for each in offered.list_datasets() if matches(each, query.q)]
    shown = [(each, offered.list_files(each, offered.about_of(each))) for each in found if query.theme in (None, each.theme)]
    return render_template("opendata/catalogue.html", query=query, chips=list_chips(query, found), datasets=shown)


@bp.get("/<key>")
def dataset(key):
    found, today = offered.get_dataset(key), day_of(now())
    about = offered.about_of(found)
    page = {"files": offered.list_files(found, about), "preview": previews.of(found, about), "about": about}
    page |= {"months": downloads.list_months(today, key), "licence": LICENCES[found.licence]}
    page |= {"map": draw_preview(found) if found.geometry else None, "columns": offered.table_of(found, about, ()).columns}
    return render_template(
        "opendata/dataset.html", dataset=found, linked_data=linked_data.describe(found, about, page["files"]), **page
    )


@bp.get("/policy")
def policy():
    return show_page(get_page("data-policy"), crumbs=[(_("Open data"), url_for(".list_datasets"))])


@bp.get("/use")
def use():
    today = day_of(now())
    files = [(*what, count) for what, count in downloads.list_files(today)][:MOST_FILES]
    titles = {each.key: labels.say(each.title) for each in offered.list_datasets()}
    return render_template("opendata/use.html", months=downloads.list_months(today), files=files, titles=titles)


@bp.context_processor
def add_words():
    words = {"themes": vocabularies.THEMES, "frequencies": vocabularies.FREQUENCIES, "kinds": vocabularies.KINDS}
    words |= {"geometries": vocabularies.GEOMETRIES, "licences": LICENCES, "say_text": labels.say, "demo_note": labels.NOTE}
    return words


def matches(dataset, words):
    """Whether all words that a reader looks for stand in what the dataset says of itself, in whichever script."""
    texts = [dataset.title, dataset.summary, dataset.source, *(column.label for column in dataset.columns)]
    said = [dataset.key, *dataset.keywords, *(each for text in texts for each in labels.in_languages(text).values())]
    key = fold(" ".join(said))
    return all(word in key for word in fold(words).split())


def list_chips(query, found):
    """Links that narrow the catalogue to a theme, with what each would give."""
    counts = [(key, _(label), sum(each.theme == key for each in found)) for key, label in vocabularies.THEMES.items()]
    return [_chip(query, None, _("All"), len(found)), *(_chip(query, *each) for each in counts if each[2])]


def _chip(query, theme, label, count):
    address = url_for(".list_datasets", q=query.q or None, theme=theme)
    return {"label": label, "count": count, "chosen": query.theme == theme, "address": address}


def draw_preview(found):
    address = url_for("opendata_files.preview", key=found.key)
    return draw_map([Drawing("preview", address, "shapes", "city", labels.say(found.title))], labels.say(found.title))


@bp.record_once
def keep_previews(state):
    """Where the first rows are kept that this process has read."""
    state.app.extensions["previews"] = {}
