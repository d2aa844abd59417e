"""112 in real browsers: a dispatcher and a desk at once, by keyboard alone, through a lost connection, on a telephone."""

import time

import pytest

from tests.browser.axe import check_accessible
from tests.browser.test_staff import sign_in

PAGES = {
    "dispatcher": ("", "incidents/1", "incidents/1/correct"),
    "desk": ("desks/", "desks/fire"),
    "supervisor": ("shift",),
}


@pytest.fixture
def open_as(visit):
    """open_as(role, path): a page of somebody who has signed in."""

    def open_page(role, path, **values):
        page = visit(path, **values)
        sign_in(page, role)
        page.wait_for_selector(".bar__leave")
        page.wait_for_load_state("networkidle")
        return page

    return open_page


def type_call(page, what, where="", services="1"):
    """By keyboard alone: what happened, a place that is found, services; the point of the map is waited for."""
    page.keyboard.type(what)
    page.keyboard.press("Tab")
    if where:
        page.keyboard.type(where, delay=20)
        page.wait_for_selector(".autocomplete__option")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-point]:visible")
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "services"
    for key in services:
        page.keyboard.press(key)


def named(prefix):
    return f"{prefix} {time.time_ns()}"


def row(page, what):
    return page.locator(".incident", has_text=what)


def test_a_call_typed_by_keyboard_is_on_board_and_desk_within_a_second_and_answered(open_as):
    dispatcher, other = open_as("dispatcher", "/staff/112/"), open_as("supervisor", "/staff/112/")
    desk = open_as("desk", "/staff/112/desks/fire")
    other.evaluate("city_map.setView([41.2744, 69.2050], 17)")  # near enough that no marker is gathered with others
    what = named("Uchinchi qavatda olov")
    type_call(dispatcher, what, "чиланзар", services="13")
    dispatcher.keyboard.press("Control+Enter")
    begun = time.monotonic()
    for page in (other, desk):
        row(page, what).wait_for(timeout=5000)
    took = time.monotonic() - begun
    assert took < 1, f"it took {took:.2f} s to reach the other browsers"
    other.locator(f'.map-dot--sent[title*="{what}"]').wait_for(timeout=5000)
    dispatcher.wait_for_selector('[data-status][data-kind="done"]')
    assert dispatcher.evaluate("document.activeElement.id") == "what", "the next call can be typed at once"
    assert dispatcher.input_value("#what") == "" and dispatcher.input_value("#where") == ""
    number = row(desk, what).get_attribute("id")
    desk.focus(f"#{number}")
    desk.keyboard.press("a")
    desk.wait_for_url(f"**#{number}")
    row(dispatcher, what).locator(".state--accepted").wait_for(timeout=5000)
    other.locator(f'.map-dot[title*="{what}"]').wait_for(timeout=5000)
    assert desk.evaluate("document.activeElement.id") == number, "the focus stays on the row that was answered"


def test_a_desk_refuses_by_keyboard_with_a_reason_and_the_board_says_so(open_as):
    dispatcher, desk = open_as("dispatcher", "/staff/112/"), open_as("desk", "/staff/112/desks/fire")
    what = named("Olov")
    type_call(dispatcher, what, "chorsu")
    dispatcher.keyboard.press("Control+Enter")
    row(desk, what).wait_for()
    number = row(desk, what).get_attribute("id")
    desk.focus(f"#{number}")
    desk.keyboard.press("x")
    desk.keyboard.type("Ekipaj band")
    desk.keyboard.press("Enter")
    row(dispatcher, what).locator("text=Ekipaj band").wait_for(timeout=5000)
    assert row(dispatcher, what).locator(".incident__head .state--refused").count() == 1


def test_nothing_moves_under_what_is_being_typed(open_as):
    first, second = open_as("dispatcher", "/staff/112/"), open_as("supervisor", "/staff/112/")
    first.keyboard.type("Yarim yozilgan")
    before = first.locator("#what").bounding_box()
    what = named("Boshqa hodisa")
    type_call(second, what, "chorsu")
    second.keyboard.press("Control+Enter")
    row(first, what).wait_for()
    assert first.locator("#what").bounding_box() == before
    assert first.input_value("#what") == "Yarim yozilgan"
    assert first.evaluate("document.activeElement.id") == "what"


def test_a_reason_that_is_being_typed_outlives_a_change_of_its_row(open_as):
    dispatcher, desk = open_as("dispatcher", "/staff/112/"), open_as("desk", "/staff/112/desks/fire")
    what = named("Tutun")
    type_call(dispatcher, what, "chorsu", services="13")
    dispatcher.keyboard.press("Control+Enter")
    row(desk, what).wait_for()
    desk.focus(f"#{row(desk, what).get_attribute('id')}")
    desk.keyboard.press("x")
    desk.keyboard.type("Ekipaj yoʻl")
    row(dispatcher, what).locator("a").click()
    dispatcher.fill("#note", "Darvoza yopiq")
    dispatcher.press("#note", "Enter")
    dispatcher.wait_for_selector(".done")
    desk.wait_for_timeout(800)
    desk.keyboard.type("da")
    assert row(desk, what).locator("input[name=reason]").input_value() == "Ekipaj yoʻlda"


