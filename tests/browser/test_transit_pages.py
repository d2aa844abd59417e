"""Timetables in a real browser: what a stop's page weighs, the countdown, stops that are kept, maps that come later, paper."""

import io
import time

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE

STOP = "/en/transit/stops/metro:chorsu"
A4_MM = (210, 297)
LIGHT_BYTES = 60_000


def weigh(page):
    """Bytes that came over the network for a page and its styles and scripts, as they were sent."""
    seen = page.context.new_cdp_session(page)
    sizes, kinds = {}, {}
    seen.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    seen.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    seen.send("Network.enable")
    seen.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.reload()
    page.wait_for_load_state("networkidle")
    return sum(size for each, size in sizes.items() if kinds.get(each) in ("Document", "Stylesheet", "Script"))


@pytest.mark.once
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_stops_page_is_light(visit, width, record_property):
    weight = weigh(visit(STOP, width=width))
    record_property(f"page of a stop, {width} px: HTML, styles and scripts of a first visit", f"{weight / 1000:.1f} kB")
    assert 5_000 < weight < LIGHT_BYTES


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_map_of_a_stop_comes_when_its_button_is_pressed(visit, width):
    page = visit(STOP, width=width)
    assert not [url for url in page.asked if "leaflet" in url]
    button = page.locator(".split__toggle")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-dot--transit")
    assert page.evaluate("document.activeElement.className").count("split__toggle")
    button.click()
    assert not page.locator("#map").is_visible()


def test_minutes_are_counted_down(visit):
    page = visit(STOP)
    second = time.time() % 60
    time.sleep(60 - second if second > 48 else 0)  # so that no minute ends before the script counts
    wait = page.locator(".departures__wait").first
    wait.evaluate("cell => { cell.dataset.leaves = Math.floor(Date.now() / 60000) * 60 + 125 * 60 + 30; }")
    expect(wait).to_have_text("2 h 5 min", timeout=20_000)


def test_a_departure_that_has_left_makes_way_for_the_next_ones(visit):
    page = visit(STOP)
    gone = int(time.time()) - 60
    page.locator(".departures__wait").first.evaluate(f"cell => {{ cell.dataset.leaves = {gone}; }}")
    expect(page.locator(f"[data-leaves='{gone}']")).to_have_count(0, timeout=45_000)
    assert page.locator("[data-leaves]").count() >= 1


def test_a_stop_is_kept_on_the_telephone_with_its_line_and_way(visit):
    page = visit(f"{STOP}?line=metro:M2&direction=1", width=PHONE)
    star = page.get_by_role("button", name="Keep this stop on this phone")
    star.focus()
    page.keyboard.press("Enter")
    assert star.get_attribute("aria-pressed") == "true"
    page.goto(page.url.split("/en/")[0] + "/en/transit/")
    kept = page.locator(".kept__list li")
    kept.wait_for()
    assert "Chorsu · M2 · Towards Beruniy" in kept.inner_text()
    assert "M2 → Beruniy" in kept.inner_text()
    assert len([url for url in page.asked if "/api/v1/transit/departures?" in url]) == 1
    kept.get_by_role("link").click()
    page.wait_for_url("**direction=1")
    page.go_back()
    page.get_by_role("button", name="Remove").click()
    page.locator("#kept").wait_for(state="hidden")


def test_without_a_script_nothing_is_offered_that_does_not_work(visit):
    page = visit(STOP, script=False)
    assert not page.locator(".keep").is_visible()
    assert page.locator(".departures tbody tr").count() >= 1 or page.get_by_text("no departures").count()
    assert not visit("/en/transit/", script=False).locator("#kept").is_visible()


def test_the_stops_of_a_grid_stay_in_sight_on_a_telephone(visit):
    page = visit("/en/transit/routes/metro:M1/timetable?day=mon", width=PHONE)
    grids = page.locator(".grids")
    before = page.locator(".grid tbody th").first.bounding_box()["x"]
    grids.evaluate("each => { each.scrollLeft = 300; }")
    assert abs(page.locator(".grid tbody th").first.bounding_box()["x"] - before) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def print_page(page):
    """[(width in mm, height in mm, text)] of each sheet of paper."""
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = [(sheet.mediabox.width, sheet.mediabox.height, sheet.extract_text()) for sheet in paper.pages]
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4), text) for wide, high, text in sizes]


@pytest.mark.once
def test_the_sheet_of_a_stop_is_one_page_upright(visit):
    sheets = print_page(visit(f"{STOP}/sheet"))
    assert [sheet[:2] for sheet in sheets] == [A4_MM]
    for said in ("Chorsu", "Towards Beruniy", "Monday to Friday", "illustrative"):
        assert said in sheets[0][2]
    assert "/en/transit/stops/metro:chorsu" in "".join(sheets[0][2].split()), "the address may stand on two lines"


@pytest.mark.once
def test_the_timetable_of_a_line_is_printed_across_with_its_stops_on_every_page(visit):
    sheets = print_page(visit("/en/transit/routes/metro:M1/timetable?day=mon"))
    assert {sheet[:2] for sheet in sheets} == {A4_MM[::-1]}
    assert 5 <= len(sheets) <= 12
    assert all("Buyuk Ipak" in text and "(/en/" not in text for _wide, _high, text in sheets)
