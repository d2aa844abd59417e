"""Search as people use it: suggestions while typing, by keyboard, in any script; a plain form without a script."""

import pytest

from tests.browser.conftest import DESK, PHONE


def type_into_search(page, text):
    field = page.locator("#home-q")
    field.click()
    page.keyboard.type(text, delay=30)
    return field


def test_suggestions_come_while_typing_and_the_keyboard_opens_one(visit):
    page = visit("/uz/")
    type_into_search(page, "чиланз")
    page.wait_for_selector("#home-q__option--0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("window.location.pathname !== '/uz/'")
    assert "chilonzor" in page.url


def test_enter_without_a_choice_searches(visit):
    page = visit("/uz/")
    type_into_search(page, "chilonzor")
    page.wait_for_selector("#home-q__option--0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uz/search?q=chilonzor")
    assert page.locator(".places__item").count() >= 2


def test_a_mistyped_name_is_suggested_too(visit):
    page = visit("/en/")
    type_into_search(page, "yunusobbod")
    option = page.wait_for_selector("#home-q__option--0")
    assert "Yunusobod" in option.inner_text()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_field_in_the_bar_works_without_javascript(visit, width):
    page = visit("/ru/accessibility", width=width, script=False)
    page.locator("#bar-q").fill("sergeli")
    page.locator("#bar-q").press("Enter")
    assert "Сергели" in page.locator(".places__item").first.inner_text()


def test_markup_in_a_query_stays_text(visit):
    page = visit("/en/search?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert page.locator("main img").count() == 0
