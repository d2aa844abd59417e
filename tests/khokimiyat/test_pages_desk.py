"""The desk: who may do what, what the editor keeps, two who write at once, and a session that ends meanwhile."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, update

from city.accounts.models import StaffSession
from tests.city.accounts.test_resume import read_form
from tests.khokimiyat.pages import make_content, make_form, make_text, publish_page, save_version, write_page
from tests.staff import PASSWORD, change, read_audit, send, sign_in, token_of

DESK = "/staff/khokimiyat/"


def parse(answer):
    return BeautifulSoup(answer.text, "html.parser")


def editor_of(answer):
    """The values of the editor's form, as a browser would send them."""
    form = parse(answer).select_one("form.editor")
    values = {each["name"]: each.get("value", "") for each in form.select("input[name]:not([type=checkbox])")}
    values |= {each["name"]: each.get("value") for each in form.select("input[type=checkbox][checked]")}
    values |= {each["name"]: each.text.removeprefix("\n") for each in form.select("textarea")}
    return values | {each["name"]: each.select_one("[selected]")["value"] for each in form.select("select")}


def marked(page, tag):
    return [each.text for each in page.select(f".change {tag}")]


def test_an_editor_writes_another_publishes_and_the_audit_has_each_step(app, client):
    editor = sign_in(client, "editor")
    written = send(client, f"{DESK}new", make_form(slug=""))
    assert written.status_code == 303
    page = written.location.rsplit("/", 1)[-1]
    assert "Draft" in client.get(written.location).text
    assert send(client, f"{DESK}{page}/edit", make_form(1, "sarlavha", title_en="Title", text_en="A text")).status_code == 303
    assert send(client, f"{DESK}{page}/ask", {"version": "2"}).status_code == 303
    publisher = sign_in(client, "publisher")
    assert "Waiting" in client.get(DESK).text
    assert send(client, f"{DESK}{page}/publish", {"version": "2"}).status_code == 303
    assert parse(client.get("/en/khokimiyat/sarlavha")).h1.text == "Title"
    assert send(client, f"{DESK}{page}/withdraw", {"version": "2"}).status_code == 303
    assert client.get("/en/khokimiyat/sarlavha").status_code == 404
    assert read_audit(app)[::-1] == [
        (editor.name, "khokimiyat.page_add", "sarlavha", {}),
        (editor.name, "khokimiyat.page_save", "sarlavha", {"version": 2}),
        (editor.name, "khokimiyat.page_asked", "sarlavha", {"version": 2}),
        (publisher.name, "khokimiyat.page_published", "sarlavha", {"version": 2}),
        (publisher.name, "khokimiyat.page_withdrawn", "sarlavha", {"version": 2}),
    ]


def test_a_publisher_may_write_but_not_publish_what_he_wrote(app, client):
    sign_in(client, "publisher")
    page = send(client, f"{DESK}new", make_form()).location
    send(client, f"{page}/ask", {"version": "1"})
    shown = parse(client.get(page))
    assert "You wrote version 1 yourself" in shown.main.text and not shown.select('form[action$="/publish"]')
    refused = send(client, f"{page}/publish", {"version": "1"})
    assert refused.status_code == 403 and "somebody else has to publish it" in refused.text
    assert client.get("/uz/khokimiyat/sinov").status_code == 404


@pytest.mark.parametrize(("role", "buttons"), [("editor", {"ask"}), ("publisher", {"ask"}), ("administrator", set())])
def test_each_role_sees_the_buttons_that_it_may_press(app, client, role, buttons):
    page = write_page(app)
    sign_in(client, role)
    forms = {each["action"].rsplit("/", 1)[-1] for each in parse(client.get(f"{DESK}{page}")).select("main form")}
    assert forms == buttons
    assert bool(parse(client.get(DESK)).select('main a[href$="/new"]')) == bool(buttons)


