"""Addresses of data, alike in every language: files of datasets, the catalogue for programs, and what leads to pages."""

import csv
import io
from datetime import datetime

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.http import generate_etag, http_date, is_resource_modified, quote_etag

from city.clock import now
from city.database import db, read_as_one
from city.feedback.working_days import day_of
from city.language import find_language
from city.opendata import catalogue, downloads, making, offered, previews, versions
from city.opendata.downloads import Downloaded, Measured
from city.statistics.counter import is_fetched_ahead, is_searching

bp = Blueprint("opendata_files", __name__)
KEPT = "public, no-cache"  # kept by whoever wants to, and asked for again each time
PIECE_BYTES = 64 * 1024
FORMS = ", ".join(making.FORMS)


@bp.get("/data/")
def index():
    return redirect(url_for("opendata.list_datasets", lang_path=find_language().path))


@bp.get("/data/<key>")
def dataset(key):
    found = offered.get_dataset(key)
    return redirect(url_for("opendata.dataset", key=found.key, lang_path=find_language().path), 303)


@bp.get(f"/data/<key>.<any({FORMS}):form>")
def file(key, form):
    found = offered.get_dataset(key)
    form = making.get_form(found, form)
    read_as_one()  # what the marks say and what the rows hold is of one moment
    about = offered.about_of(found)
    squeeze = form.squeezed and request.accept_encodings["gzip"] > 0
    mark = versions.mark_of(about)
    head = write_head(found, form, about, mark + "-gzip" * squeeze)
    if not is_resource_modified(request.environ, head["ETag"], last_modified=head.get("Last-Modified")):
        return Response(status=304, headers=keep_for_unchanged(head))
    if request.method == "HEAD":
        return Response(headers=head | {"Content-Type": form.content_type}, direct_passthrough=True)
    return send(found, form, mark, making.make(form, offered.table_of(found, about), squeeze), head, squeeze)


@bp.get("/data/<key>/<name>")
def further_file(key, name):
    """Leads to where a service gives a further file, and counts it."""
    found = offered.get_dataset(key)
    wanted = offered.get_further_file(found, name)
    count(found, name)
    return redirect(url_for(wanted.endpoint, **wanted.values))


@bp.get("/data/<key>/preview.geojson")
def preview(key):
    found = offered.get_dataset(key)
    making.get_form(found, "geojson")
    return Response(previews.draw(found, offered.about_of(found)), mimetype="application/geo+json")


@bp.get(f"/data/catalog.<any({', '.join(catalogue.FORMS)}):form>")
def catalog(form):
    return answer_once(catalogue.write(form), catalogue.FORMS[form])


@bp.get("/data.json")
def data_json():
    return answer_once(catalogue.write_dcat_us(), "application/json")


@bp.get("/data/use.csv")
def use():
    """How often each file was downloaded on each day."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(("day", "dataset", "file", "downloads"))
    lines.writerows(downloads.list_all())
    return Response(text.getvalue(), content_type=making.FORMS["csv"].content_type)


def answer_once(text, media_type):
    """A text that programs ask for again and again: nothing is sent while it is the same."""
    response = Response(text, mimetype=media_type, headers={"Cache-Control": KEPT})
    response.set_etag(generate_etag(text.encode()))
    return response.make_conditional(request)


def write_head(dataset, form, about, mark):
    """The headers of a file, without those of its length and form."""
    licence, page = about["licence_address"], about["page"]
    name = f"tashkent-{dataset.key}{'-illustrative' if about['illustrative'] else ''}.{form.name}"
    head = {"ETag": quote_etag(mark), "Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    head["Last-Modified"] = as_http(about["updated_at"])
    head["Content-Disposition"] = f'attachment; filename="{name}"'
    head["Link"] = f'<{licence}>; rel="license", <{page}>; rel="describedby"'
    return {name: value for name, value in head.items() if value}


def keep_for_unchanged(head):
    return {name: value for name, value in head.items() if name != "Content-Disposition"}


def as_http(moment):
    """HTTP's form of the moment that a description holds; None where it holds none."""
    return http_date(datetime.fromisoformat(moment)) if moment else None


def send(dataset, form, mark, made, head, squeeze):
    """The file; the connection to the database is given back before the first byte."""
    db.session.rollback()
    count(dataset, form.name, Measured(dataset.key, form.name, mark, made.full_size, made.rows))
    head |= {"Content-Type": form.content_type, "Content-Length": str(made.size)}
    head |= {"Content-Encoding": "gzip"} if squeeze else {}
    response = Response(read_pieces(made.file), headers=head, direct_passthrough=True)
    response.call_on_close(made.file.close)
    return response


def read_pieces(file):
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def count(dataset, file, *measured):
    """Count a download: not what browsers fetch ahead, nor what search engines go through."""
    agent = request.headers.get("User-Agent", "")
    if request.method == "GET" and not is_fetched_ahead() and not is_searching(agent):
        for each in (Downloaded(day_of(now()), dataset.key, file), *measured):
            current_app.extensions["downloads"].note(each)
