"""A suggestion goes where all messages go: it has a number, waits in the queue, and is answered under a secret link."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from city.database import db
from city.feedback import form_keys, limits
from city.feedback.models import Message

FORM = "/ru/data/suggest"
GOOD = {"title": "Уличные фонари", "why": "Карта тёмных улиц", "email": "a@example.uz"}


@pytest.fixture
def fast(monkeypatch):
    """Tests fill a form in faster than people."""
    monkeypatch.setattr(form_keys, "LEAST", timedelta(0))


def send(client, path=FORM, **values):
    page = client.get(path).text
    hidden = dict(re.findall(r'name="(csrf_token|key)" value="([^"]+)"', page))
    return client.post(path, data=hidden | values)


def read_messages(app):
    with app.app_context():
        return db.session.scalars(select(Message)).all()


def test_a_suggestion_is_a_message_about_open_data_with_a_page_of_its_own(fast, client, app):
    sent = send(client, **GOOD)
    assert sent.status_code == 303 and sent.headers["Location"].startswith("/ru/contact/")
    assert "Уличные фонари" in client.get(sent.headers["Location"]).text
    (message,) = read_messages(app)
    assert (message.kind, message.service, message.language, message.email) == ("proposal", "opendata", "ru", "a@example.uz")
    assert message.text == "Уличные фонари\n\nКарта тёмных улиц" and message.page == FORM


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"why": ""}, "why"),
        ({"title": "x" * 201}, "title"),
        ({"why": "x" * 3001}, "why"),
        ({"email": "a"}, "email"),
    ],
)
def test_what_is_missing_or_too_long_comes_back_filled(fast, client, app, wrong, field):
    sent = send(client, **GOOD | wrong)
    assert sent.status_code == 422 and f'href="#{field}"' in sent.text and "Карта" in sent.text or "why" in wrong
    assert read_messages(app) == []


def test_programs_are_kept_out(client, app):
    assert send(client, **GOOD).status_code == 422, "filled in within three seconds"
    assert client.post(FORM, data=GOOD).status_code in (400, 403), "without a token"
    assert read_messages(app) == []


def test_a_field_that_nobody_sees_is_a_trap(fast, client, app):
    assert send(client, **GOOD, website="http://spam").status_code == 422
    assert read_messages(app) == []


def test_too_many_from_one_address_have_to_wait(fast, client, monkeypatch):
    monkeypatch.setitem(limits.MOST, "message", 2)
    answers = [send(client, **GOOD | {"title": f"Фонари {n}"}) for n in range(3)]
    assert [each.status_code for each in answers] == [303, 303, 429] and answers[2].headers["Retry-After"]