def test_the_publisher_sees_what_differs_and_sends_back_with_a_reason(app, client):
    page = publish_page(app)
    save_version(
        app,
        page,
        1,
        make_content(
            uz=make_text(text="Birinchi qator.\n\nUchinchi qator."), ru=make_text("Заголовок", "Кратко", "Первая строка.")
        ),
    )
    sign_in(client, "editor")
    send(client, f"{DESK}{page}/ask", {"version": "2"})
    sign_in(client, "publisher")
    shown = parse(client.get(f"{DESK}{page}"))
    assert (marked(shown, "del"), marked(shown, "ins")) == (["Ikkinchi"], ["Uchinchi"])
    empty = send(client, f"{DESK}{page}/send-back", {"version": "2", "reason": " "})
    assert empty.status_code == 422 and parse(empty).select_one("#reason-error")
    assert send(client, f"{DESK}{page}/send-back", {"version": "2", "reason": "Manbasi yoʻq"}).status_code == 303
    assert "Manbasi yoʻq" in client.get(f"{DESK}{page}").text


def test_publishing_what_changed_meanwhile_is_refused_on_the_page_as_it_is(app, client):
    page = write_page(app)
    sign_in(client, "editor")
    send(client, f"{DESK}{page}/ask", {"version": "1"})
    save_version(app, page, 1, make_content(uz=make_text("Yangiroq"), ru=make_text()))
    sign_in(client, "publisher")
    refused = send(client, f"{DESK}{page}/publish", {"version": "1"})
    assert refused.status_code == 409 and "does not wait" in refused.text and "Yangiroq" in refused.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_uz": "", "title_ru": ""}, "title_uz"),
        ({"title_ru": "Б" * 151}, "title_ru"),
        ({"slug": "Bad address"}, "slug"),
        ({"slug": "band"}, "slug"),
    ],
)
def test_a_wrong_field_is_named_and_all_the_rest_is_kept(app, client, wrong, field):
    write_page(app, make_content("band"))
    sign_in(client, "editor")
    form = make_form(in_menu="1", text_en="Kept\r\n  as it is", kind="news") | wrong
    refused = send(client, f"{DESK}new", form)
    assert refused.status_code == 422
    page = parse(refused)
    assert page.select_one(f'.govuk-error-summary a[href="#{field}"]') and page.select_one(f"#{field}-error")
    kept = editor_of(refused)
    assert kept["text_en"] == "Kept\n  as it is" and kept["in_menu"] == "1" and kept["kind"] == "news"
    assert kept["text_uz"] == "Birinchi qator.\n\nIkkinchi qator." and kept[field] == form[field]
    assert read_audit(app) == []


def test_what_the_form_shows_is_what_is_saved(app, client):
    """The form that was opened, sent as it is, changes nothing: no letter is lost on the way."""
    content = make_content(uz=make_text("Oʻ «q» & <b>", "S", "\n a\n\n```\n  kod\n```\n".strip()), ru=make_text())
    page = write_page(app, content)
    sign_in(client, "editor")
    sent = {name: value.replace("\n", "\r\n") for name, value in editor_of(client.get(f"{DESK}{page}/edit")).items()}
    again = client.post(f"{DESK}{page}/edit", data=sent)
    assert again.status_code == 422 and "Nothing was changed since version 1" in again.text


def test_the_preview_is_what_readers_will_see_and_nothing_is_saved(app, client):
    sign_in(client, "editor")
    text = "## Boʻlim\r\n\r\n**Muhim** [x](javascript:alert(1)) ![rasm](https://a.uz/b.png) <script>alert(1)</script>"
    form = make_form(text_uz=text, title_en="Only a title")
    answer = send(client, f"{DESK}new/preview", form)
    assert answer.status_code == 200
    preview = parse(answer).select_one("#preview")
    assert [each["id"] for each in preview.select("details")] == ["preview-uz", "preview-uz-Cyrl", "preview-ru"]
    assert "https://a.uz/b.png" in preview.select_one(".govuk-inset-text").text
    assert editor_of(answer)["title_en"] == "Only a title" and not preview.select("img, script, a[href^=javascript]")
    page = int(send(client, f"{DESK}new", make_form(text_uz=text)).location.rsplit("/", 1)[-1])
    publish_page(app, number=page)
    for lang, path in (("uz", "uz"), ("uz-Cyrl", "uz-cyrl"), ("ru", "ru")):
        published = parse(client.get(f"/{path}/khokimiyat/sinov"))
        assert str(published.select_one(".prose")) == str(preview.select_one(f'[id="preview-{lang}"] .prose'))


