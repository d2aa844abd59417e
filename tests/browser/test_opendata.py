"""Open data in a browser: pages fit, are searched by their own field, and axe finds nothing on them."""

import pytest

from tests.browser.axe import check_accessible
from tests.browser.conftest import DESK

pytestmark = pytest.mark.once
PAGES = ("data/", "data/policy", "data/use", "data/suggest")


@pytest.mark.parametrize("lang", ["ru", "uz-cyrl"])
def test_pages_fit_and_axe_finds_nothing(visit, lang):
    for path in PAGES:
        check_accessible(visit(f"/{lang}/{path}"))


def test_the_catalogue_is_searched_by_its_own_field_and_not_by_that_of_the_city(visit):
    page = visit("/en/data/", width=DESK)
    page.locator("main input[name=q]").fill("qqqqqq")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/data/?q=qqqqqq")
    assert page.locator("main [role=status]").is_visible()
