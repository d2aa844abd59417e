"""A mail server on 127.0.0.1 that keeps what it is given, refuses whom it is told to, and can be switched off and on."""

import socket
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Postbox:
    """Answers for each recipient: 250, or what `answers` says."""

    def __init__(self, answers):
        self.answers, self.letters = answers, []

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content, policy=default)))
        return "250 kept"


class MailServer:
    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.box, self._controller = Postbox({}), None

    @property
    def letters(self):
        return self.box.letters

    @property
    def settings(self):
        return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.port), "SMTP_TLS": "none", "MAIL_FROM": "city@tashkent.example"}

    def begin(self):
        self._controller = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def end(self):
        if self._controller:
            self._controller.stop()
            self._controller = None
