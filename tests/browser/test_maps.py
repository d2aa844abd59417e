"""Maps: what they say without tiles, what the keyboard can do, how list and map point at one another."""

import base64

import pytest

from tests.browser.conftest import DESK, PHONE

GREY_TILE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM4c+bMfwAIMANkq3cY2wAAAABJRU5ErkJggg==")
PARKS = "/en/green/"


def open_parks(visit, **values):
    page = visit(PARKS, **values)
    page.wait_for_selector(".map-dot, .map-cluster")
    return page


def focused(page):
    return page.evaluate("document.activeElement.className")


def tab_to(page, what, most=80):
    """From the map on, press Tab until an element with class `what` has the focus."""
    page.locator("#map").focus()
    for _ in range(most):
        page.keyboard.press("Tab")
        if what in focused(page):
            return
    raise AssertionError(f"Tab did not reach {what}")


def test_without_tiles_the_map_shows_our_own_districts_and_lines(visit):
    page = open_parks(visit)
    page.wait_for_function("() => document.querySelectorAll('.map-district').length === 12")
    page.locator("#map path[stroke='#E4002B']").first.wait_for(state="attached")
    page.locator("#map.map--bare").wait_for(state="attached")


def test_tiles_that_come_are_shown_with_the_attribution_as_a_link(visit):
    page = open_parks(visit, tiles=GREY_TILE)
    page.wait_for_selector("#map.map--tiled")
    assert page.locator(".leaflet-control-attribution a[href*='openstreetmap.org/copyright']").count() == 1


def test_the_keyboard_goes_into_a_popup_and_back(visit):
    page = open_parks(visit)
    page.locator(".leaflet-control-zoom-in").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
    page.wait_for_selector(".map-dot")
    tab_to(page, "map-dot")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".leaflet-popup-content a")
    assert page.evaluate("document.activeElement.closest('.leaflet-popup') !== null")
    assert page.evaluate("document.activeElement.textContent") in name
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert "map-dot" in focused(page)


def test_enter_on_a_cluster_keeps_the_focus_on_the_map(visit):
    page = open_parks(visit)
    page.locator(".leaflet-control-zoom-out").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-cluster")
    tab_to(page, "map-cluster")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    assert "leaflet-marker-icon" in focused(page)


def test_markers_have_names_and_approximate_ones_say_so(visit):
    page = open_parks(visit)
    page.evaluate("city_map.setView([41.30356, 69.24502], 17, {animate: false})")  # a move in the midst of a zoom is lost
    about = page.locator(".map-dot--about").first
    about.wait_for()
    assert "approximate place" in about.get_attribute("aria-label")


def test_every_marker_is_wide_enough_to_hit(visit):
    page = open_parks(visit)
    sizes = page.eval_on_selector_all(".leaflet-marker-icon", "icons => icons.map(icon => [icon.offsetWidth, icon.offsetHeight])")
    assert sizes and min(min(size) for size in sizes) >= 24, "WCAG 2.5.8 asks for 24 px"


def test_focus_on_the_list_marks_the_map(visit):
    page = open_parks(visit)
    page.locator(".split__list [data-id='milliy-bog'] a").first.focus()
    assert page.locator("#map .is-marked").count() == 1


def test_on_a_telephone_the_list_comes_first_and_a_button_opens_the_map(visit):
    page = visit(f"{PARKS}?kind=square", width=PHONE)
    button = page.locator(".split__toggle")
    assert not page.locator("#map").is_visible()
    button.click()
    page.wait_for_selector(".map-district")
    assert "kind=square" in page.url
    assert button.get_attribute("aria-expanded") == "true"
    assert any("spaces?" in url and "kind=square" in url and "bbox=" in url for url in page.asked)


def test_the_map_asks_only_for_what_it_shows(visit):
    page = open_parks(visit)
    assert len(page.content()) < 150_000
    first = [url for url in page.asked if "bbox=" in url]
    page.evaluate("city_map.setView([41.22, 69.21], 15)")
    page.wait_for_timeout(600)
    page.evaluate("city_map.setView([41.34, 69.44], 12)")
    page.wait_for_timeout(800)
    assert len([url for url in page.asked if "bbox=" in url]) >= len(first) >= 1


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_javascript_the_list_is_whole(visit, width):
    page = visit(PARKS, width=width, script=False)
    assert page.locator(".split__list .places__item").count() == 67
    assert not page.locator("#map").is_visible()
    assert not page.locator(".split__toggle").is_visible()


@pytest.mark.once
def test_nothing_but_tiles_comes_from_another_host(visit, site):
    page = open_parks(visit)
    others = {url.split("/")[2] for url in page.asked if not url.startswith(site) and url.startswith("http")}
    assert others <= {"tile.openstreetmap.org"}
