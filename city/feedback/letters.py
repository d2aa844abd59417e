"""Letters that feedback sends, each in the language of who wrote to us."""

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from city.language import BY_CODE
from city.mail import outbox


def put_answer(message, now):
    """Put the answer to a message into the outbox, where an address was given; once. Inside its unit of work."""
    if not message.email:
        return None
    language = BY_CODE[message.language]
    with force_locale(language.locale):
        subject, text = _("Answer to your message No. %(number)s", number=message.id), write_answer(message, language)
    return outbox.put(f"feedback.answer:{message.id}", message.email, subject, text, message.language, now)


def write_answer(message, language):
    """The text, in the language that is spoken now."""
    greeting = _("Hello, %(name)s!", name=message.name) if message.name else _("Hello!")
    parts = (
        greeting,
        _("You wrote to Tashkent City Services. This is the answer:"),
        message.answer,
        _("Your message:"),
        "\n".join(f"> {line}" for line in message.text.split("\n")),
        _("Both are also on this page, which only you have the link to:"),
        url_for("feedback.own_message", key=message.key, lang_path=language.path, _external=True),
        _("This letter was sent by a program: answers to it are not read. To write again, use the form of the site:"),
        url_for("feedback.write", lang_path=language.path, _external=True),
    )
    return "\n\n".join(parts) + "\n"
