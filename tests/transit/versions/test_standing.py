"""Pages that passengers read say when a timetable has ended, has not begun, or comes from a source that is silent."""

from datetime import timedelta

import pytest

from city.clock import now
from city.database import unit_of_work
from city.sources.reading import record_failure
from tests.transit.feeds import import_feed, make_service, write_feed
from transit.refreshing import source_key
from transit.refusals import NotAZip

PAGES = ("/en/transit/", "/en/transit/stops/tram:A", "/en/transit/routes/tram:R1")


@pytest.fixture
def bring(app, tmp_path):
    """A timetable that is valid from so many days from now, to so many."""

    def bring(first, last):
        start, end = ((now() + timedelta(days=days)).strftime("%Y%m%d") for days in (first, last))
        with app.app_context():
            import_feed(write_feed(tmp_path / "feed.zip", calendar=[make_service(start=start, end=end)]), now=now())

    return bring


@pytest.mark.parametrize("page", PAGES)
def test_a_timetable_that_has_ended_says_so_on_each_page(client, bring, page):
    bring(-100, -2)
    assert "What runs since then is not known here." in client.get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_a_timetable_that_has_not_begun_says_so(client, bring, page):
    bring(3, 100)
    assert "The timetable of Tram begins on" in client.get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_a_source_that_was_never_good_is_told(app, client, bring, page):
    bring(-3, 100)
    assert "times may be out of date" not in client.get(page).text
    with app.app_context(), unit_of_work():
        record_failure(source_key("tram"), "/nowhere.zip", NotAZip(), now())
    assert "times may be out of date" in client.get(page).text
