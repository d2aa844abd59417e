"""Pages of text in a real browser: read by keyboard, changed by staff, on a telephone, at a desk, without script."""

import time

import pytest

from tests.browser.axe import check_accessible
from tests.browser.conftest import PHONE
from tests.browser.test_pages import enter, root_of

HOME = "/staff/texts/"
PAGES = ("/uz/privacy", "/ru/settings", "/ru/contact", "/uz-cyrl/help", "/en/cookies", "/ru/help/112")
DESKS = ("", "help/uz", "help/ru/edit", "contact", "privacy/en")


@pytest.mark.once
def test_axe_finds_nothing_on_pages_of_text(visit):
    page = visit(PAGES[0])
    for path in PAGES:
        page.goto(root_of_public(page) + path)
        check_accessible(page)


@pytest.mark.once
def test_axe_finds_nothing_at_the_desk_of_texts(visit):
    page = enter(visit, "publisher", HOME)
    for path in DESKS:
        page.goto(root_of(page) + HOME + path)
        check_accessible(page)


def root_of_public(page):
    return "/".join(page.url.split("/")[:3])


@pytest.mark.once
def test_by_keyboard_a_reader_gets_from_the_contents_to_a_section_and_sees_where(visit):
    page = visit("/en/privacy", width=PHONE)
    page.locator(".contents a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#data-contact'")
    top = page.evaluate("document.getElementById('data-contact').getBoundingClientRect().top")
    assert -1 <= top < 800, "the section is in sight"


@pytest.mark.once
def test_emergency_numbers_are_large_enough_to_be_hit_and_call(visit):
    page = visit("/uz/contact", width=PHONE)
    for link in page.locator(".urgent__number").all():
        assert link.bounding_box()["height"] >= 24 and link.get_attribute("href").startswith("tel:1")


def test_staff_change_a_text_by_keyboard_and_readers_see_it_within_a_second(visit):
    page = enter(visit, "publisher", HOME + "guide-search/ru/edit")
    reader = visit("/ru/help/search", width=PHONE)
    page.fill("#title", title := f"Как искать {time.time_ns()}")
    page.focus("#text")
    page.keyboard.press("Control+Home")
    page.keyboard.type("<script>window.ran = true</script>\n\n## Новое\n\n")
    page.wait_for_function("() => document.querySelector('#preview h2:nth-of-type(1)') !== null")
    page.get_by_role("heading", name="Новое").wait_for()
    begun = time.monotonic()
    page.focus("#title")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    reader.reload()
    assert time.monotonic() - begun < 2 and reader.inner_text("h1") == title
    assert reader.evaluate("window.ran ?? false") is False
    assert page.locator(".change ins").count(), "what differs from the built-in text is marked"
    page.click('form[action$="/builtin"] button')
    page.wait_for_selector(".done")
    reader.reload()
    assert reader.inner_text("h1") == "Поиск"


def test_without_script_contact_details_are_filled_in_refused_and_saved(visit):
    page = enter(visit, "administrator", HOME + "contact", script=False)
    page.fill("#telephone", "hokimlik")
    page.fill("#email", "aloqa@example.uz")
    page.click("form.contact-form button")
    page.wait_for_selector("#telephone-error")
    assert page.input_value("#email") == "aloqa@example.uz"
    page.fill("#telephone", "+998 71 237 99 98")
    page.click("form.contact-form button")
    page.wait_for_selector(".done")
    reader = visit("/uz/contact", script=False)
    assert reader.locator('a[href="tel:+998712379998"]').inner_text() == "+998 71 237 99 98"
