"""Downloads are counted, with nothing about anybody, and shown."""

import csv
import io
from datetime import date

from city.clock import now
from city.database import unit_of_work
from city.feedback.working_days import day_of
from city.opendata import downloads
from city.opendata.downloads import Downloaded

CURL = {"User-Agent": "curl/8.5.0"}


def read_all(app):
    with app.app_context():
        return [tuple(row) for row in downloads.list_all()]


def test_a_file_that_is_sent_counts_and_what_is_only_asked_about_does_not(kiosks, client, counted, app):
    mark = client.get("/data/kiosks.csv", headers=CURL).headers["ETag"]
    client.get("/data/kiosks.csv", headers=CURL | {"If-None-Match": mark})
    client.head("/data/kiosks.csv", headers=CURL)
    client.get("/data/kiosks.csv", headers={"User-Agent": "Googlebot/2.1"})
    client.get("/data/kiosks.csv", headers=CURL | {"Sec-Purpose": "prefetch"})
    client.get("/data/none.csv", headers=CURL)
    client.get("/data/kiosks/preview.geojson", headers=CURL)
    client.get("/data/trades/sitemap.html", headers=CURL)
    counted.flush()
    today = day_of(now())
    assert read_all(app) == [(today, "kiosks", "csv", 1), (today, "trades", "sitemap.html", 1)]


def test_no_cookie_is_set_and_nothing_of_the_reader_is_kept(kiosks, client, counted):
    answer = client.get("/data/kiosks.csv", headers=CURL | {"X-Forwarded-For": "10.1.2.3"})
    assert "Set-Cookie" not in answer.headers
    kept = " ".join(str(vars(each)) for each in counted._counts)
    assert "curl" not in kept and "10.1.2.3" not in kept and "127.0.0.1" not in kept


def test_numbers_are_shown_by_month_and_file_on_the_page_of_use_and_as_csv(kiosks, client, app):
    today = day_of(now())
    counts = {Downloaded(today, "kiosks", "csv"): 5, Downloaded(today, "gone", "xlsx"): 2}
    for _ in range(2):
        with app.app_context(), unit_of_work():
            downloads.add(counts)
    for lang in ("uz", "uz-cyrl", "ru", "en"):
        page = client.get(f"/{lang}/data/use").text
        assert f"{today:%m.%Y}" in page and ">14<" in page and ">10<" in page and "gone" in page
    assert ">10<" in client.get("/en/data/kiosks").text
    rows = list(csv.DictReader(io.StringIO(client.get("/data/use.csv").text)))
    assert rows[0] == {"day": f"{today}", "dataset": "gone", "file": "xlsx", "downloads": "4"}


def test_months_before_the_last_twelve_are_not_shown(app):
    counts = {Downloaded(date(2025, 12, 1), "kiosks", "csv"): 1, Downloaded(date(2025, 11, 30), "kiosks", "csv"): 1}
    with app.app_context():
        with unit_of_work():
            downloads.add(counts)
        assert downloads.list_months(date(2026, 11, 24)) == [(date(2025, 12, 1), 1)]
        assert downloads.begin_of(date(2026, 1, 31)) == date(2025, 2, 1)


def test_how_large_a_file_is_shows_once_somebody_took_it_and_no_longer_after_a_change(kiosks, client, counted, app):
    from tests.city.opendata.datasets import make_dataset, offer

    assert 'class="files__size"' not in client.get("/en/data/kiosks").text
    client.get("/data/kiosks.csv", headers=CURL)
    counted.flush()
    page = client.get("/en/data/kiosks").text
    assert 'class="files__size">1\u00a0kB' in page and '<dd class="govuk-summary-list__value">2</dd>' in page
    offer(app, make_dataset(title="Other kiosks"))
    assert 'class="files__size"' not in client.get("/en/data/kiosks").text
