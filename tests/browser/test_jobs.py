"""The page of jobs in a real browser, beside a real process of jobs."""

import os
import subprocess
import sys

import pytest

from tests.browser.axe import find_violations
from tests.browser.conftest import DESK, PHONE, ROOT
from tests.browser.test_staff import sign_in


@pytest.fixture(scope="module")
def jobs_process(site, site_url, tmp_path_factory):
    """`city jobs start` on the database of the site."""
    copies = str(tmp_path_factory.mktemp("copies"))
    environ = os.environ | {"DATABASE_URL": site_url, "BACKUP_PATH": copies, "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-c", "from city.commands import main; main()", "jobs", "start"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ)
    yield process
    process.terminate()
    assert process.wait(15) == 0


def open_jobs(visit):
    """The page of jobs, and the row of the nightly copy."""
    page = visit("/staff/jobs/")
    sign_in(page, "administrator")
    page.wait_for_selector('[data-live="connected"]')
    return page, page.locator("li.job:has(h2:has-text('Copy of the database'))")


def test_by_keyboard_a_job_is_run_at_once(visit, jobs_process):
    page, row = open_jobs(visit)
    row.locator(".govuk-tag--green").wait_for()
    assert "megabytes" in row.inner_text()
    row.locator("form[action$='/run'] button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    for _ in range(100):
        page.goto(page.url.split("/jobs/")[0] + "/jobs/upkeep.back_up")
        if page.locator("td:has-text('administrator@demo.tashkent')").count():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it was not run")


def test_what_one_does_another_sees_without_losing_the_focus(visit, jobs_process):
    page, row = open_jobs(visit)
    _, elsewhere = open_jobs(visit)
    run = row.locator("form[action$='/run'] button")
    run.focus()
    elsewhere.locator("form[action$='/pause'] button").press("Enter")
    row.locator(".govuk-tag--yellow").wait_for()
    assert run.evaluate("button => button === document.activeElement")
    elsewhere.locator("form[action$='/resume'] button").press("Enter")
    row.locator(".govuk-tag--yellow").wait_for(state="detached")


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, True)])
def test_axe_finds_nothing_on_the_pages_of_jobs(visit, jobs_process, width, dark):
    page = visit("/staff/jobs/", width, dark=dark)
    sign_in(page, "administrator")
    for address in (page.url, page.url + "upkeep.clean"):
        page.goto(address)
        page.wait_for_selector("h1")
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
