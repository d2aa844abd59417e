"""static/js/live.js in a browser: it says how the connection is, comes back after a break, misses nothing."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from city.database import db, unit_of_work
from tests.city.live import Served, free_port, served
from tests.city.test_events import tell
from tests.conftest import make_app

pytestmark = pytest.mark.once
CONNECTED = "Connected: changes appear here by themselves."
LOST = "Connection lost, trying again. What you see may be out of date."
RELOADED = "Connected again: the page was brought up to date."
OVER = "You are signed out. Nothing changes here any more."


@pytest.fixture(scope="module")
def live_url(databases, empty_template):
    url = databases.copy(empty_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def lasting(live_url):
    """A server for the tests that do not stop it."""
    with served(live_url) as server:
        yield server


@pytest.fixture
def here(live_url):
    app = make_app(live_url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def board(chromium):
    """board(server): the page of the test's board; what goes wrong in its scripts fails the test."""
    contexts, complaints = [], []

    def open_page(server, before=lambda page: None):
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text and complaints.append(said.text))
        before(page)
        page.goto(f"{server.address}/en/live-test")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def lines(page):
    return [each.split(":")[-1] for each in page.locator("#board li").all_text_contents()]


def test_what_happens_appears_in_every_browser_and_the_state_is_said(lasting, here, board):
    pages = [board(lasting), board(lasting)]
    for page in pages:
        expect(page.get_by_role("status").filter(has_text=CONNECTED)).to_be_visible()
    tell(1)
    for page in pages:
        expect(page.locator("#board li")).to_have_count(1, timeout=1000)


def test_what_happened_between_the_page_and_its_stream_is_told(lasting, here, board):
    def tell_first(route):
        with here.app_context():
            tell(1)
        route.continue_()

    page = board(lasting, lambda page: page.route("**/api/live-test*", tell_first, times=1))
    expect(page.locator("#board li")).to_have_text([re.compile(":1$")])


def test_after_a_break_the_page_goes_on_where_it_was(live_url, here, board):
    port = free_port()
    server = Served(live_url, port)
    page = board(server)
    tell(1)
    expect(page.locator("#board li")).to_have_count(1)
    server.stop()
    expect(page.locator("[data-live]")).to_have_text(LOST)
    tell(2)
    tell(3)
    with served(live_url, port):
        expect(page.locator("[data-live]")).to_have_text(CONNECTED, timeout=30000)
        tell(4)
        expect(page.locator("#board li")).to_have_count(4)
        assert lines(page) == ["1", "2", "3", "4"]


def test_a_page_that_was_away_too_long_reads_anew(live_url, here, board):
    port = free_port()
    server = Served(live_url, port)
    page = board(server)
    tell(1)
    expect(page.locator("#board li")).to_have_count(1)
    server.stop()
    tell(2)
    with unit_of_work():
        db.session.execute(text("DELETE FROM city_event"))
    tell(3)
    with served(live_url, port):
        expect(page.locator("[data-live]")).to_have_text(RELOADED, timeout=30000)
        tell(4)
        expect(page.locator("#board li")).to_have_count(2)
        assert lines(page) == ["read anew", "4"]


def test_who_is_signed_out_is_told_and_comes_back_by_signing_in(lasting, here, board):
    def refuse(route):
        route.fulfill(status=401)

    page = board(lasting, lambda page: page.route("**/api/live-test*", refuse))
    expect(page.locator("[data-live]")).to_have_text(OVER)
    expect(page.locator("[data-live-over]")).to_be_visible()
    page.unroute("**/api/live-test*", refuse)
    expect(page.locator("[data-live]")).to_have_text(CONNECTED, timeout=15000)
    expect(page.locator("[data-live-over]")).to_be_hidden()


def test_a_refusal_is_not_the_end(lasting, here, board):
    refusals = cycle([503, 500, 429])

    def refuse(route):
        route.fulfill(status=next(refusals))

    page = board(lasting, lambda page: page.route("**/api/live-test*", refuse))
    expect(page.locator("[data-live]")).to_have_text(LOST)
    page.unroute("**/api/live-test*", refuse)
    expect(page.locator("[data-live]")).to_have_text(CONNECTED, timeout=15000)
    tell(1)
    expect(page.locator("#board li")).to_have_count(1)
