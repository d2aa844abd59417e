"""A real server, a real Chromium: `site` is the address, `visit` opens a page and watches what goes wrong on it."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CITY_BROWSER", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE, DESK = 360, 1280
TASHKENT = {"longitude": 69.2401, "latitude": 41.3111}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process, within_s=30):
    """Ask until the server answers. Raises AssertionError where it ends or stays silent."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended before it answered"
        try:
            return urlopen(f"{address}/health/live", timeout=2).read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within {within_s} s")


@pytest.fixture(scope="session")
def site_url(databases, full_template):
    """The database of the site."""
    url = databases.copy(full_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def site(site_url):
    """The address of a running server on a database of its own."""
    port = free_port()
    environ = os.environ | {"DATABASE_URL": site_url, "PORT": str(port), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "gunicorn", "--config", "city/gunicorn.py", "wsgi:app"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(site, chromium):
    """visit(path, width=, script=, dark=, tiles=): an open page. What its console or policy complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path, width=DESK, script=True, dark=False, tiles=None, place=TASHKENT):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            geolocation=place,
            permissions=["geolocation"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on(
            "console",
            lambda message: complaints.append(f"{path}: {message.text} {message.location}") if complains(message, path) else None,
        )
        page.route(lambda url: not url.startswith(site), lambda route: answer_tile(route, tiles))
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


def complains(message, path):
    """Whether a console message is a fault of ours: a tile that does not come, or a refusal that was asked for, is none."""
    refused = ("nowhere" in path and "404" in message.text) or (path.startswith("/staff/") and "status of 4" in message.text)
    cut_off = any(each in message.text for each in ("net::ERR_FAILED", "net::ERR_INTERNET_DISCONNECTED"))
    expected = cut_off or refused
    return message.type in ("error", "warning") and not expected


def answer_tile(route, tiles):
    return route.fulfill(body=tiles, content_type="image/png") if tiles else route.abort()
