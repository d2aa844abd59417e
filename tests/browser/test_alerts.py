"""Alerts in a real browser: a clerk looks for a stop while typing and publishes, passengers have it; all can use the desk."""

import time

import pytest

from tests.browser.axe import check_accessible
from tests.browser.conftest import PHONE
from tests.browser.test_staff import sign_in

HOME = "/staff/transit/alerts/"
SAVE_AND_PUBLISH = 'button[name="publish"]'


def enter(visit, path=HOME, **values):
    page = visit(path, **values)
    sign_in(page, "clerk")
    page.wait_for_selector(".bar__leave")
    return page


@pytest.mark.parametrize("script", [True, False])
def test_a_clerk_finds_a_stop_publishes_and_passengers_have_it(visit, script):
    page, header = enter(visit, f"{HOME}new", script=script), f"Bekat yopiq {time.time_ns()}"
    page.fill("#q", "чорсу")
    if not script:
        page.press("#q", "Enter")
    page.check('input[value="stop:metro:chorsu"]')
    page.fill("#header_uz", header)
    page.select_option("#effect", "STOP_MOVED")
    page.click(SAVE_AND_PUBLISH)
    page.wait_for_selector(".done")
    reader = visit("/uz/transit/stops/metro:chorsu", width=PHONE)
    assert header in reader.inner_text(".alerts-here")
    reader.get_by_role("link", name=header).click()
    assert reader.inner_text("h1") == header
    page.click('form[action$="/withdraw"] button')
    page.wait_for_selector(".done")
    assert reader.request.get(reader.url).status == 404


def test_typing_keeps_the_focus_and_what_is_ticked(visit):
    page = enter(visit, f"{HOME}new")
    page.check('input[value="line:metro:M4"]')
    page.focus("#q")
    page.keyboard.type("chorsu", delay=30)
    page.wait_for_selector('input[value="stop:metro:chorsu"]')
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.is_checked('input[value="line:metro:M4"]')
    assert not page.locator('input[value="line:metro:M1"]').count()


@pytest.mark.once
def test_axe_finds_nothing_at_the_desk(visit):
    page = enter(visit)
    for path in ("", "new", "1", "1/edit"):
        page.goto(page.url.split("/staff/")[0] + HOME + path)
        check_accessible(page)
