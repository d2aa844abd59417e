"""Writing to us: received once, with a number and a day; read again by a secret link, what is bad is said and kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from city.clock import now
from city.database import db, unit_of_work
from city.feedback import form_keys, limits, messages, refusals
from city.feedback.messages import Told
from city.feedback.models import Message
from tests.city.feedback.conftest import WRITE, make_message, read_key
from tests.staff import send


def read_messages(app):
    with app.app_context():
        return db.session.scalars(select(Message).order_by(Message.id)).all()


def test_a_message_has_a_number_a_day_for_its_answer_and_a_page_of_its_own(app, client, write):
    sent = write(email="anna@example.uz", name="Anna", page="/en/transit/", service="transit", kind="complaint")
    (message,) = read_messages(app)
    assert sent.status_code == 303 and sent.location == f"/en/contact/{message.key}"
    page = client.get(sent.location)
    assert page.headers["Cache-Control"] == "no-store" and 'content="noindex"' in page.text
    text = BeautifulSoup(page.text, "html.parser").main.get_text(" ", strip=True)
    assert f"Your message No. {message.id}" in text and str(message.due_on.year) in text and "How do I get to Chorsu?" in text
    assert (message.kind, message.service, message.email, message.language) == ("complaint", "transit", "anna@example.uz", "en")
    assert message.due_on > message.received_at.date() and len(message.key) >= 22


def test_the_page_of_a_message_is_there_in_every_language_and_shows_no_address(app, client):
    message = make_message(app, email="anna@example.uz")
    for lang in ("uz", "uz-cyrl", "ru", "en"):
        answer = client.get(f"/{lang}/contact/{message.key}")
        assert answer.status_code == 200 and "anna@example.uz" not in answer.text


def test_no_other_key_opens_a_message(app, client):
    message = make_message(app)
    for key in (message.key[:-1], message.id, "x"):
        assert client.get(f"/uz/contact/{key}").status_code == 404


def test_a_report_of_a_mistake_knows_its_page_and_service(client, city_data):
    page = BeautifulSoup(client.get("/uz/contact/write?kind=mistake&page=/uz/green/").text, "html.parser")
    chosen = [each["value"] for each in page.select("main option[selected]")]
    assert page.select_one("#page")["value"] == "/uz/green/" and chosen == ["mistake", "greenspace", "uz"]


def test_a_double_click_is_one_message(app, client, write):
    key = read_key(client)
    first, again = write(key), write(key)
    assert first.location == again.location and again.status_code == 303
    assert len(read_messages(app)) == 1


def test_many_at_once_with_one_key_are_one_message(app, open_app, database_url):
    told = Told("question", "How?", "", "", "en")

    def receive(_):
        with app.app_context(), unit_of_work():
            return messages.receive("one-key", told, now()).id

    with ThreadPoolExecutor(6) as pool:
        numbers = set(pool.map(receive, range(12)))
    assert len(numbers) == 1 == len(read_messages(app))


def test_another_text_from_the_same_form_is_asked_about_and_then_taken(app, client, write):
    key = read_key(client)
    write(key)
    asked = write(key, text="Something else")
    page = BeautifulSoup(asked.text, "html.parser")
    assert asked.status_code == 409 and "already" in page.select_one(".govuk-error-summary").text
    fresh = page.select_one("input[name=key]")["value"]
    assert fresh != key and page.select_one("#text").text.strip() == "Something else"
    assert write(fresh, text="Something else").status_code == 303
    assert [each.text for each in read_messages(app)] == ["How do I get to Chorsu?", "Something else"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, refusals.NothingWritten.sentence),
        ({"text": " \u200b\n "}, refusals.NothingWritten.sentence),
        ({"text": "x" * 4001}, "This is too long: at most 4000 letters, it has 4001."),
        ({"text": "x" * 1_500_000}, "This is too long: at most 4000 letters, it has 1500000."),
        ({"email": "anna@"}, "This is not an e-mail address."),
        ({"email": "anna@example.uz\r\nBcc: all@example.uz"}, "This is not an e-mail address."),
        ({"name": "x" * 101}, "This is too long: at most 100 letters, it has 101."),
        ({"kind": "gift"}, "The value of “kind” is not right."),
        ({"service": "nobody"}, "The value of “service” is not right."),
        ({"website": "http://spam.example"}, refusals.LooksAutomatic.sentence),
    ],
)
def test_what_is_not_right_comes_back_on_the_form_and_nothing_is_kept(app, client, write, fields, sentence):
    refused = write(**fields)
    page = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 422 and sentence in page.select_one(".govuk-error-summary").get_text(" ", strip=True)
    if "text" not in fields:
        assert page.select_one("#text").text.strip() == "How do I get to Chorsu?"
    assert page.select_one("#website")["value" if page.select_one("#website").has_attr("value") else "name"] == "website"
    assert read_messages(app) == []


def test_a_body_beyond_the_limit_of_every_form_is_refused_before_it_is_read(client, write):
    assert write(text="x" * 2_100_000).status_code == 413


def test_a_form_filled_in_faster_than_people_can_is_shown_again_and_then_taken(app, client, write, set_clock):
    key = read_key(client)
    set_clock(now())
    refused = write(key)
    assert refused.status_code == 422 and "as programs do" in refused.text
    set_clock(now() + form_keys.LEAST + timedelta(seconds=1))
    assert write(key).status_code == 303


def test_a_key_that_is_not_ours_is_replaced_and_nothing_is_lost(app, client, write):
    refused = write("made-up")
    page = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 409 and page.select_one("#text").text.strip() == "How do I get to Chorsu?"
    assert write(page.select_one("input[name=key]")["value"]).status_code == 303


def test_script_in_a_text_is_shown_as_text(app, client, write):
    page = client.get(write(text="<script>alert(1)</script>", name="<b>").location).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page


def test_letters_that_turn_the_line_round_are_taken_out(app, write):
    write(text="a\u202eb\x07c\r\nd")
    assert read_messages(app)[0].text == "abc\nd"


def test_without_a_token_nothing_is_taken(app, client, set_clock):
    sent = client.post(WRITE, data={"kind": "question", "text": "Hm", "language": "en", "key": read_key(client)})
    assert sent.status_code == 400 and "Hm" in sent.text and read_messages(app) == []


def test_too_many_messages_from_one_address_have_to_wait(app, write, monkeypatch):
    monkeypatch.setitem(limits.MOST, "message", 2)
    answers = [write() for _ in range(3)]
    assert [each.status_code for each in answers] == [303, 303, 429]
    assert int(answers[2].headers["Retry-After"]) <= 3600 and "How do I get to Chorsu?" in answers[2].text
    assert len(read_messages(app)) == 2


def test_name_and_address_are_forgotten_a_year_after_the_answer_and_not_before(app, client):
    from city.feedback import answering, jobs
    from city.jobs.work import Work
    from tests.staff import add_person

    editor, message = add_person(app, "editor"), make_message(app, email="anna@example.uz", name="Anna")
    waiting = make_message(app, email="bobur@example.uz", name="Bobur")
    with app.app_context():
        with unit_of_work():
            answering.take(message.id, 1, editor, now())
            answering.answer(message.id, 2, "So.", editor, now())
        for days, left in ((364, "anna@example.uz"), (366, "")):
            work = Work(now() + timedelta(days=days))
            jobs.forget(work)
            db.session.expire_all()
            found = db.session.get(Message, message.id)
            assert (found.email, bool(found.name), bool(found.forgotten_at)) == (left, bool(left), not left)
        assert work.counts["messages freed of names"] == 1 and found.text == "How?"
        assert db.session.get(Message, waiting.id).email == "bobur@example.uz"
        assert [each.kind for each in answering.list_events(message.id)] == ["received", "taken", "answered", "forgotten"]


def test_the_day_of_the_answer_is_that_of_tashkent(app):
    from datetime import UTC, datetime

    late = make_message(app, at=datetime(2026, 11, 23, 19, 30, tzinfo=UTC))  # 00:30 on Tuesday
    assert late.due_on == date(2026, 11, 27)


def test_the_form_can_be_filled_in_without_a_cookie_being_set_before(client):
    assert "Set-Cookie" not in client.get("/uz/sitemap").headers
    assert "Set-Cookie" in client.get("/uz/contact/write").headers


def test_a_stale_token_brings_the_form_back_filled(client, write, set_clock):
    key = read_key(client)
    sent = client.post(WRITE, data={"csrf_token": "x", "key": key, "kind": "question", "text": "Kept", "language": "en"})
    page = BeautifulSoup(sent.text, "html.parser")
    assert sent.status_code == 400 and page.select_one("#text").text.strip() == "Kept"
    assert send(client, WRITE, {"key": key, "kind": "question", "text": "Kept", "language": "en"}).status_code == 303