def test_a_preview_of_a_page_keeps_the_version_it_began_from(app, client):
    page = write_page(app)
    sign_in(client, "editor")
    shown = send(client, f"{DESK}{page}/preview", make_form(1, title_uz="Koʻrish"))
    assert editor_of(shown)["base"] == "1" and editor_of(shown)["title_uz"] == "Koʻrish"
    assert "Koʻrish" in parse(shown).select_one("#preview").text


def test_two_editors_at_once_get_both_texts_and_neither_is_lost(app, client):
    page = write_page(app)
    sign_in(client, "editor")
    opened = editor_of(client.get(f"{DESK}{page}/edit"))
    theirs = make_content(
        uz=make_text("Sarlavha", "Bobur qisqachasi", "Birinchi qator.\n\nBobur qatori."),
        ru=make_text("Заголовок", "Кратко", "Первая строка."),
    )
    other = sign_in(app.test_client(), "editor")
    save_version(app, page, 1, theirs, other)
    mine = opened | {"text_uz": "Birinchi qator.\r\n\r\nAnna qatori.", "title_ru": "Анна"}
    met = client.post(f"{DESK}{page}/edit", data=mine)
    assert met.status_code == 409
    shown = parse(met)
    assert other.name in shown.select_one(".govuk-error-summary").text
    assert marked(shown, "del") == ["Bobur qisqachasi", "Bobur", "Заголовок"]
    assert marked(shown, "ins") == ["Qisqacha", "Anna", "Анна"]
    joined = editor_of(met)
    assert joined["base"] == "2"
    assert joined["summary_uz"] == "Bobur qisqachasi", "what only the other changed is taken over"
    assert joined["title_ru"] == "Анна" and joined["text_uz"] == "Birinchi qator.\n\nAnna qatori."
    assert "both of you changed this" in shown.select_one(".meeting").text
    assert client.post(f"{DESK}{page}/edit", data=joined).status_code == 303
    versions = [each.text for each in parse(client.get(f"{DESK}{page}")).select(".versions__item > a:first-child")]
    assert versions == ["version 3", "version 2", "version 1"]
    assert "Bobur qatori." in client.get(f"{DESK}{page}/versions/2").text


def test_a_third_who_saves_during_the_joining_is_met_too(app, client):
    page = write_page(app)
    sign_in(client, "editor")
    opened = editor_of(client.get(f"{DESK}{page}/edit"))
    save_version(app, page, 1, make_content(uz=make_text("Ikki"), ru=make_text()))
    joined = editor_of(client.post(f"{DESK}{page}/edit", data=opened | {"title_uz": "Meniki"}))
    save_version(app, page, 2, make_content(uz=make_text("Uch"), ru=make_text()))
    met = client.post(f"{DESK}{page}/edit", data=joined)
    assert met.status_code == 409 and editor_of(met)["base"] == "3" and editor_of(met)["title_uz"] == "Meniki"


def test_versions_are_shown_compared_and_restored(app, client):
    page = write_page(app)
    save_version(app, page, 1, make_content(uz=make_text("Ikkinchi"), ru=make_text("Заголовок", "Кратко", "Первая строка.")))
    sign_in(client, "editor")
    compared = parse(client.get(f"{DESK}{page}/compare?old=1&new=2"))
    assert (marked(compared, "del"), marked(compared, "ins")) == (["Sarlavha"], ["Ikkinchi"])
    assert "no difference" in client.get(f"{DESK}{page}/compare?old=2&new=2").text
    form = read_form(client.get(f"{DESK}{page}/versions/1"))
    assert client.post(form.target, data=form.data).status_code == 303
    assert "restored from version 1" in client.get(f"{DESK}{page}").text
    assert client.post(form.target, data=form.data).status_code == 409, "the page has changed since it was opened"
    assert [row[1:] for row in read_audit(app)] == [("khokimiyat.page_restore", "sinov", {"version": 3, "restores": 1})]


@pytest.mark.parametrize(
    "path", ["99", "99/edit", "99/versions/1", "1/versions/99", "1/compare?old=1&new=9", "99999999999999999999"]
)
def test_what_is_not_there_is_not_found(app, client, path):
    write_page(app)
    sign_in(client, "editor")
    assert client.get(DESK + path).status_code == 404


