"""Pictures of pages: sent by editors, shown to readers."""

from io import BytesIO

import pytest

from city.markdown import render
from khokimiyat.pages.content import Text
from khokimiyat.pages.reading import show_text
from tests.city.test_pictures import make_picture
from tests.staff import sign_in, token_of


@pytest.fixture
def editor(client):
    sign_in(client, "editor")
    return client


def send_picture(client, data, name="park.jpg", alt="A park"):
    form = {"csrf_token": token_of(client), "alt": alt, "picture": (BytesIO(data), name)}
    return client.post("/staff/khokimiyat/pictures", data=form, content_type="multipart/form-data")


def test_a_picture_is_kept_and_its_line_shows_it_on_a_page(editor):
    assert send_picture(editor, make_picture()).status_code == 303
    page = editor.get("/staff/khokimiyat/pictures").text
    line = page.split("<code>")[1].split("</code>")[0]
    address = line.split("(")[1].rstrip(")")
    assert f'src="{address}"' in render(line).html and render(line).left_out == ()
    shown = editor.get(address)
    assert shown.mimetype == "image/jpeg" and shown.data[:2] == b"\xff\xd8"
    assert "immutable" in shown.headers["Cache-Control"] and shown.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_named_jpg_that_is_none_is_refused_and_nothing_is_kept(editor):
    refused = send_picture(editor, b"<script>alert(1)</script>")
    assert refused.status_code == 422 and "not a picture, whatever its name says" in refused.text
    assert 'value="A park"' in refused.text
    assert "<code>" not in editor.get("/staff/khokimiyat/pictures").text


def test_a_picture_needs_words_for_those_who_do_not_see_it(editor):
    assert send_picture(editor, make_picture(), alt=" ").status_code == 422


def test_a_file_that_is_too_large_is_refused(editor):
    sent = editor.post("/staff/khokimiyat/pictures", data=b"x" * 15_100_000, content_type="multipart/form-data; boundary=x")
    assert sent.status_code == 413 and "15 MB" in sent.text


def test_a_picture_that_is_not_there_is_not_found(client):
    assert client.get("/pictures/0000000000000000.jpg").status_code == 404


def test_a_page_shows_a_picture_in_its_sizes_with_the_words_of_its_own_language(app, editor):
    send_picture(editor, make_picture())
    line = editor.get("/staff/khokimiyat/pictures").text.split("<code>")[1].split("</code>")[0]
    address = line.split("(")[1].rstrip(")")
    with app.app_context():
        shown = show_text(Text("T", "S", f"![Bogʻ]({address})"), "uz-Cyrl", derived=True).html
    assert "<picture><source" in shown and "-400.webp 400w" in shown and 'alt="Боғ"' in shown and 'loading="lazy"' in shown


def test_a_second_click_keeps_no_second_picture(editor):
    data = make_picture()
    assert [send_picture(editor, data).status_code for _ in range(2)] == [303, 303]
    assert editor.get("/staff/khokimiyat/pictures").text.count("<code>") == 1
