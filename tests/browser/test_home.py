"""The front page, the language switch, the number 112 and the weight of it all."""

import pytest

from tests.browser.conftest import DESK, PHONE

HEAVIEST_BYTES = 150_000


def test_the_language_switch_keeps_the_page(visit):
    page = visit("/uz/districts/sergeli")
    page.get_by_role("link", name="Русский").click()
    assert page.url.endswith("/ru/districts/sergeli")
    page.goto(page.url.split("/ru/")[0] + "/")
    assert "/ru/" in page.url, "the choice is kept for the address without a language"


def test_112_is_a_page_at_a_desk_and_a_call_on_a_telephone(visit):
    assert visit("/uz/", width=DESK).locator(".bar__112--page").is_visible()
    call = visit("/uz/", width=PHONE).locator(".bar__112--call")
    assert call.is_visible()
    assert call.get_attribute("href") == "tel:112"


def test_the_skip_link_is_the_first_stop_of_the_keyboard(visit):
    page = visit("/uz/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.once
def test_the_front_page_is_light(visit, chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.route(lambda url: not url.startswith(site), lambda route: route.abort())
    page.goto(f"{site}/uz/", wait_until="networkidle")
    context.close()
    print(f"front page: {sum(received) / 1000:.0f} kB over the wire")
    assert sum(received) < HEAVIEST_BYTES


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
def test_the_bar_fits_a_telephone_in_every_language(visit, lang):
    page = visit(f"/{lang}/", width=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    tops = page.eval_on_selector_all(".bar__languages li", "items => items.map(item => item.offsetTop)")
    assert len(set(tops)) == 1, "the language switch broke into two lines"


@pytest.mark.once
def test_on_paper_there_is_black_text_and_no_controls(visit):
    page = visit("/uz/districts/")
    page.emulate_media(media="print")
    assert not page.locator(".bar__search").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
