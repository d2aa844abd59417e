"""Feedback under test: a clock that can be set, a form that is filled in, messages in the database."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from city.clock import now
from city.database import unit_of_work
from city.feedback import messages
from city.feedback.messages import Told
from tests.staff import send

WRITE = "/en/contact/write"
VIEWS = ("views", "staff_views", "day_views")


@pytest.fixture
def set_clock(monkeypatch):
    """set_clock(moment): what pages of feedback take for now."""

    def set_to(moment):
        for name in VIEWS[:2]:
            monkeypatch.setattr(f"city.feedback.{name}.now", lambda: moment)

    set_to(now() + timedelta(seconds=10))  # so that forms were looked at for a while
    return set_to


@pytest.fixture
def write(client, set_clock):
    """write(**fields): send the form as a person would, with the key that it was shown with."""

    def send_form(key=None, path=WRITE, **fields):
        values = {"kind": "question", "text": "How do I get to Chorsu?", "language": "en"} | fields
        return send(client, path, values | {"key": key or read_key(client)})

    return send_form


def read_key(client, path=WRITE):
    return BeautifulSoup(client.get(path).text, "html.parser").select_one("input[name=key]")["value"]


def make_message(app, at=None, **told):
    """A message in the database, as plain data: id, key, due_on."""
    values = {"kind": "question", "text": "How?", "page": "", "service": "", "language": "en"} | told
    with app.app_context(), unit_of_work():
        made = messages.receive(uuid4().hex, Told(**values), at or now())
        return SimpleNamespace(id=made.id, key=made.key, due_on=made.due_on, received_at=made.received_at)
