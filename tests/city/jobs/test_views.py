"""The staff page of jobs: what is due, how it went, run now, pause."""

from datetime import timedelta

import pytest

from city.clock import now
from city.database import db, unit_of_work
from city.errors import NotFound
from city.jobs import leases, runs, views
from city.jobs.models import JobOrder
from city.jobs.scheduling import LEASE
from tests.city.jobs.making import make_job, run_job
from tests.staff import read_audit, send, sign_in


@pytest.fixture
def admin(app, client):
    def fail(work):
        raise NotFound()

    def count(work):
        work.counts["kinds checked"] = 7

    off = make_job(count, "test.off", is_on=lambda: False)
    app.extensions["jobs"] = {job.name: job for job in (make_job(count, "test.good"), make_job(fail, "test.bad"), off)}
    sign_in(client, "administrator")
    return client


def find_order(app, name):
    with app.app_context():
        order = db.session.get(JobOrder, name)
        return order and (order.asked_by, bool(order.asked_at), bool(order.paused_at))


def test_the_page_says_of_each_job_how_it_went_and_when_it_is_due(app, admin):
    for job in list(app.extensions["jobs"].values())[:2]:
        run_job(app, job)
    page = admin.get("/staff/jobs/").text
    assert "kinds checked: 7" in page and "There is nothing at this address." in page
    assert page.count("due: ") == 2 and "every hour" in page and "Nothing set up" in page


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_errors_and_counts_are_said_in_the_language_of_the_reader(app, admin, language):
    for job in list(app.extensions["jobs"].values())[:2]:
        run_job(app, job)
    sign_in(admin, "administrator", language=language)
    page = admin.get("/staff/jobs/").text + admin.get("/staff/jobs/test.bad").text
    assert "kinds checked" not in page and "There is nothing at this address." not in page


def test_it_says_whether_anything_runs_the_jobs(app, admin):
    assert "has never run here" in admin.get("/staff/jobs/").text
    with app.app_context(), unit_of_work():
        leases.Watch(LEASE).take("a process", now())
    assert "does not run" not in admin.get("/staff/jobs/").text
    with app.app_context(), unit_of_work():
        db.session.get(leases.Lease, LEASE).beat_at = now() - timedelta(minutes=5)
    assert "does not run" in admin.get("/staff/jobs/").text


def test_a_job_is_asked_for_once_however_often_the_button_is_pressed(app, admin):
    for _ in range(2):
        assert send(admin, "/staff/jobs/test.good/run").status_code == 303
    assert find_order(app, "test.good")[1:] == (True, False)
    assert "About to start" in admin.get("/staff/jobs/").text
    assert [action for _, action, _, _ in read_audit(app)] == ["jobs.ask"] * 2


def test_a_running_job_is_not_asked_for_again(app, admin):
    with app.app_context(), unit_of_work():
        runs.begin("test.good", "due", "", 1, now())
    sent = send(admin, "/staff/jobs/test.good/run")
    assert sent.status_code == 409 and "running already" in sent.text
    assert find_order(app, "test.good") is None


def test_a_job_with_nothing_set_up_is_not_run(app, admin):
    sent = send(admin, "/staff/jobs/test.off/run")
    assert sent.status_code == 409 and "nothing set up" in sent.text


def test_a_job_is_paused_and_goes_on(app, admin):
    send(admin, "/staff/jobs/test.good/pause")
    page = admin.get("/staff/jobs/").text
    assert "Paused" in page and find_order(app, "test.good")[2]
    send(admin, "/staff/jobs/test.good/resume")
    assert not find_order(app, "test.good")[2]
    assert [action for _, action, _, _ in read_audit(app)] == ["jobs.resume", "jobs.pause"]


def test_the_history_is_shown_page_by_page(app, admin, monkeypatch):
    monkeypatch.setattr(runs, "PAGE_ROWS", 2)
    with app.app_context():
        for minute in range(5):
            with unit_of_work():
                number = runs.begin("test.good", "asked", "anna", minute + 1, now())
                runs.finish(number, None, {"n": minute}, now())
    page = admin.get("/staff/jobs/test.good").text
    assert "asked for by anna" in page and "Older" in page
    assert "Older" not in admin.get("/staff/jobs/test.good?before=2").text


@pytest.mark.parametrize("path", ["test.none", "test.none/run", "test.none/pause"])
def test_a_job_that_there_is_not_is_no_page(admin, path):
    answer = admin.get(f"/staff/jobs/{path}") if "/" not in path else send(admin, f"/staff/jobs/{path}")
    assert answer.status_code == 404


def test_only_administrators_see_jobs(app, client):
    sign_in(client, "editor")
    assert client.get("/staff/jobs/").status_code == 403
    assert views.job_events.permission == "jobs.run"
