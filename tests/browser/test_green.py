"""A resident looks for a park: filters that can be shared, a place nearby, a page that says how sure it is."""

import pytest

from tests.browser.conftest import DESK, PHONE


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("script", [True, False])
def test_from_the_front_page_to_a_square_and_its_nearest_station(visit, width, script):
    page = visit("/ru/", width=width, script=script)
    page.locator(".card--green a").click()
    page.locator(".chip", has_text="Сквер").click()
    assert "kind=square" in page.url
    page.locator(".split__list").get_by_role("link", name="Сквер Амира Темура").click()
    assert page.locator("h1").inner_text() == "Сквер Амира Темура"
    assert page.locator("main a[href*='/transit/stops/']").count() >= 1


def test_near_me_sorts_the_list(visit):
    page = visit("/en/green/")
    page.locator("[data-near]").click()
    page.wait_for_url("**near=*")
    assert page.locator(".places__distance, .places__more").first.is_visible()
    first = page.locator(".split__list .places__item").first.get_attribute("data-id")
    assert first in ("xalqlar-dostligi-maydoni", "milliy-bog", "magic-city")


def test_a_place_that_is_not_known_says_so_and_has_no_map(visit):
    page = visit("/uz/green/spaces/aviatsiya-bogi")
    assert page.locator("#map").count() == 0
    assert "nomaʼlum" in page.locator("main").inner_text().lower()
