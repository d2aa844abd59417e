"""Files of pages: sent by editors, handed out to readers."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest

from city.attachments import keeping
from city.attachments.kinds import read_file
from city.clock import now
from city.database import unit_of_work
from khokimiyat.pages.content import Text
from khokimiyat.pages.reading import show_text
from tests.city.documents import make_docx, make_pdf
from tests.staff import add_person, read_audit, sign_in, token_of

PATH = "/staff/khokimiyat/files"


@pytest.fixture
def editor(client):
    sign_in(client, "editor")
    return client


def send_file(client, data, name="../../evil.html", title="Budjet, 2026-yil"):
    form = {"csrf_token": token_of(client), "title": title, "file": (BytesIO(data), name)}
    return client.post(PATH, data=form, content_type="multipart/form-data")


def line_of(client):
    return client.get(PATH).text.split("<code>")[1].split("</code>")[0]


def address_of(client):
    return line_of(client).split("](")[1].rstrip(")")


def test_a_file_is_kept_under_an_address_of_our_own_and_handed_out_safely(app, editor):
    assert send_file(editor, make_pdf()).status_code == 303
    address = address_of(editor)
    assert address.startswith("/files/") and address.endswith("/budjet-2026-yil.pdf") and len(address.split("/")[2]) == 32
    answer = editor.get(address)
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="budjet-2026-yil.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert read_audit(app)[0][1:3] == ("khokimiyat.file_add", address.split("/")[2])


def test_readers_fetch_it_in_parts_and_not_twice(editor, client):
    send_file(editor, make_pdf())
    address = address_of(editor)
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, whole.data[2:6])
    assert part.headers["Content-Security-Policy"].startswith("sandbox") and part.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client.get(address, headers={"Range": "bytes=999999999-"}).status_code == 416


def test_an_address_with_another_name_or_ending_is_not_found(editor):
    send_file(editor, make_pdf())
    address = address_of(editor)
    for wrong in (address.replace("budjet", "other"), address.replace(".pdf", ".html"), "/files/" + "0" * 32 + "/a.pdf"):
        assert editor.get(wrong).status_code == 404


def test_a_page_says_kind_and_size_behind_the_link_in_its_language(app, editor):
    send_file(editor, make_docx(**{"word/media/1.dat": bytes(range(256)) * 40}), title="Hisobot [1]")
    line = line_of(editor)
    assert line.startswith("[Hisobot (1)](/files/")
    with app.app_context():
        english, cyrillic = (show_text(Text("T", "S", line), lang, derived=lang != "en").html for lang in ("en", "uz-Cyrl"))
    assert '</a> <span class="prose__file">(DOCX, ' in english and "kB)</span>" in english
    assert "Ҳисобот" in cyrillic and "КБ)</span>" in cyrillic


def test_what_is_refused_is_said_beside_its_field_and_not_kept(editor):
    refused = send_file(editor, b"<script>alert(1)</script>")
    assert refused.status_code == 422 and "not taken, whatever the name says" in refused.text
    assert 'value="Budjet, 2026-yil"' in refused.text
    assert send_file(editor, make_pdf(), title=" ").status_code == 422
    assert "<code>" not in editor.get(PATH).text


def test_a_second_click_keeps_no_second_file(editor):
    data = make_pdf()
    assert [send_file(editor, data).status_code for _ in range(2)] == [303, 303]
    assert editor.get(PATH).text.count("<code>") == 1


def test_two_clicks_at_the_same_moment_keep_one_file(app):
    person, cleaned, together = add_person(app, "editor"), read_file(make_pdf(), "a.pdf", "Budjet"), Barrier(2)

    def click(_):
        with app.app_context():
            together.wait()
            with unit_of_work():
                return keeping.add_file(cleaned, "Budjet", person.id, now()).key

    with ThreadPoolExecutor(2) as clicking:
        assert len(set(clicking.map(click, range(2)))) == 1


def test_a_file_larger_than_the_setting_is_refused(app, editor):
    app.config["ATTACHMENT_MAX_MB"] = 3
    sent = editor.post(PATH, data=b"x" * 3_100_000, content_type="multipart/form-data; boundary=x")
    assert sent.status_code == 413 and "3 MB" in sent.text


def test_only_editors_send_files(client):
    sign_in(client, "dispatcher")
    assert send_file(client, make_pdf()).status_code == 403


@pytest.mark.parametrize(("title", "name"), [("../../etc/passwd", "etc-passwd"), ("!!!", "file"), ("a" * 200, "a" * 60)])
def test_what_a_file_is_called_on_a_disk_is_ours_to_say(title, name):
    assert keeping.name_of(title) == name


def test_a_title_in_cyrillic_gets_a_latin_name():
    assert keeping.name_of("Бюджет 2026").isascii() and keeping.name_of("Бюджет 2026").endswith("-2026")
