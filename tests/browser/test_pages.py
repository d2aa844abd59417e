"""Pages in a real browser: an editor and a publisher side by side, by keyboard alone, without script, on a telephone."""

import time

import pytest

from tests.browser.axe import check_accessible
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_staff import sign_in

HOME = "/staff/khokimiyat/"
SAVE = ".editor__buttons button:not([data-preview])"
KINDS = ("", "?state=waiting", "new", "1", "1/edit", "1/versions/1", "1/compare?old=1&new=1", "4")


def enter(visit, role, path=HOME, **values):
    page = visit(path, **values)
    sign_in(page, role)
    page.wait_for_selector(".bar__leave")
    return page


def root_of(page):
    return page.url.split("/staff/")[0]


def fill(page, slug, **fields):
    texts = {"title_uz": "Yoʻl taʼmiri", "text_uz": "Yoʻl **yopiq**.", "title_ru": "Ремонт дороги", "text_ru": "Дорога закрыта."}
    for name, value in (texts | {"slug": slug} | fields).items():
        page.fill(f"#{name}", value)
    page.select_option("#kind", "news")


def make_slug():
    return f"sinov-{time.time_ns()}"


def test_an_editor_writes_a_publisher_publishes_and_a_reader_has_it_within_a_second(visit):
    editor, publisher, slug = enter(visit, "editor"), enter(visit, "publisher"), make_slug()
    editor.click('main a[href$="/new"]')
    fill(editor, slug)
    editor.click(SAVE)
    editor.wait_for_selector(".done")
    editor.click('form[action$="/ask"] button')
    editor.wait_for_selector(".done")
    assert not editor.locator('form[action$="/publish"]').count()
    publisher.goto(editor.url)
    begun = time.monotonic()
    publisher.click('form[action$="/publish"] button')
    publisher.wait_for_selector(".done")
    answers = {path: publisher.request.get(root_of(publisher) + path) for path in list_places(slug)}
    assert time.monotonic() - begun < 1
    plain = [answer.text().replace("<mark>", "").replace("</mark>", "") for answer in answers.values()]
    assert all("Yoʻl taʼmiri" in text for text in plain)
    reader = visit(f"/uz/khokimiyat/{slug}", width=PHONE)
    assert reader.inner_text("h1") == "Yoʻl taʼmiri" and reader.inner_text(".prose strong") == "yopiq"
    publisher.click('form[action$="/withdraw"] button')
    publisher.wait_for_selector(".done")
    assert reader.request.get(reader.url).status == 404


def list_places(slug):
    return (f"/uz/khokimiyat/{slug}", "/uz/", "/uz/khokimiyat/news", "/uz/khokimiyat/news.rss", "/uz/search?q=tamiri")


def test_by_keyboard_alone_a_page_is_written_looked_at_and_saved(visit):
    page = enter(visit, "editor", HOME + "new")
    page.focus("#title_uz")
    for text in ("Klaviatura", "Qisqacha", "Matn"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "the next language follows"
    page.focus("#slug")
    page.keyboard.type(slug := make_slug())
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#preview-uz .prose")
    assert page.evaluate("document.activeElement.id") == "preview", "the focus goes to what was asked for"
    assert page.inner_text("#preview-uz h2") == "Klaviatura" and page.input_value("#text_uz") == "Matn"
    page.focus("#slug")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert slug in page.inner_text("main")


def test_the_preview_follows_the_writing_and_opens_the_language_that_is_written(visit):
    page = enter(visit, "editor", HOME + "new")
    fill(page, "x")
    page.fill("#text_ru", "## Раздел\n\n<script>window.ran = true</script>")
    page.wait_for_selector("#preview-ru[open] .prose h2")
    assert page.inner_text("#preview-ru .prose h2") == "Раздел"
    assert page.evaluate("[window.ran ?? false, document.activeElement.id]") == [False, "text_ru"]


def test_without_script_the_preview_is_a_page_with_the_form_on_it(visit):
    page = enter(visit, "editor", HOME + "new", script=False)
    fill(page, "x")
    page.click("[data-preview]")
    page.wait_for_selector("#preview-uz .prose")
    assert page.input_value("#text_uz") == "Yoʻl **yopiq**." and page.input_value("#kind") == "news"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_two_who_edit_at_once_see_both_texts_and_join_them(visit, width):
    anna = enter(visit, "editor", HOME + "new", width=width)
    fill(anna, make_slug())
    anna.click(SAVE)
    anna.wait_for_selector(".done")
    address = anna.url
    bobur = enter(visit, "publisher", address.removeprefix(root_of(anna)))
    for page in (anna, bobur):
        page.goto(f"{address}/edit")
    bobur.fill("#text_uz", "Yoʻl **ochiq**.")
    bobur.fill("#title_ru", "Дорога открыта")
    bobur.click(SAVE)
    bobur.wait_for_selector(".done")
    anna.fill("#text_uz", "Yoʻl **tor**.")
    anna.click(SAVE)
    anna.wait_for_selector(".meeting")
    assert {"ochiq", "Дорога открыта"} & set(anna.locator(".meeting del").all_inner_texts())
    assert "tor" in anna.locator(".meeting ins").all_inner_texts()
    check_accessible(anna)
    assert anna.input_value("#title_ru") == "Дорога открыта" and anna.input_value("#text_uz") == "Yoʻl **tor**."
    anna.fill("#text_uz", "Yoʻl **ochiq, lekin tor**.")
    anna.click(SAVE)
    anna.wait_for_selector(".done")
    assert anna.locator(".versions__item").count() == 3


@pytest.mark.parametrize("button", [SAVE, "[data-preview]"])
def test_a_half_written_page_outlives_its_session(visit, button):
    page = enter(visit, "editor", HOME + "new")
    fill(page, slug := make_slug(), text_uz="Birinchi\n\n  ikkinchi")
    page.context.clear_cookies()
    page.click(button)
    page.wait_for_selector("#password")
    assert slug not in page.url
    sign_in(page, "editor")
    page.click("form#kept button")
    if button != SAVE:
        page.wait_for_selector("#preview-uz .prose")
        page.click(SAVE)
    page.wait_for_selector(".done")
    page.click('main a[href$="/edit"]')
    assert page.input_value("#text_uz") == "Birinchi\n\n  ikkinchi"


@pytest.mark.once
def test_axe_finds_nothing_at_the_desk(visit):
    page = enter(visit, "publisher")
    for path in KINDS:
        page.goto(root_of(page) + HOME + path)
        check_accessible(page)
