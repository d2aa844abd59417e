"""The desk of editors and publishers: the list of pages, one of them, its versions, and what differs between two."""

from flask import Blueprint, flash, redirect, render_template, url_for

from city.accounts.guard import guarded
from city.forms import read_query
from khokimiyat.pages import desk, differences, publishing, reading, writing
from khokimiyat.pages.forms import CompareQuery, ListQuery
from khokimiyat.pages.labels import list_state_chips, read_labels

bp = Blueprint("khokimiyat_pages", __name__, url_prefix="/staff/khokimiyat", template_folder="../templates")
PAGE = "/<int(max=2147483647):number>"
VERSION = f"{PAGE}/versions/<int(max=2147483647):version>"


@bp.get("/")
@guarded("khokimiyat.pages")
def list_pages():
    query, lines = read_query(ListQuery), desk.list_lines()
    shown = [line for line in lines if query.state in (None, line.page.state)]
    return render_template("khokimiyat/pages/desk.html", lines=shown, chips=list_state_chips(lines, query.state))


@bp.get(PAGE)
@guarded("khokimiyat.pages")
def one_page(number):
    page = writing.get_page(number)
    newest, published = (find_version(page, each) for each in (page.newest, page.published))
    found = {"newest": newest, "published": published, "versions": desk.list_versions(page), "steps": desk.list_steps(page)}
    return render_template("khokimiyat/pages/one_page.html", page=page, changes=list_changes(published, newest), **found)


@bp.get(VERSION)
@guarded("khokimiyat.pages")
def one_version(number, version):
    found = writing.get_version(number, version)
    return render_template("khokimiyat/pages/version.html", page=found.page, version=found)


@bp.get(f"{PAGE}/compare")
@guarded("khokimiyat.pages")
def compare(number):
    query = read_query(CompareQuery)
    old, new = (writing.get_version(number, each) for each in (query.old, query.new))
    found = {"changes": list_changes(old, new), "versions": desk.list_versions(new.page)}
    return render_template("khokimiyat/pages/compare.html", page=new.page, old=old, new=new, **found)


@bp.context_processor
def add_words():
    return read_labels() | {"is_author": publishing.is_author, "list_shown": reading.list_shown}


def find_version(page, number):
    return writing.get_version(page.id, number) if number else None


def list_changes(old, new):
    return differences.compare(old.content, new.content) if old and new else []


def done(number, sentence):
    flash(sentence)
    return redirect(url_for("khokimiyat_pages.one_page", number=number), 303)
