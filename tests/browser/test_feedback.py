"""Feedback in a real browser: yes and no by keyboard, a mistake reported, an answer by staff, a line that is lost."""

import re
import time

import pytest

from tests.browser.axe import check_accessible
from tests.browser.conftest import PHONE
from tests.browser.test_staff import sign_in

PAGE = "/en/accessibility"
ANSWERED = ".useful .useful__answer"


def press_by_keyboard(page, selector):
    page.focus(selector)
    page.keyboard.press("Enter")


def fill_in(page, text):
    page.fill("#text", text)
    page.wait_for_timeout(3100)  # faster than this only programs are


def test_by_keyboard_one_says_no_and_why_without_leaving_the_page(visit):
    page = visit(PAGE, width=PHONE)
    press_by_keyboard(page, ".useful__button[value=no]")
    page.wait_for_selector(ANSWERED)
    assert page.evaluate("document.activeElement.className") == "useful__answer"
    page.keyboard.press("Tab")
    page.keyboard.type("Raqam yetishmaydi")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.useful textarea')")
    assert page.url.endswith(PAGE) and page.context.cookies() == []
    check_accessible(page)


def test_without_script_the_answer_is_a_page_that_leads_back(visit):
    page = visit("/uz/sitemap", script=False)
    press_by_keyboard(page, ".useful__button[value=no]")
    page.wait_for_url("**/uz/useful/*")
    page.fill("#words", "Tushunarsiz")
    page.click("main form button")
    page.wait_for_selector("main p[role=status]")
    page.click("main a:last-of-type")
    page.wait_for_url("**/uz/sitemap")


def test_a_lost_line_says_so_and_the_answer_can_be_sent_again(visit):
    page = visit(PAGE)
    page.context.set_offline(True)
    page.click(".useful__button[value=yes]")
    page.wait_for_selector(".useful__note")
    page.context.set_offline(False)
    page.click(".useful__button[value=yes]")
    page.wait_for_selector(ANSWERED)


@pytest.mark.parametrize("script", [True, False])
def test_a_mistake_is_reported_and_its_page_is_known(visit, script):
    page = visit("/ru/districts/", script=script)
    page.click(".useful__mistake a")
    page.wait_for_url("**/contact/write**")
    assert page.input_value("#page") == "/ru/districts/" and page.input_value("#kind") == "mistake"
    fill_in(page, "<script>window.ran = 1</script>")
    page.click("main button[type=submit]")
    page.wait_for_selector(".written")
    assert re.search(r"/ru/contact/[\w-]{20,}$", page.url) and "window.ran" in page.inner_text(".written")


def test_a_message_is_not_lost_with_the_line_and_arrives_once(visit):
    page = visit("/en/contact/write", width=PHONE)
    fill_in(page, f"Is the line back? {time.time_ns()}")
    page.context.set_offline(True)
    page.click("main button[type=submit]")
    page.wait_for_selector(".useful__note")
    assert "Is the line back?" in page.input_value("#text")
    page.context.set_offline(False)
    page.dblclick("main button[type=submit]")
    page.wait_for_selector(".written")


def test_letters_are_counted_and_what_is_too_long_is_said_and_kept(visit):
    page = visit("/ru/contact/write")
    fill_in(page, "x" * 4005)
    page.wait_for_selector(".letters--over")
    assert "5" in page.inner_text(".letters")
    page.on("console", lambda message: None)
    page.evaluate("document.querySelector('#text').value = 'x'.repeat(3999)")
    page.dispatch_event("#text", "input")
    page.wait_for_function("() => !document.querySelector('.letters--over')")


def test_staff_take_a_message_and_answer_it_and_the_writer_reads_it(visit):
    writer, told = visit("/uz/contact/write"), f"Savol {time.time_ns()}"
    fill_in(writer, told)
    writer.click("main button[type=submit]")
    writer.wait_for_selector(".written")
    editor = visit("/staff/feedback/")
    sign_in(editor, "editor")
    editor.wait_for_selector("table")
    editor.click(f"tr:has-text('{told}') a")
    editor.click('form[action$="/take"] button')
    editor.wait_for_selector("#answer")
    editor.focus("#answer")
    editor.keyboard.type("Javob shu.")
    editor.keyboard.press("Tab")
    editor.keyboard.press("Enter")
    editor.wait_for_selector(".written >> text=Javob shu.")
    writer.reload()
    assert "Javob shu." in writer.inner_text("main")


@pytest.mark.once
def test_axe_finds_nothing(visit):
    page = visit("/uz/contact/write?kind=mistake&page=/uz/")
    check_accessible(page)
    fill_in(page, "Salom")
    page.click("main button[type=submit]")
    page.wait_for_selector(".written")
    check_accessible(page)
    for path in ("/ru/statistics", PAGE):
        page.goto(page.url.split("/uz/")[0].split("/ru/")[0] + path)
        check_accessible(page)


@pytest.mark.once
def test_axe_finds_nothing_on_pages_of_staff(visit):
    page = visit("/staff/feedback/?state=all")
    sign_in(page, "administrator")
    page.wait_for_selector("table")
    check_accessible(page)
    root = page.url.split("/staff/")[0]
    for path in ("feedback/1", "feedback/days", "feedback/votes", "mail/", ""):
        page.goto(f"{root}/staff/{path}")
        check_accessible(page)
