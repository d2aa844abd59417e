"""Messages for demonstration, in every state and several languages; each says so where it shows."""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select

from city.accounts import people
from city.accounts.demo import name_of
from city.database import db
from city.feedback import answering, messages
from city.feedback.messages import Told
from city.feedback.models import Message

WAITING = (
    (9, Told("complaint", "Bogʻdagi chiroqlar ikki haftadan beri yonmayapti.", "", "greenspace", "uz")),
    (2, Told("mistake", "Bekatning nomi rus tilida xato yozilgan.", "/uz/transit/", "transit", "uz", name="Dilnoza")),
    (1, Told("question", "Как подать обращение на узбекском языке?", "", "khokimiyat", "ru")),
)
ANSWERED = (
    (20, 1, Told("question", "Is there a map of parks with toilets?", "/en/green/", "greenspace", "en"), "On the page of parks."),
    (30, 6, Told("proposal", "Добавьте расписание автобусов.", "/ru/transit/", "transit", "ru"), "Передано разработчикам."),
)
CLOSED = (40, 2, Told("question", "Реклама.", "", "", "ru"), "advertising")


def load_demo(now):
    """Where there are no messages yet. Inside a unit of work."""
    if db.session.scalar(select(Message.id).limit(1)):
        return
    for days, told in WAITING:
        _receive(told, now - timedelta(days=days))
    editor = people.find_by_name(name_of("editor"))
    if editor:  # there is none in production
        _deal_with(SimpleNamespace(id=editor.id, name=editor.name), now)


def _deal_with(by, now):
    for begun, took, told, text in ANSWERED:
        message, at = _take(told, now - timedelta(days=begun), by, timedelta(days=took))
        answering.answer(message.id, message.version, text, by, at)
    begun, took, told, reason = CLOSED
    message, at = _take(told, now - timedelta(days=begun), by, timedelta(days=took))
    answering.close(message.id, message.version, reason, by, at)


def _receive(told, at):
    return messages.receive(f"demo-{told.text}", told, at, is_demo=True)


def _take(told, at, by, later):
    message = _receive(told, at)
    return answering.take(message.id, message.version, by, at + later), at + later
