"""Pictures and files in a real browser: an editor sends them and puts their lines into a page, a reader gets them."""

import pytest

from tests.browser.axe import check_accessible
from tests.browser.conftest import PHONE
from tests.browser.test_pages import HOME, SAVE, enter, fill, make_slug
from tests.city.documents import make_pdf
from tests.city.test_pictures import make_picture


def upload(page, kind, data, name, words):
    """Send a file on its page; the line to copy is returned."""
    page.goto(page.url.split("/staff/")[0] + f"{HOME}{kind}s")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.fill("#alt" if kind == "picture" else "#title", words)
    page.click("main form button")
    page.wait_for_selector(".done")
    return page.inner_text("main li code >> nth=0")


@pytest.mark.parametrize("script", [True, False])
def test_what_an_editor_sends_a_reader_gets_in_the_size_of_the_telephone(visit, script):
    editor, slug = enter(visit, "editor", script=script), make_slug()
    picture = upload(editor, "picture", make_picture(size=(1700, 900)), "park.jpg", "Bogʻ")
    file = upload(editor, "file", make_pdf(), "C:\\evil.exe", "Byudjet")
    editor.goto(editor.url.replace("/files", "/new"))
    fill(editor, slug, text_uz=f"{picture}\n\n{file}")
    editor.click(SAVE)
    editor.wait_for_selector(".done")
    shown = editor.locator("picture img").first
    shown.scroll_into_view_if_needed()
    editor.wait_for_load_state("networkidle")
    assert shown.evaluate("(image) => image.complete && image.currentSrc").endswith(".webp")
    with editor.expect_download() as download:
        editor.click(".prose a[href^='/files/']")
    assert download.value.suggested_filename == "byudjet.pdf"
    assert "(PDF, " in editor.inner_text(".prose__file >> nth=0")


def test_the_page_of_files_is_whole_on_a_telephone(visit):
    page = enter(visit, "editor", HOME + "files", width=PHONE)
    upload(page, "file", make_pdf(), "a.pdf", "Hisobot " * 10)
    check_accessible(page)
    page.click("main form button")
    page.wait_for_selector(".govuk-error-summary")
    assert page.locator(".govuk-error-summary a[href='#title']").count() == 1
    check_accessible(page)
