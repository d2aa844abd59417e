"""Pages of timetables for staff: sending, deciding, comparing, going back; each change leaves a row in the audit."""

import io
import json

import pytest
from sqlalchemy import select

from city.clock import now
from city.database import db, unit_of_work
from city.jobs.work import Work
from tests.staff import read_audit, send, sign_in
from tests.transit.feeds import SILENT
from tests.transit.versions.made import arrive, make_stops, write_backwards, write_named
from transit.models import Stop
from transit.versions import jobs, keeping
from transit.versions.refusals import FeedBlocked
from transit.versions.taking import Desk, take_in

FEEDS = "/staff/transit/feeds/"


@pytest.fixture
def bring(app):
    """Import a zip as the command does."""

    def bring(path, **values):
        with app.app_context():
            try:
                take_in(arrive(path), Desk(100, now(), unit_of_work, SILENT), **values)
            except FeedBlocked:
                pass
            finally:
                db.session.remove()

    return bring


@pytest.fixture
def work(app):
    """Let the job of uploads and wishes run; its counts, and the sentence with which it failed."""

    def work():
        with app.app_context():
            work = Work(now())
            try:
                jobs.put_in_place(work)
            except jobs.SomeFailed as failed:
                return dict(work.counts), str(failed)
            return dict(work.counts), ""

    return work


def first_stop(app):
    with app.app_context():
        return db.session.scalar(select(Stop.name_en).where(Stop.gtfs_id == "A"))


def upload(client, path, feed="tram"):
    return send(client, FEEDS, {"feed": feed, "file": (io.BytesIO(path.read_bytes()), path.name)})


def test_a_person_sends_a_file_and_the_job_puts_it_in_place(app, client, work, tmp_path):
    person = sign_in(client, "editor")
    assert upload(client, write_named(tmp_path / "new.zip", "North")).status_code == 303
    assert "waits to be checked" in client.get(f"{FEEDS}tram/").text
    assert work() == ({"timetables replaced": 1}, "")
    page = client.get(f"{FEEDS}tram/").text
    assert first_stop(app) == "North" and "in place" in page and person.name in page
    assert read_audit(app)[0][:3] == (person.name, "transit.feed_upload", "tram")


def test_a_file_that_is_none_is_refused_and_says_why(app, client, work, tmp_path):
    sign_in(client, "editor")
    (tmp_path / "bad.zip").write_bytes(b"no zip at all")
    upload(client, tmp_path / "bad.zip")
    assert work() == ({}, "Not put in place: tram 1. The timetables stay as they were; see Timetables.")
    assert "The file is not a zip" in client.get(f"{FEEDS}tram/1/").text
    assert work() == ({}, "")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({"feed": "tram"}, "Choose a zip"), ({"feed": "Tram 1", "file": (io.BytesIO(b"x"), "a.zip")}, "small letters")],
)
def test_a_form_without_a_file_or_with_a_wrong_name_is_shown_again(client, data, sentence):
    sign_in(client, "editor")
    sent = send(client, FEEDS, data)
    assert sent.status_code == 422 and sentence in sent.text


def test_a_file_beyond_the_limit_is_not_even_read(app, client):
    app.config["TRANSIT_UPLOAD_MAX_MB"] = 1
    sign_in(client, "editor")
    body = {"input_stream": io.BytesIO(b"x" * 1_100_000), "content_length": 1_100_000}
    sent = client.post(FEEDS, content_type="multipart/form-data; boundary=x", **body)
    assert sent.status_code == 413


