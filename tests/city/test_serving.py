"""A real server: what only it can get wrong, and how it goes down."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest

from city.config import ROOT
from city.errors import BrokenText
from city.problems import SENTENCES
from tests.city.words import translate

pytestmark = pytest.mark.once

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def start_server(url, log, **settings):
    """gunicorn as `city serve` starts it, once it answers."""
    port = free_port()
    environ = os.environ | {"DATABASE_URL": url, "PORT": str(port), "WEB_WORKERS": "1", "LOG_LEVEL": "INFO"} | settings
    command = [sys.executable, "-m", "gunicorn", "--config", "city/gunicorn.py", "wsgi:app"]
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=written, stderr=written)
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return SimpleNamespace(process=process, port=port, log=log)
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError(f"gunicorn did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def server(databases, full_template, tmp_path_factory):
    url = databases.copy(full_template)
    started = start_server(url, tmp_path_factory.mktemp("server") / "log")
    yield started
    started.process.terminate()
    started.process.wait(10)
    databases.drop(url)


@pytest.fixture
def ask(server):
    """ask(method, path, ...): (status, headers, text)."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)

    def send(method, path, body=None, **headers):
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    yield send
    connection.close()


def send_raw(server, data):
    """What the server says to these bytes, whole."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(data)
        said = b""
        while part := connection.recv(65536):
            said += part
    return said.decode()


@pytest.mark.parametrize("length", [8_200, 10_000, 500_000])
def test_an_address_that_is_too_long_is_refused_in_all_four_languages(server, length):
    said = send_raw(server, b"GET /uz/search?q=" + b"a" * length + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert said.startswith("HTTP/1.1 414 ")
    for lang in LANGUAGES:
        assert translate(lang, SENTENCES[414]) in said


def test_a_form_of_ten_megabytes_gets_its_sentence(ask):
    status, _, text = ask("POST", "/ru/search", b"note=" + b"x" * 10_000_000)
    assert status == 413
    assert translate("ru", SENTENCES[413], limit=2) in text


def test_a_form_of_ten_megabytes_in_pieces_gets_its_sentence(ask):
    status, _, _ = ask("POST", "/ru/search", (b"x" * 100_000 for _ in range(100)))
    assert status in (405, 413)


@pytest.mark.parametrize("path", ["/%FF", "/ru/%C0%AF", "/ru/districts/%E2%28"])
def test_a_path_that_is_no_utf8_gets_its_sentence(ask, path):
    status, _, text = ask("GET", path, Accept_Language="ru")
    assert status == 400
    assert translate("ru", BrokenText.sentence) in text


def test_what_is_no_http_is_refused_and_the_server_goes_on(server, ask):
    for rubbish in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00"):
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall(rubbish)
    assert ask("GET", "/health/live")[0] == 200


def test_styles_are_sent_packed_with_their_headers(ask):
    status, headers, _ = ask("GET", "/static/css/city.css")
    assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")


def test_a_connection_serves_one_request_after_another(ask):
    assert [ask("GET", f"/{lang}/sitemap")[0] for lang in LANGUAGES] == [200] * 4


def test_the_log_holds_a_line_a_request_and_no_addresses(server, ask):
    _, headers, _ = ask("GET", "/uz/search?q=Navoiy&x=%FF")
    _, other, _ = ask("GET", "/uz/districts/sergeli")
    send_raw(server, b"NAVOIY\r\n\r\n")
    log = server.log.read_text()
    lines = [json.loads(line[line.index("{") :]) for line in log.splitlines() if "city.requests" in line]
    for asked in (headers, other):
        assert len([line for line in lines if line["id"] == asked["X-Request-ID"]]) == 1
    assert "Navoiy" not in log
    assert "sergeli" not in log
    assert not re.search(r"127\.0\.0\.1(?!:\d+$)", log.replace(f"http://127.0.0.1:{server.port}", ""))


def test_a_server_that_is_told_to_stop_ends_at_once(databases, full_template, tmp_path):
    url = databases.copy(full_template)
    started = start_server(url, tmp_path / "log")
    keeps_open = socket.create_connection(("127.0.0.1", started.port))
    begun = time.monotonic()
    started.process.send_signal(signal.SIGTERM)
    assert started.process.wait(10) == 0
    assert time.monotonic() - begun < 5
    keeps_open.close()
    databases.drop(url)
