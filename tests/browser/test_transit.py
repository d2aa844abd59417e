"""A resident looks for a train: by map or list, on a telephone or at a desk, with or without a script."""

import pytest

from tests.browser.conftest import DESK, PHONE


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("script", [True, False])
def test_from_the_front_page_to_the_next_train(visit, width, script):
    page = visit("/uz/", width=width, script=script)
    page.locator(".card--transit a").click()
    page.get_by_role("link", name="Chilonzor yoʻnalishi").first.click()
    page.locator("main").get_by_role("link", name="Milliy bogʻ", exact=True).click()
    assert page.locator("h1").inner_text() == "Milliy bogʻ"
    assert page.locator(".departures tbody tr").count() >= 1 or page.get_by_text("joʻnash yoʻq").count()
    assert page.locator(".demo").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width if script else True


def test_another_time_is_asked_for_with_a_plain_form(visit):
    page = visit("/en/transit/stops/metro:chorsu?at=2026-11-24T08:05", script=False)
    assert "08:0" in page.locator(".departures").first.inner_text()


def test_near_me_lists_the_nearest_stations(visit):
    page = visit("/en/transit/")
    page.locator("[data-near]").click()
    page.wait_for_url("**near=*")
    first = page.locator(".split__list .places__item").first.inner_text()
    assert "Xalqlar doʻstligi" in first or "Milliy bogʻ" in first


def test_a_place_in_london_gets_a_sentence(visit):
    page = visit("/ru/accessibility")
    answer = page.request.get(page.url.replace("accessibility", "transit/?near=-0.12,51.5"))
    assert answer.status == 422
    assert "за пределами Ташкента" in answer.text()
