"""LOSI in a real browser: a whole catalogue by keyboard, a connection that drops, two assessors, and pages that all can use."""

import time

import pytest

from city.accounts.demo import PASSWORD, name_of
from tests.browser.axe import check_accessible

MOST_S = 600  # what an assessor may take for pure keying
PUBLIC = ("/uz/losi/", "/ru/losi/", "/uz-cyrl/losi/road-map", "/en/losi/catalogues/un-2024", "/uz/losi/assessments/1")


def sign_in(page, role="assessor"):
    page.fill("#name", name_of(role))
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_selector(".bar__leave")


def open_sheet(visit, catalogue="decree-pq308", **values):
    """A page with the sheet of a new assessment."""
    page = visit("/staff/losi/assessments/new", **values)
    sign_in(page)
    page.select_option("#catalogue", catalogue)
    page.fill("#portal_name", "tashkent.uz")
    page.fill("#portal_address", "https://tashkent.uz")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".item", state="attached")
    return page


def wait_until_saved(page):
    page.wait_for_selector("#sheet[data-unsaved='0']", timeout=20_000)


def count(page, state):
    """How many indicators the database has in a state, as a page read anew says."""
    page.goto(page.url.split("#")[0].split("?")[0])
    return page.locator(f".item__radio[value={state}]:checked").count()


def focused(page):
    return page.evaluate("document.activeElement.closest('.item')?.dataset.code")


def test_a_whole_catalogue_is_answered_by_keys_alone_in_far_less_than_ten_minutes(visit):
    page = open_sheet(visit)
    total = page.locator(".item").count()
    assert total == 81
    page.focus("#sheet-start")
    begun = time.monotonic()
    page.keyboard.press("Enter")
    assert focused(page) == "T01"
    for number in range(total):
        page.keyboard.press(("1", "n", "f")[number % 3])
        if number % 9 == 0:
            page.keyboard.press("a")
            page.keyboard.type(f"/page/{number}")
            page.keyboard.press("Enter")
            page.keyboard.press("m")
            page.keyboard.type("n f 1 j: keys are letters here")
            page.keyboard.press("Escape")
        page.keyboard.press("j" if number % 2 else "ArrowDown")
    keyed_s = time.monotonic() - begun
    assert keyed_s < MOST_S / 10
    wait_until_saved(page)
    assert page.inner_text("#progress-whole").startswith(("81 of 81", "81 ta", "81 та", "ответов 81"))
    assert (count(page, "found"), count(page, "not_found"), count(page, "not_yet")) == (54, 27, 0)
    assert page.input_value("#evidence-T01") == "https://tashkent.uz/page/0"
    assert page.input_value("#note-T01") == "n f 1 j: keys are letters here"
    page.click("form[action$='/publish'] button")
    page.wait_for_selector(".losi-line")
    page.goto(page.url.split("/staff/")[0] + page.get_attribute("a[href*='/losi/assessments/'][href^='/ru/']", "href"))
    assert "0,6667" in page.inner_text(".losi-verdict")


def test_keys_move_choose_and_lead_into_fields_and_back(visit):
    page = open_sheet(visit)
    page.click("#sheet-start")
    for keys, code in (("j", "T02"), ("ArrowDown", "T03"), ("k", "T02"), ("ArrowUp", "T01"), ("k", "T01")):
        page.keyboard.press(keys)
        assert focused(page) == code, keys
    page.keyboard.press("2")
    page.keyboard.press("u")
    assert focused(page) == "T02"
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.id") == "evidence-T02"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.type") == "radio" and focused(page) == "T02"
    page.keyboard.press("1")
    page.keyboard.press("3")
    wait_until_saved(page)
    assert (count(page, "found"), count(page, "not_found")) == (0, 1)


def test_nothing_is_lost_when_the_connection_drops(visit):
    page = open_sheet(visit)
    page.route("**/answers/**", lambda route: route.abort())
    page.click("#sheet-start")
    for _ in range(5):
        page.keyboard.press("1")
        page.keyboard.press("j")
    page.wait_for_selector(".item__said--wrong")
    assert "5" in page.inner_text("#sheet-status")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.assign('/staff/'), 0)")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"], "leaving must be warned of"
    page.unroute("**/answers/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(".item__said--wrong", state="detached", timeout=15_000)
    wait_until_saved(page)
    assert count(page, "found") == 5


def test_what_was_keyed_after_the_session_ended_is_sent_after_signing_in_elsewhere(visit):
    page = open_sheet(visit)
    other = page.context.new_page()
    other.goto(page.url.split("/losi/")[0] + "/")
    other.click(".bar__leave")
    other.wait_for_selector("#password")
    page.click("#sheet-start")
    page.keyboard.press("1")
    page.wait_for_selector("#sheet[data-unsaved=ended]")
    sign_in(other)
    wait_until_saved(page)
    assert count(page, "found") == 1


def test_a_token_that_has_become_stale_is_renewed_unseen(visit):
    page = open_sheet(visit)
    page.evaluate("document.querySelectorAll('#sheet input[name=csrf_token]').forEach(each => { each.value = 'stale'; })")
    page.click("label[for=found-T01]")
    wait_until_saved(page)
    assert count(page, "found") == 1


@pytest.mark.parametrize(("button", "state"), [(0, "found"), (1, "not_found")])
def test_the_second_of_two_assessors_sees_both_answers_and_chooses(visit, button, state):
    page = open_sheet(visit)
    other = page.context.new_page()
    other.goto(page.url)
    other.click("label[for=not_found-T01]")
    wait_until_saved(other)
    page.click("label[for=found-T01]")
    page.wait_for_selector(".item__theirs")
    page.locator(".item__theirs button").nth(button).click()
    wait_until_saved(page)
    other.reload()
    assert other.is_checked(f"#{state}-T01")


def test_without_a_script_a_criterion_is_a_plain_form(visit):
    page = open_sheet(visit, script=False)
    page.click("label[for=found-T01]")
    page.fill("#evidence-T01", "/uz")
    page.click("label[for=not_found-T02]")
    page.locator(".sheet__save").first.click()
    page.wait_for_selector(".done")
    assert page.is_checked("#found-T01") and page.input_value("#evidence-T01") == "https://tashkent.uz/uz"
    assert page.is_checked("#not_found-T02")


def test_bars_are_black_on_white_on_paper(visit):
    page = visit("/uz/losi/", dark=True)
    page.emulate_media(media="print")
    colour = "getComputedStyle(document.querySelector('.losi-bar__{}')).fill"
    assert page.evaluate(colour.format("part")) == "rgb(0, 0, 0)"
    assert page.evaluate(colour.format("all")) == "rgb(255, 255, 255)"


@pytest.mark.once
@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing_on_public_pages(visit, path):
    check_accessible(visit(path))


@pytest.mark.once
def test_axe_finds_nothing_at_the_desk(visit):
    page = open_sheet(visit)
    page.click("label[for=found-T01]")
    wait_until_saved(page)
    check_accessible(page)
    for path in ("", "assessments/new", "assessments/1", "assessments/1/result", "road-map", "road-map/41/1"):
        page.goto(page.url.split("/staff/")[0] + "/staff/losi/" + path)
        check_accessible(page)
