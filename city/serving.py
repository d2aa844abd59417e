"""gunicorn's worker, made to answer what is too long to be read, to keep addresses of people out of the log, to end streams."""

import contextlib
import html
import socket
import time

from flask_babel import force_locale
from flask_babel import gettext as _
from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from city.language import LANGUAGES
from city.problems import SENTENCES
from wsgi import app

DRAIN_BYTES = 1_000_000
DRAIN_S = 1
FORM_DRAIN_BYTES = 50_000_000
FORM_DRAIN_S = 10


class Worker(ThreadWorker):
    def handle_exit(self, sig, frame):
        super().handle_exit(sig, frame)
        self.method_queue.defer(app.extensions["streams"].end)

    def handle_quit(self, sig, frame):
        app.extensions["streams"].end()
        super().handle_quit(sig, frame)

    def handle_error(self, req, client, addr, exc):
        if not isinstance(exc, LimitRequestLine):
            return super().handle_error(req, client, ("", -1), exc)
        with contextlib.suppress(OSError):
            with app.app_context():
                write_nonblock(client, too_long_answer())
            drain(client)

    def _keepalive_after(self, conn, keepalive):
        """Read a form that was refused, within bounds: closing on its sender would take the answer away."""
        deadline = time.monotonic() + FORM_DRAIN_S
        return bool(conn.parser.finish_body(deadline=deadline, max_bytes=FORM_DRAIN_BYTES)) and keepalive


def too_long_answer():
    """Bytes of an HTTP answer with one sentence in each language. Needs an application context."""
    sentences = []
    for language in LANGUAGES:
        with force_locale(language.locale):
            sentences.append(f'<p lang="{language.code}">{html.escape(_(SENTENCES[414]))}</p>')
    page = f'<!doctype html><html lang="uz"><title>414</title><h1>414</h1>{"".join(sentences)}</html>'.encode()
    head = (
        f"HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}"
    )
    return head.encode() + b"\r\n\r\n" + page


def drain(client):
    """Read what the sender is still sending, within bounds: closing on it would take the answer away."""
    client.shutdown(socket.SHUT_WR)
    client.settimeout(DRAIN_S)
    left = DRAIN_BYTES
    while left > 0 and (got := client.recv(65536)):
        left -= len(got)