@pytest.mark.parametrize("data", [{"version": "x"}, {"version": "9" * 30}, {"version": "-1"}, {}])
@pytest.mark.parametrize("step", ["ask", "publish", "send-back", "withdraw"])
def test_a_step_about_no_version_is_refused(app, client, step, data):
    page = write_page(app)
    sign_in(client, "publisher")
    assert send(client, f"{DESK}{page}/{step}", data).status_code in (409, 422)
    assert read_audit(app) == []


def test_the_list_is_narrowed_to_a_state(app, client):
    write_page(app, make_content("qoralama", uz=make_text("Qoralama"), ru=make_text()))
    publish_page(app, make_content("elon", uz=make_text("Eʼlon"), ru=make_text()))
    sign_in(client, "administrator", language="uz")
    rows = parse(client.get(f"{DESK}?state=published")).select("tbody tr")
    assert len(rows) == 1 and "Eʼlon" in rows[0].text
    assert client.get(f"{DESK}?state=nonsense").status_code == 422


# A session that ends, a token that is old


def test_a_page_half_written_outlives_its_session(app, client):
    page = write_page(app)
    anna = sign_in(client, "editor", password=PASSWORD)
    text = "Uzun matn\r\n\r\n  «oʻrtada» <b>\r\n- a"
    change(app, update(StaffSession).values(ended_at=func.now()))
    kept = send(client, f"{DESK}{page}/edit", make_form(1, text_uz=text))
    assert kept.status_code == 401
    form = read_form(kept)
    again = client.post(form.target, data=form.data | {"name": anna.name, "password": PASSWORD})
    waiting = read_form(again, "form#kept")
    assert waiting.target == f"{DESK}{page}/edit"
    assert client.post(waiting.target, data=waiting.data).status_code == 303
    assert editor_of(client.get(f"{DESK}{page}/edit"))["text_uz"] == text.replace("\r\n", "\n")


def test_a_page_that_outlived_its_session_still_meets_what_was_saved_meanwhile(app, client):
    page = write_page(app)
    anna = sign_in(client, "editor", password=PASSWORD)
    change(app, update(StaffSession).values(ended_at=func.now()))
    form = read_form(send(client, f"{DESK}{page}/edit", make_form(1, text_uz="Meniki")))
    save_version(app, page, 1, make_content(uz=make_text(text="Ularniki"), ru=make_text()))
    waiting = read_form(client.post(form.target, data=form.data | {"name": anna.name, "password": PASSWORD}), "form#kept")
    met = client.post(waiting.target, data=waiting.data)
    assert met.status_code == 409 and editor_of(met)["text_uz"] == "Meniki" and "Ularniki" in met.text


@pytest.mark.parametrize("path", ["new", "new/preview", "1/edit", "1/preview"])
def test_a_stale_token_shows_the_form_again_as_it_was_filled(app, client, path):
    write_page(app, make_content("boshqa"))
    sign_in(client, "editor")
    stale = client.post(DESK + path, data=make_form(1, text_uz="Yarim matn") | {"csrf_token": "stale"})
    assert stale.status_code == 400
    kept = editor_of(stale)
    assert kept["text_uz"] == "Yarim matn" and kept["base"] == "1"
    sent = client.post(DESK + path.replace("preview", "edit" if "1" in path else "").rstrip("/"), data=kept)
    assert sent.status_code == 303


def test_a_token_that_is_too_old_is_stale_as_well(app, client, monkeypatch):
    sign_in(client, "editor")
    token = token_of(client)
    app.config["WTF_CSRF_TIME_LIMIT"] = -1
    old = client.post(f"{DESK}new", data=make_form() | {"csrf_token": token})
    assert old.status_code == 400 and editor_of(old)["title_uz"] == "Sarlavha"


def test_a_text_as_long_as_may_be_is_taken(app, client):
    sign_in(client, "editor")
    long = ("Soʻz " * 12_000).strip()
    page = send(client, f"{DESK}new", make_form(text_uz=long)).location
    assert editor_of(client.get(f"{page}/edit"))["text_uz"] == long
    too_long = send(client, f"{page}/edit", make_form(1, text_uz=long + "a" * 2))
    assert too_long.status_code == 422 and parse(too_long).select_one("#text_uz-error")
