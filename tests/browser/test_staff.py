"""Staff in a real browser: signing in by keyboard, codes, and a form that outlives its session."""

import time

import pyotp
import pytest

from city.accounts.demo import PASSWORD, name_of
from tests.browser.axe import check_accessible

PAGES = ("", "me", "me/password", "me/codes", "me/data", "people", "people/new", "people/1", "roles", "audit")


def sign_in(page, role):
    """Fill in the form that is open."""
    page.fill("#name", name_of(role))
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")


def end_other_sessions(page):
    """What a person does who has left a browser open somewhere."""
    page.goto(page.url.split("/staff/")[0] + "/staff/me")
    page.click('form[action$="/end-others"] button')
    page.wait_for_selector(".done")


def test_by_keyboard_alone_one_signs_in_looks_around_and_signs_out(visit):
    page = visit("/staff/")
    page.focus("#name")
    page.keyboard.type(name_of("dispatcher"))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".bar__leave")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.focus(".bar__leave")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/sign-in")
    page.go_back()
    page.wait_for_load_state()
    assert page.locator("#password").count() == 1, "what staff saw comes back by the Back button"


@pytest.mark.parametrize("script", [True, False])
def test_a_half_filled_form_is_sent_after_signing_in_again(visit, script):
    page = visit("/staff/people/new", script=script)
    sign_in(page, "administrator")
    page.wait_for_selector("#roles")
    name = f"anna.{time.time_ns()}"
    page.fill("main #name", name)
    page.check("main input[value=editor]")
    page.select_option("#language", "ru")
    elsewhere = visit("/staff/")
    sign_in(elsewhere, "administrator")
    elsewhere.wait_for_selector(".bar__leave")
    end_other_sessions(elsewhere)
    page.click("main form button")
    page.wait_for_selector(".govuk-inset-text")
    assert name not in page.url
    sign_in(page, "administrator")
    if not script:
        page.click("form#kept button")
    page.wait_for_selector(".secret")
    assert name in page.inner_text("main") and name not in page.url
    page.click(f"main a:has-text('{name}')")
    assert page.is_checked("input[value=editor]")


def test_codes_are_set_up_and_asked_for_and_a_recovery_code_opens_too(visit):
    page = visit("/staff/me/codes")
    sign_in(page, "reviewer")
    page.wait_for_selector(".qr")
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 200, "the policy does not admit the picture"
    secret = page.inner_text(".secret").replace(" ", "")
    page.fill("#one_time_code", pyotp.TOTP(secret).at(time.time()))
    page.press("#one_time_code", "Enter")
    page.wait_for_selector(".codes")
    recovery_codes = page.locator(".codes code").all_inner_texts()
    for code in (pyotp.TOTP(secret).at(time.time() + 30), recovery_codes[0]):
        page.click(".bar__leave")
        page.wait_for_url("**/staff/sign-in")
        sign_in(page, "reviewer")
        page.wait_for_url("**/staff/sign-in/code**")
        page.fill("#one_time_code", code)
        page.press("#one_time_code", "Enter")
        page.wait_for_selector(".bar__leave")


@pytest.mark.once
def test_axe_finds_nothing_on_pages_for_staff(visit):
    page = visit("/staff/sign-in?lang=ru")
    check_accessible(page)
    page.click("main button")
    page.wait_for_selector(".govuk-error-summary")
    check_accessible(page)
    sign_in(page, "administrator")
    page.wait_for_selector(".bar__leave")
    for path in PAGES:
        page.goto(page.url.split("/staff/")[0] + "/staff/" + path)
        check_accessible(page)
