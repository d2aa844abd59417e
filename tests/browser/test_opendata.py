"""Open data in a browser: pages fit, are searched by their own field, and axe finds nothing on them."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import find_violations

pytestmark = pytest.mark.once
PAGES = ("data/", "data/policy", "data/use", "data/suggest")


@pytest.mark.parametrize(("lang", "width", "dark"), [("ru", PHONE, False), ("uz-cyrl", DESK, True)])
def test_pages_fit_and_axe_finds_nothing(visit, lang, width, dark):
    for path in PAGES:
        page = visit(f"/{lang}/{path}", width=width, dark=dark)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert find_violations(page) == [], path


def test_the_catalogue_is_searched_by_its_own_field_and_not_by_that_of_the_city(visit):
    page = visit("/en/data/", width=DESK)
    page.locator("main input[name=q]").fill("qqqqqq")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/data/?q=qqqqqq")
    assert page.locator("main [role=status]").is_visible()
