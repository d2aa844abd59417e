"""WCAG 2.2 AA by axe-core, on a telephone by day and at a desk by night."""

from tests.browser.conftest import DESK, PHONE, ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PIN = "leaflet-marker-icon"


def check_accessible(page):
    """Axe finds nothing, and nothing is wider than the window, as the page is shown on both."""
    page.wait_for_load_state("networkidle")
    wait_for_map(page)
    for width, scheme in ((PHONE, "light"), (DESK, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert find_violations(page) == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} is wider than the window of {width}"


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
