"""Passkeys in a real Chromium with an authenticator of its own (CDP), and a board whose dispatcher is signed out."""

import pytest

from city.accounts.demo import PASSWORD
from tests.browser.test_staff import sign_in


@pytest.fixture
def key_page(site, chromium):
    """A page on http://localhost (a passkey needs a name, not a number) with a key that always sees a finger."""
    context = chromium.new_context()
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    page.key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    page.devtools = devtools
    page.site = site.replace("127.0.0.1", "localhost")
    yield page
    context.close()
    assert [each for each in complaints if "status of 422" not in each] == []


def add_passkey(page, name):
    page.goto(page.site + "/staff/me/passkeys/new")
    page.fill("main #name", name)
    page.fill("#current_password", PASSWORD)
    page.click("form[data-passkey] button")


def test_a_passkey_is_added_and_signs_in_alone_and_as_the_second_step(key_page):
    page = key_page
    page.goto(page.site + "/staff/me")
    sign_in(page, "publisher")
    page.wait_for_selector(".bar__leave")
    page.goto(page.site + "/staff/me/passkeys/new")
    page.fill("main #name", "laptop")
    page.fill("#current_password", "wrong")
    page.click("form[data-passkey] button")
    page.wait_for_selector("[data-passkey-problem]:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "current_password"
    page.fill("#current_password", PASSWORD)
    page.click("form[data-passkey] button")
    page.wait_for_selector(".codes")
    add_passkey(page, "again")
    page.wait_for_selector("[data-passkey-problem]:not([hidden])")  # the key holds one already
    for alone in (True, False):
        page.click(".bar__leave")
        page.wait_for_url("**/staff/sign-in")
        if not alone:
            sign_in(page, "publisher")
            page.wait_for_url("**/staff/sign-in/code**")
        page.click("form[data-passkey] button")
        page.wait_for_selector(".bar__leave")
    page.goto(page.site + "/staff/me")
    assert "laptop" in page.inner_text(".sessions >> nth=0")
    page.click(".sessions a:has-text('laptop'), .sessions a")
    page.fill("#current_password", PASSWORD)
    page.click("main form button")
    page.wait_for_selector(".done")
    assert page.locator("main a[href*='/me/passkeys/']:not([href$=new])").count() == 0


def test_without_a_script_there_is_the_password_and_at_a_number_for_an_address_too(key_page, visit, chromium):
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(key_page.site + "/staff/sign-in")
    assert plain.is_visible("#password") and not plain.is_visible("form[data-passkey]")
    context.close()
    page = visit("/staff/sign-in")
    assert page.is_visible("#password") and page.locator("form[data-passkey]").count() == 0


def test_a_board_whose_dispatcher_is_signed_out_says_so_and_keeps_what_was_typed(visit):
    board = visit("/staff/112/")
    sign_in(board, "supervisor")
    board.wait_for_selector("[data-live=connected]")
    board.fill("main textarea >> nth=0", "Uchinchi qavatdan tutun chiqyapti")
    boss = visit("/staff/people?name=supervisor")
    sign_in(boss, "administrator")
    boss.click("main th a")
    boss.click("form[action$='/end-sessions'] button")
    boss.wait_for_selector(".done")
    board.wait_for_selector("[data-live-over]:not([hidden])", timeout=5000)
    assert board.input_value("main textarea >> nth=0") == "Uchinchi qavatdan tutun chiqyapti"
    with board.context.expect_page() as opened:
        board.click("[data-live-over] a")
    sign_in(opened.value, "supervisor")
    opened.value.wait_for_selector(".bar__leave")
    board.bring_to_front()
    board.evaluate("window.dispatchEvent(new Event('focus'))")
    board.wait_for_selector("[data-live=connected]")
    assert board.locator("[data-live-over]:visible").count() == 0
    assert board.input_value("main textarea >> nth=0") == "Uchinchi qavatdan tutun chiqyapti"