def test_a_candidate_waits_with_its_report_and_is_put_in_place_by_a_person_with_a_reason(app, client, bring, work, tmp_path):
    bring(write_named(tmp_path / "good.zip", "North"))
    bring(write_backwards(tmp_path / "bad.zip", stops=make_stops(A="South")))
    person = sign_in(client, "publisher")
    assert "Timetables" in client.get("/staff/").text and "version 2" in client.get(FEEDS).text
    page = client.get(f"{FEEDS}tram/2/").text
    assert "A trip arrives before it has left the stop before" in page and "would mislead passengers" in page
    assert "North → South" in client.get(f"{FEEDS}tram/2/choose").text
    assert "Say why" in send(client, f"{FEEDS}tram/2/choose", {"reason": " "}).text
    assert send(client, f"{FEEDS}tram/2/choose", {"reason": "agreed by telephone"}).status_code == 303
    assert work() == ({"timetables replaced": 1}, "") and first_stop(app) == "South"
    action, detail = read_audit(app)[0][1], read_audit(app)[0][3]
    assert action == "transit.feed_override" and detail["reason"] == "agreed by telephone"
    assert person.name in client.get(f"{FEEDS}tram/2/").text


def test_one_goes_back_after_a_page_that_asks(app, client, bring, work, tmp_path):
    for name in ("North", "South"):
        bring(write_named(tmp_path / f"{name}.zip", name))
    sign_in(client, "administrator")
    assert "South → North" in client.get(f"{FEEDS}tram/1/choose").text
    send(client, f"{FEEDS}tram/1/choose", {"reason": "wrong names"})
    work()
    assert first_stop(app) == "North" and read_audit(app)[0][1] == "transit.feed_back"
    assert "somebody went back from it" in client.get(f"{FEEDS}tram/").text


def test_a_version_in_place_cannot_be_chosen_or_dropped(client, bring, tmp_path):
    bring(write_named(tmp_path / "good.zip", "North"))
    sign_in(client, "administrator")
    assert send(client, f"{FEEDS}tram/1/choose", {"reason": "x"}).status_code == 409
    assert send(client, f"{FEEDS}tram/1/discard").status_code == 409


def test_a_candidate_can_be_dropped(app, client, bring, tmp_path):
    bring(write_backwards(tmp_path / "bad.zip"))
    sign_in(client, "administrator")
    assert send(client, f"{FEEDS}tram/1/discard").status_code == 303
    with app.app_context():
        assert keeping.list_versions() == []
    assert client.get(f"{FEEDS}tram/1/").status_code == 404


def test_the_report_and_the_file_can_be_fetched(client, bring, tmp_path):
    path = write_named(tmp_path / "good.zip", "North")
    bring(path)
    sign_in(client, "editor")
    report = client.get(f"{FEEDS}tram/1/report.json")
    assert report.mimetype == "application/json" and "notices" in json.loads(report.text)
    assert client.get(f"{FEEDS}tram/1/feed.zip").data == path.read_bytes()


def test_an_editor_sees_and_sends_but_does_not_decide(client, bring, tmp_path):
    bring(write_backwards(tmp_path / "bad.zip"))
    sign_in(client, "editor")
    assert "all the same" not in client.get(f"{FEEDS}tram/1/").text
    assert client.get(f"{FEEDS}tram/1/choose").status_code == 403
    assert send(client, f"{FEEDS}tram/1/discard").status_code == 403


def test_two_versions_are_compared_in_every_language(client, bring, tmp_path):
    for name in ("North", "South"):
        bring(write_named(tmp_path / f"{name}.zip", name))
    for language in ("uz", "uz-Cyrl", "ru", "en"):
        sign_in(client, "editor", language=language)
        assert "North → South" in client.get(f"{FEEDS}tram/changes?from=1&to=2").text
        assert client.get(FEEDS).status_code == client.get(f"{FEEDS}tram/2/").status_code == 200


def test_what_is_not_there_is_said_so(client):
    sign_in(client, "editor")
    for address in ("nowhere/", "nowhere/1/", "nowhere/changes?from=1&to=2", "nowhere/1/report.json"):
        assert client.get(FEEDS + address).status_code == 404


def test_an_empty_desk_says_so(client):
    sign_in(client, "editor")
    assert "There is no timetable yet." in client.get(FEEDS).text
    assert "Work on what was sent" in client.get(f"{FEEDS}rows").text