def test_a_call_waits_through_a_lost_connection_and_is_saved_once(open_as):
    page = open_as("dispatcher", "/staff/112/")
    what = named("Gaz hidi")
    type_call(page, what, "chorsu", services="4")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector('[data-status][data-kind="wrong"]')
    assert page.input_value("#what") == what
    page.context.set_offline(False)
    page.wait_for_selector('[data-status][data-kind="done"]')
    page.reload()
    assert row(page, what).count() == 1


def test_what_is_typed_outlives_a_reload(open_as):
    page = open_as("dispatcher", "/staff/112/")
    page.keyboard.type("Yarim yozilgan")
    page.locator("#service-gas").check()
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_function("() => document.querySelector('#what').value === 'Yarim yozilgan'")
    assert page.is_checked("#service-gas")


def test_a_session_that_ends_half_way_loses_nothing(open_as, visit):
    page, what = open_as("dispatcher", "/staff/112/"), named("Tutun bor")
    type_call(page, what, "chorsu")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#password")
    sign_in(page, "dispatcher")
    page.wait_for_selector(".bar__leave")
    confirm = page.locator("form#kept button")
    if confirm.count():
        confirm.click()
    row(page, what).wait_for()


def test_a_refused_call_says_why_beside_the_field(open_as):
    page = open_as("dispatcher", "/staff/112/")
    page.keyboard.type("Tutun")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".told__problem")
    assert page.evaluate("document.activeElement.id") == "where" and page.input_value("#what") == "Tutun"


def test_a_click_on_the_map_or_its_middle_is_the_place(open_as):
    page = open_as("dispatcher", "/staff/112/")
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2)
    page.wait_for_selector("[data-point]:visible")
    clicked = page.input_value("[name=lon]")
    page.focus("#what")
    page.keyboard.press("Control+m")
    page.wait_for_function("clicked => document.querySelector('[name=lon]').value !== clicked", arg=clicked)
    page.wait_for_selector("text=tumani")


def test_letters_meant_for_a_reason_answer_nothing_when_the_row_changes(open_as):
    dispatcher, desk = open_as("dispatcher", "/staff/112/"), open_as("desk", "/staff/112/desks/fire")
    what = named("Tutun")
    type_call(dispatcher, what, "chorsu", services="1")
    dispatcher.keyboard.press("Control+Enter")
    row(desk, what).wait_for()
    desk.focus(f"#{row(desk, what).get_attribute('id')}")
    desk.keyboard.press("x")
    row(dispatcher, what).locator("a").click()
    dispatcher.fill("#note", "Darvoza yopiq")
    dispatcher.press("#note", "Enter")
    dispatcher.wait_for_selector(".done")
    desk.wait_for_timeout(800)
    desk.keyboard.type("adashdi")
    desk.keyboard.press("Tab")
    desk.wait_for_timeout(800)
    desk.keyboard.press("Enter")
    row(desk, what).locator(".state--refused").wait_for()
    assert "adashdi" in row(desk, what).inner_text()


def test_the_next_call_after_a_sign_in_does_not_overwrite_the_one_before(open_as):
    page, first, second = open_as("dispatcher", "/staff/112/"), named("Birinchi"), named("Ikkinchi")
    type_call(page, first, "chorsu")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#password")
    sign_in(page, "dispatcher")
    page.wait_for_selector(".bar__leave")
    if page.locator("form#kept button").count():
        page.locator("form#kept button").click()
    row(page, first).wait_for()
    page.wait_for_load_state("networkidle")
    assert page.input_value("#what") == ""
    page.focus("#what")
    type_call(page, second, "oybek")
    page.keyboard.press("Control+Enter")
    row(page, second).wait_for()
    assert row(page, first).count() == 1


def test_what_is_typed_while_a_save_is_slow_belongs_to_the_call(open_as):
    page, what = open_as("dispatcher", "/staff/112/"), named("Sekin")
    page.route("**/api/v1/112/calls", lambda route: (page.wait_for_timeout(700), route.continue_()))
    type_call(page, what, "chorsu")
    page.keyboard.press("Control+Enter")
    page.fill("#hurt", "7")
    page.wait_for_selector('[data-status][data-kind="done"]')
    row(page, what).locator(".incident__where", has_text="7").wait_for(timeout=5000)


def test_words_that_lead_elsewhere_take_their_point_along(open_as):
    page = open_as("dispatcher", "/staff/112/")
    type_call(page, named("Tutun"), "chorsu")
    assert page.input_value("[name=lon]")
    page.fill("#where", "Sergeli tumani")
    page.wait_for_function("() => document.querySelector('[name=lon]').value === ''")


def test_a_wrong_point_is_corrected_on_the_map(open_as):
    page, what = open_as("dispatcher", "/staff/112/"), named("Tutun")
    type_call(page, what, "chorsu")
    page.keyboard.press("Control+Enter")
    row(page, what).locator("a").click()
    page.click("main a[href$='/correct']")
    page.wait_for_load_state("networkidle")
    before = page.input_value("[name=lon]")
    page.keyboard.press("Control+m")
    page.wait_for_function("before => document.querySelector('[name=lon]').value !== before", arg=before)
    after = page.input_value("[name=lon]")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".done")
    assert after[:7] in page.inner_text(".coordinates")


@pytest.mark.once
def test_axe_finds_nothing_on_pages_of_112(open_as):
    for role, paths in PAGES.items():
        page = open_as(role, "/staff/112/" + paths[0])
        for path in paths:
            page.goto(page.url.split("/staff/")[0] + "/staff/112/" + path)
            check_accessible(page)
