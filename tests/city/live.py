"""Streams under test: addresses that tell and follow, gunicorn to serve them, and a browser that listens."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import namedtuple
from contextlib import closing, contextmanager, suppress
from urllib.request import Request, urlopen

from flask import Blueprint, jsonify, render_template_string, request

from city.config import ROOT
from city.database import unit_of_work
from city.events import publish, read_newest_id
from city.streams import stream

PAGE = """
{% extends "city/layout.html" %}
{% from "city/live.html" import live_status with context %}
{% block title %}Board{% endblock %}
{% block content %}
<h1>Board</h1>
{{ live_status() }}
<ul id="board" data-address="{{ address }}"></ul>
{% endblock %}
{% block scripts %}
<script src="{{ asset('js/live.js') }}" defer></script>
<script src="/live-test.js" defer></script>
{% endblock %}
"""
SCRIPT = """
const board = document.getElementById("board");
const add = (text) => board.append(Object.assign(document.createElement("li"), { textContent: text }));
window.stream = live(board.dataset.address, {
  call: (data, id) => add(`${id}:${data.n}`),
  reload: () => { board.replaceChildren(); add("read anew"); },
});
"""

bp = Blueprint("live_test", __name__)
Heard = namedtuple("Heard", ("id", "kind", "data", "at"))


@bp.get("/api/live-test")
def follow():
    return stream(request.args.getlist("channel") or ["board"])


@bp.post("/api/live-test")
def tell():
    with unit_of_work():
        publish("board", "call", {"n": int(request.args["n"]), "sent": time.time()})
    return jsonify(pid=os.getpid())


@bp.get("/api/live-test/process")
def process():
    return jsonify(pid=os.getpid(), threads=sorted(thread.name for thread in threading.enumerate()))


@bp.get("/<lang:lang_path>/live-test")
def page():
    return render_template_string(PAGE, address=f"/api/live-test?last_event_id={read_newest_id()}")


@bp.get("/live-test.js")
def script():
    return SCRIPT, {"Content-Type": "text/javascript"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """gunicorn with two workers, as `city serve` starts it, for the application of `tests.city.live_app`."""

    def __init__(self, url, port, **settings):
        self.port, self.address = port, f"http://127.0.0.1:{port}"
        ours = {"DATABASE_URL": url, "PORT": str(port), "LOG_LEVEL": "WARNING", "EVENTS_HEARTBEAT_S": "1"}
        command = [sys.executable, "-m", "gunicorn", "-c", "city/gunicorn.py", "tests.city.live_app:app"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=os.environ | ours | settings)
        self._wait()

    def _wait(self):
        for _ in range(300):
            assert self.process.poll() is None, "the server ended before it answered"
            try:
                return urlopen(f"{self.address}/health/live", timeout=2).read()
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise AssertionError(f"{self.address} did not answer")

    def tell(self, number):
        """The process that published event `number`."""
        asked = Request(f"{self.address}/api/live-test?n={number}", method="POST")
        with urlopen(asked, timeout=20) as answer:
            return json.load(answer)["pid"]

    def look(self):
        """{process: names of its threads}, of both workers."""
        seen, deadline = {}, time.monotonic() + 10
        while len(seen) < 2 and time.monotonic() < deadline:
            with urlopen(f"{self.address}/api/live-test/process", timeout=5) as answer:
                found = json.load(answer)
            seen[found["pid"]] = found["threads"]
        return seen

    def workers(self):
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(children) as file:
            return [int(pid) for pid in file.read().split()]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)


@contextmanager
def served(url, port=None, **settings):
    server = Served(url, port or free_port(), **settings)
    try:
        yield server
    finally:
        server.stop()


class Browser:
    """Follows a stream in a thread of its own, and comes back with the id it heard last, as browsers do."""

    def __init__(self, port, path="/api/live-test", last=None, comes_back=True):
        self._port, self._path, self.last, self._comes_back = port, path, last, comes_back
        self.heard, self.lines, self.hellos, self.ends = [], [], 0, []
        self._going, self._socket = True, None
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def _follow(self):
        while self._going:
            try:
                with closing(self._ask()) as answer:
                    self._read(answer)
                self.ends.append("whole")
            except (OSError, http.client.HTTPException, ValueError):
                self.ends.append("cut")
            if not self._comes_back:
                return
            time.sleep(0.1)

    def _ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        headers = {"Accept": "text/event-stream", "Accept-Encoding": "gzip, br"}
        headers |= {"Last-Event-ID": self.last} if self.last else {}
        connection.request("GET", self._path, headers=headers)
        self._socket = connection.sock
        answer = connection.getresponse()
        if answer.status != 200:
            raise OSError(answer.status)
        return answer

    def _read(self, answer):
        fields = {}
        while self._going and (line := answer.readline()):  # one may leave while the answer is only on its way
            text = line.decode().rstrip("\n")
            self.lines.append(text)
            if not text:
                self._take(fields)
                fields = {}
            elif not text.startswith(":"):
                name, _, value = text.partition(": ")
                fields[name] = value

    def _take(self, fields):
        self.last = fields.get("id", self.last)
        kind = fields.get("event")
        if kind == "hello":
            self.hellos += 1
        elif kind and kind != "alive":
            self.heard.append(Heard(int(fields["id"]), kind, json.loads(fields["data"]), time.time()))

    def wait_for(self, count, within_s=10):
        """What was heard, once it is `count` events."""
        wait_until(lambda: len(self.heard) >= count, within_s)
        return self.heard

    def wait_for_hello(self, count=1, within_s=10):
        wait_until(lambda: self.hellos >= count, within_s)
        return self

    def leave(self):
        self._going = self._comes_back = False
        if self._socket:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)


def wait_until(holds, within_s=10):
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"it did not come about within {within_s} s"
        time.sleep(0.01)
