"""Real time in a browser: pages change by themselves, vehicles move on the map, arrivals are announced once and politely."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from city.clock import now
from city.database import db
from tests.browser.axe import find_violations
from tests.browser.conftest import DESK, PHONE
from tests.city.live import served
from tests.conftest import make_app
from tests.transit.feeds import import_feed
from tests.transit.realtime.messages import poll, stop, update, vehicle, write
from tests.transit.realtime.present import write_present_feed

pytestmark = pytest.mark.once
SOON_MS = 10_000


@pytest.fixture(scope="module")
def site_url(databases, full_template):
    url = databases.copy(full_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def site(site_url):
    with served(site_url, MAP_TILES_URL="") as server:
        yield server.address


@pytest.fixture
def told(site_url, tmp_path):
    """told(update, ...): what real time says from now on of a line around the present."""
    app, at = make_app(site_url), now().replace(second=0, microsecond=0)
    with app.app_context():
        import_feed(write_present_feed(tmp_path / "now.zip", at), now=at)

    def tell(*updates, **more):
        with app.app_context():
            assert poll(write(tmp_path / "rt.pb", now(), *updates, **more), now(), max_age=timedelta(minutes=3)).error is None

    yield tell
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def wait_until(holds):
    """Ask again and again; the policy of our pages lets no text be run there."""
    deadline = time.monotonic() + SOON_MS / 1000
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_departure_is_late_and_later_without_a_reload(visit, told):
    told(update(stop(1, 300), trip="T1"))
    page = visit("/en/transit/stops/tram:A")
    page.evaluate("window.sameDocument = true")
    expect(page.locator(".departures tbody tr").first).to_contain_text("5 min late")
    told(update(stop(1, 420), trip="T1"))
    expect(page.locator(".departures")).to_contain_text("7 min late", timeout=SOON_MS)
    assert page.evaluate("window.sameDocument")


def test_vehicles_are_on_the_map_of_a_line_and_move(visit, told):
    told(update(stop(1, 60), trip="T0"), vehicles=[vehicle("V1", trip="T0", lon=69.241)])
    page = visit("/en/transit/routes/tram:R1")
    mark = page.locator(".vehicle-mark")
    expect(mark).to_have_count(1, timeout=SOON_MS)
    before = mark.bounding_box()["x"]
    told(update(stop(1, 60), trip="T0"), vehicles=[vehicle("V1", trip="T0", lon=69.259)])
    wait_until(lambda: mark.bounding_box()["x"] > before + 20)
    told(update(stop(1, 60), trip="T0"))
    expect(mark).to_have_count(0, timeout=SOON_MS)


def test_an_arrival_is_announced_once_and_politely(visit, told):
    told(update(stop(1, 0), trip="T0"), vehicles=[vehicle("V1", trip="T0", sequence=1)])
    page = visit("/en/transit/live?line=tram:R1&stop=tram:B")
    news = page.locator("[data-live-news]")
    expect(page.locator(".vehicles__item")).to_contain_text("1 stop away")
    assert news.get_attribute("aria-live") == "polite" and news.inner_text() == ""
    told(update(stop(1, 0), trip="T0"), vehicles=[vehicle("V1", trip="T0", sequence=2)])
    expect(news).to_have_text("Line 1 arrives at Stop B: towards Far.", timeout=SOON_MS)


def test_lines_are_chosen_and_let_go_without_a_script(visit, told):
    told(update(stop(1, 0), trip="T0"))
    page = visit("/en/transit/live", script=False, width=PHONE)
    page.get_by_label("Add a line").select_option("tram:R1")
    page.get_by_role("button", name="Show").click()
    wait_until(lambda: page.locator(".vehicles__item").count() == 1 or not page.reload())  # servers look once a second
    page.get_by_label("Your stop").select_option("tram:C")
    page.get_by_role("button", name="Show").click()
    assert "arriving" in page.locator(".vehicles__item").inner_text()
    page.locator(".chip").click()
    assert page.get_by_text("No line is watched yet.").is_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("path", ["live?line=tram:R1&stop=tram:B", "punctuality?days=1", "stops/tram:A"])
def test_pages_of_real_time_keep_the_rules_of_accessibility(visit, told, path, dark, width):
    told(update(stop(1, 300), trip="T1"), vehicles=[vehicle("V1", trip="T0", sequence=1)], simulated=True)
    page = visit(f"/ru/transit/{path}", width=width, dark=dark)
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
