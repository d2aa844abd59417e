"""WCAG 2.2 AA by axe-core on every kind of page, by day and by night, on a telephone and at a desk."""

import pytest

from tests.browser.axe import check_accessible

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
    "journey planner": "/ru/transit/plan?from=stop:metro:chorsu&to=stop:metro:novza",
    "how far one gets": "/uz-cyrl/transit/reach?from=stop:metro:chorsu",
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


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, kind):
    check_accessible(visit(KINDS[kind]))
