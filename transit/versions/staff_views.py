"""Pages of timetables for staff: what is in place, what came, what the validator says of it, what changed, and the way back."""

from pathlib import PurePath

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person, watch
from city.accounts.guard import guarded
from city.clock import TASHKENT, now
from city.database import unit_of_work
from city.events import read_newest_id
from city.forms import read_form, read_query, shown_by
from city.jobs import labels as job_labels
from city.jobs import runs
from city.security import seal, takes_files
from city.streams import stream
from transit.refreshing import source_key
from transit.versions import changes, desk, keeping, labels, reports
from transit.versions.forms import ChangesQuery, ReasonForm, UploadForm
from transit.versions.jobs import NAME
from transit.versions.refusals import NoFile, NoSuchVersion

READ, DECIDE = "transit.feeds", "transit.decide"
bp = Blueprint("transit_feeds", __name__, url_prefix="/staff/transit/feeds")
VERSION = "/<feed>/<int(max=2147483647):number>"
LONGEST_NAME = 120


@bp.get("/")
@guarded(READ)
def list_feeds():
    return render_template("transit/versions/feeds.html", feeds=desk.list_states(list_configured(), today()), **job_values())


@bp.post("/")
@takes_files("TRANSIT_UPLOAD_MAX_MB")
@guarded(READ)
@shown_by(list_feeds)
def send_feed():
    form, sent = read_form(UploadForm), request.files.get("file")
    data = sent.read() if sent else b""
    if not data:
        raise NoFile()
    with unit_of_work():
        added = desk.receive(form.feed, data, PurePath(sent.filename).name[-LONGEST_NAME:], current_person().name, now())
        record("transit.feed_upload", added)
        runs.ask(NAME, current_person().name, now())
    flash(_("The file has arrived and is being checked. It replaces nothing that it should not."))
    return redirect(url_for(".one_feed", feed=form.feed), 303)


@bp.get("/<feed>/")
@guarded(READ)
def one_feed(feed):
    state = desk.get_state(feed, list_configured(), today())
    return render_template("transit/versions/feed.html", state=state, **job_values())


@bp.get(f"{VERSION}/")
@guarded(READ)
def version(feed, number):
    found, state = keeping.get_version(feed, number), desk.get_state(feed, list_configured(), today())
    report = keeping.read_report(found)
    groups = reports.group(report, found.blocks) if report else []
    return render_template("transit/versions/version.html", version=found, state=state, groups=groups, **job_values())


@bp.get(f"{VERSION}/report.json")
@guarded(READ)
def report(feed, number):
    found = keeping.read_report(keeping.get_version(feed, number))
    if found is None:
        raise NoSuchVersion()
    return hand_out(current_app.json.dumps(found, indent=1), "application/json", f"{feed}-{number}-report.json")


@bp.get(f"{VERSION}/feed.zip")
@guarded(READ)
def original(feed, number):
    found = keeping.get_version(feed, number)
    if found.data is None:
        raise NoSuchVersion()
    return hand_out(found.data, "application/zip", f"{feed}-{number}.zip")


@bp.get("/<feed>/changes")
@guarded(READ)
def compare(feed):
    query = read_query(ChangesQuery)
    before, after = (keeping.get_version(feed, number) for number in (query.before, query.after))
    told = changes.compare(before.summary, after.summary) if before.summary and after.summary else None
    return render_template("transit/versions/changes.html", feed=feed, before=before, after=after, told=told)


@bp.get(f"{VERSION}/choose")
@guarded(DECIDE)
def ask(feed, number):
    return render_template("transit/versions/choose.html", **describe_choice(feed, number))


@bp.post(f"{VERSION}/choose")
@guarded(DECIDE)
@shown_by(ask)
def choose(feed, number):
    form, person = read_form(ReasonForm), current_person().name
    with unit_of_work():
        wanted = desk.want(feed, number, person, form.reason)
        record("transit.feed_override" if wanted.state == "candidate" else "transit.feed_back", wanted, reason=form.reason)
        runs.ask(NAME, person, now())
    flash(_("It is being put in place. That takes from seconds to minutes."))
    return redirect(url_for(".one_feed", feed=feed), 303)


@bp.post(f"{VERSION}/discard")
@guarded(DECIDE)
def discard(feed, number):
    with unit_of_work():
        record("transit.feed_discard", desk.discard(feed, number))
    flash(_("The version is gone."))
    return redirect(url_for(".list_feeds"), 303)


@bp.get("/rows")
@guarded(READ)
def rows():
    return render_template("transit/versions/rows.html", **job_values())


@bp.get("/events")
@guarded(READ)
def events():
    return stream([runs.CHANNEL], watch(READ))


def describe_choice(feed, number):
    """What a person sees before a version is put in place: what is in its way, and what would change."""
    found, state = keeping.get_version(feed, number), desk.get_state(feed, list_configured(), today())
    active = state.active
    told = changes.compare(active.summary, found.summary) if active and active.summary and found.summary else None
    return {"feed": feed, "version": found, "state": state, "told": told, "before": active, "after": found}


def job_values():
    """What the pages say of the work that goes on: read before the rows are, so that nothing is missed."""
    return {"newest": read_newest_id(), "run": runs.find_last(NAME), "silence": job_labels.find_silence()}


def record(action, found, **more):
    audit.record(action, found.feed, {"version": found.number, "sha256": found.sha256, **more})


def hand_out(data, kind, name):
    response = Response(data, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return seal(response)


def list_configured():
    return [key for key, _address in current_app.config["TRANSIT_FEEDS"]]


def today():
    return now().astimezone(TASHKENT).date()


@bp.context_processor
def add_words():
    return {"labels": labels, "source_key": source_key, "today": today(), "most_mb": current_app.config["TRANSIT_UPLOAD_MAX_MB"]}
