"""WCAG 2.2 AA by axe-core on every kind of page, by day and by night, on a telephone and at a desk."""

import pytest

from tests.browser.conftest import DESK, PHONE, ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {
    "home": "/uz/",
    "search": "/ru/search?q=navoiy",
    "search without results": "/uz-cyrl/search?q=qqqqqq",
    "advanced search": "/uz/search?q=Chilomzor&from=2000-01-01",
    "districts": "/uz-cyrl/districts/",
    "free Wi-Fi": "/ru/wifi/",
    "fine dust": "/uz-cyrl/green/air",
    "dataset": "/en/data/parks",
    "registering a program": "/uz/api/register",
    "district": "/ru/districts/chilonzor",
    "site map": "/uz/sitemap",
    "accessibility": "/en/accessibility",
    "developers": "/api/",
    "missing page": "/ru/nowhere",
    "112": "/uz/112/",
    "parks": "/uz/green/",
    "parks filtered": "/ru/green/?kind=square&status=open",
    "park": "/uz-cyrl/green/spaces/milliy-bog",
    "transit": "/uz/transit/",
    "line": "/ru/transit/routes/metro:M1",
    "station": "/uz/transit/stops/metro:chorsu",
    "whole day of a station": "/ru/transit/stops/metro:paxtakor?day=2026-11-30",
    "sheet of a station": "/uz-cyrl/transit/stops/metro:chorsu/sheet",
    "timetable of a line": "/ru/transit/routes/metro:M3/timetable",
    "departures near a place": "/uz/transit/departures?near=69.279,41.311&radius_m=1000",
    "stops by name": "/uz-cyrl/transit/?q=chorsu",
    "changes in service": "/uz-cyrl/transit/alerts",
    "change in service": "/ru/transit/alerts/1",
    "transport in figures": "/ru/transit/analysis",
    "lines in figures": "/uz/transit/analysis/lines",
    "line in figures": "/uz-cyrl/transit/analysis/lines/metro:M1",
    "people near transport": "/ru/transit/analysis/access",
    "beyond reach": "/uz/transit/analysis/gaps",
    "city hall": "/ru/khokimiyat/",
    "news": "/uz-cyrl/khokimiyat/news",
    "page with a table": "/uz-cyrl/khokimiyat/assessment",
    "page in another language": "/en/khokimiyat/news-opened",
}


PIN = "leaflet-marker-icon"


def find_violations(page):
    """What axe-core finds: rule, and the first element that breaks it."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)["violations"]
    broken = [(each["id"], node) for each in found for node in each["nodes"] if not is_pin_too_near(each["id"], node)]
    return [(rule, node["target"], node["failureSummary"]) for rule, node in broken]


def is_pin_too_near(rule, node):
    """WCAG 2.5.8 lets the pins of a map stand as near to one another as their places do; they are 24 px wide."""
    return rule == "target-size" and PIN in node["html"]


def wait_for_map(page):
    if page.locator("#map.leaflet-container").count() and page.locator("#map").is_visible():
        page.wait_for_selector(".map-district", state="attached")


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, True)])
def test_axe_finds_nothing(visit, kind, width, dark):
    page = visit(KINDS[kind], width=width, dark=dark)
    page.wait_for_load_state("networkidle")
    wait_for_map(page)
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the window"
