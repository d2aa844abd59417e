"""The city as it is served: gunicorn with two processes, whose web processes can be killed; and a desk that sends calls to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from urllib.parse import urlencode
from urllib.request import urlopen

from city.config import ROOT
from tests.emergency112.making import make_form
from tests.staff import sign_in, token_of

HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`kill` ends every process of it at once, as if the power failed; `start` brings it back on the same address."""

    def __init__(self, url):
        self.port = free_port()
        self._environ = os.environ | {"DATABASE_URL": url, "PORT": str(self.port), "LOG_LEVEL": "WARNING"}
        self._process = None

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "--config", "city/gunicorn.py", "wsgi:app"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._environ, start_new_session=True)
        for _ in range(600):
            assert self._process.poll() is None, "the server ended before it answered"
            try:
                return urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=2).read()
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not answer")

    def list_workers(self):
        with open(f"/proc/{self._process.pid}/task/{self._process.pid}/children") as file:
            return [int(pid) for pid in file.read().split()]

    def kill_worker(self, number):
        """End one web process by SIGKILL; gunicorn starts another."""
        workers = self.list_workers()
        if workers:
            with suppress(ProcessLookupError):  # one that was killed before may be gone by now
                os.kill(workers[number % len(workers)], signal.SIGKILL)

    def kill(self):
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def stop(self):
        self._process.terminate()
        self._process.wait(15)


class Sender:
    """A browser of a dispatcher: sends a call until it is acknowledged, with the same id, as static/js/intake.js does."""

    def __init__(self, app, port):
        client = app.test_client()
        sign_in(client, "dispatcher")
        self._port, self._token = port, token_of(client)
        self._cookie = f"city={client.get_cookie('city').value}"

    def send(self, form):
        """The answer's JSON. Raises OSError or http.client.HTTPException where none came."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=15)
        try:
            body = urlencode({"csrf_token": self._token} | form, doseq=True)
            connection.request("POST", "/api/v1/112/calls", body, HEADERS | {"Cookie": self._cookie})
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if answer.status not in (200, 201):
            raise OSError(f"{answer.status}: {text[:200]!r}")
        return json.loads(text)

    def send_until_saved(self, form, within_s=60):
        """(the incident's number, how often it was sent)."""
        deadline, tries = time.monotonic() + within_s, 0
        while True:
            tries += 1
            try:
                return self.send(form)["incident"], tries
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline, "the call was not taken in time"
                time.sleep(0.05)


def make_call(number):
    return make_form(what=f"Call {number}", where="Chorsu")
