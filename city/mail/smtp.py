"""The one door to a mail server (SMTP, RFC 5321)."""

import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

TIMEOUT_S = 10
REFUSED = 500  # from this answer on, trying again does not help


@dataclass(frozen=True)
class Server:
    """Which mail server, and from which address. `tls` is 'starttls', 'tls' or 'none'."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    sender: str


class Away(Exception):
    """The mail server cannot be reached, or takes nothing from us: it says nothing about a letter."""


class BrokenOff(Away):
    """The line broke while a letter was handed over: over this letter, or for good."""


class Postponed(Exception):
    """The mail server does not take this letter now."""


class Refused(Exception):
    """The mail server will not take this letter."""


@contextmanager
def connect(server):
    """An open line to the mail server. Raises Away."""
    try:
        line = _open(server)
    except (OSError, smtplib.SMTPException) as error:
        raise Away(_say(error)) from None
    try:
        yield line
    finally:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()


def write(letter, sender, now):
    """The message as it goes over the line: plain text, UTF-8, marked as sent by a program (RFC 3834)."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.uid}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    message["Content-Language"] = letter.language  # before the text it would be taken away with it
    return message


def send(line, message):
    """Hand a message over. Raises Refused, Postponed or BrokenOff."""
    try:
        line.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _judge(code)(_sentence(code, said)) from None
    except smtplib.SMTPDataError as error:
        raise _judge(error.smtp_code)(_sentence(error.smtp_code, error.smtp_error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise BrokenOff(_say(error)) from None


def _open(server):
    safe = ssl.create_default_context()
    if server.tls == "tls":
        line = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=safe)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.tls == "starttls":
            line.starttls(context=safe)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _judge(code):
    return Refused if code >= REFUSED else Postponed


def _say(error):
    if isinstance(error, smtplib.SMTPResponseException):
        return _sentence(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _sentence(code, said):
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
