"""The page of statistics: honest where there is nothing, right where there is something, and the same as a file."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from city.clock import now
from city.database import unit_of_work
from city.feedback import answering, figures, votes
from city.feedback.working_days import day_of
from city.statistics import visits
from tests.city.feedback.conftest import make_message
from tests.staff import add_person

PAGE = "/en/statistics"


def answer(app, person, at, after):
    message = make_message(app, at=at)
    with app.app_context(), unit_of_work():
        answering.take(message.id, 1, person, at)
        answering.answer(message.id, 2, "So.", person, at + after)


def open_pages(app, *rows):
    with app.app_context(), unit_of_work():
        visits.add({visits.Opened(day, route, language, service): count for day, route, language, service, count in rows})


def read_csv(client, table):
    sent = client.get(f"/en/statistics/{table}.csv")
    assert sent.mimetype == "text/csv" and sent.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(sent.text[1:])))


def text_of(client, path=PAGE):
    return BeautifulSoup(client.get(path).text, "html.parser").main.get_text(" ", strip=True)


def test_where_there_is_nothing_the_page_says_so(client):
    text = text_of(client)
    for sentence in ("Nobody has written to us yet.", "Nobody has said yet", "Nothing has been counted yet."):
        assert sentence in text


@pytest.mark.parametrize("lang", ["uz", "uz-cyrl", "ru", "en"])
def test_it_is_there_in_every_language_and_linked_from_every_page(client, app, city_data, lang):
    open_pages(app, (day_of(now()), "/green/", "uz", "greenspace", 3))
    assert client.get(f"/{lang}/statistics").status_code == 200
    assert f"/{lang}/statistics" in client.get(f"/{lang}/").text and f"/{lang}/statistics" in client.get(f"/{lang}/sitemap").text


def test_shares_and_times_count_what_was_due_and_what_was_late(app):
    editor, at = add_person(app, "editor"), now() - timedelta(days=30)
    for days in (1, 2, 12):
        answer(app, editor, at, timedelta(days=days))
    make_message(app, at=at)  # overdue
    make_message(app)  # not due yet
    with app.app_context():
        found = figures.sum_all(now())
    assert (found.received, found.answered, found.in_time, found.late) == (5, 3, 2, 2)
    assert found.share_in_time == 0.5 and found.median_time == timedelta(days=2)


def test_what_is_not_due_yet_counts_neither_way(app):
    make_message(app)
    with app.app_context():
        found = figures.sum_all(now())
    assert found.share_in_time is None and found.median_time is None


def test_the_page_shows_the_numbers_and_the_file_has_them_too(app, client):
    editor = add_person(app, "editor")
    answer(app, editor, now() - timedelta(hours=30), timedelta(hours=5))
    with app.app_context(), unit_of_work():
        votes.vote("/green/", "uz", True, "secret", "192.0.2.1", now())
    today = day_of(now())
    open_pages(app, (today, "/green/", "uz", "greenspace", 1200), (today - timedelta(days=40), "/green/", "ru", "greenspace", 7))
    text = text_of(client)
    assert "100% (1 of 1)" in text and "5 hours" in text and "1,200" in text and "Русский" not in text
    assert {row["opened"] for row in read_csv(client, "visits")} == {"1200", "7"}
    assert read_csv(client, "messages")[0]["median_hours_to_answer"] == "5.0"
    assert read_csv(client, "usefulness") == [{"page": "/green/", "useful": "1", "not_useful": "0"}]


def test_a_table_that_there_is_not_is_not_there(client):
    assert client.get("/en/statistics/people.csv").status_code == 404


def test_nobody_publishes_words_of_their_own_by_saying_that_they_were_useful(app, client):
    with app.app_context(), unit_of_work():
        for page in ("=HYPERLINK()", "/transit/stops/BUY-HERE", "/green/"):
            votes.vote(page, "uz", True, "secret", "192.0.2.1", now())
    assert [row["page"] for row in read_csv(client, "usefulness")] == ["/green/"]
    assert "BUY-HERE" not in client.get("/uz/statistics").text
