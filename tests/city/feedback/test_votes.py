"""'Was this page useful': one question a page, no cookie, no double, no stranger's form, and the words after a no."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from city.clock import now
from city.database import db
from city.feedback import jobs, limits
from city.feedback.models import Tries, Vote
from city.jobs.work import Work
from tests.staff import sign_in

VOTE = "/uz/useful"


def vote(client, useful="yes", page="/uz/sitemap", path=VOTE, **values):
    return client.post(path, data={"page": page, "useful": useful}, **values)


def read_votes(app):
    with app.app_context():
        return [
            (each.page, each.language, each.useful, each.words) for each in db.session.scalars(select(Vote).order_by(Vote.id))
        ]


@pytest.mark.parametrize("path", ["/uz/", "/ru/sitemap", "/en/districts/", "/uz-cyrl/112/", "/en/khokimiyat/", "/ru/api/"])
def test_readers_are_asked_on_every_public_page_and_can_report_a_mistake_on_it(client, city_data, path):
    page = BeautifulSoup(client.get(path).text, "html.parser")
    box = page.select_one(".useful")
    assert box.select_one("input[name=page]")["value"] == path
    assert f"page={path}" in box.select_one(".useful__mistake a")["href"]
    assert not box.select("[name=csrf_token]")


@pytest.mark.parametrize("path", ["/staff/", "/staff/112/", "/staff/feedback/"])
def test_staff_are_not_asked(client, city_data, path):
    sign_in(client, "supervisor", "editor")
    answer = client.get(path)
    assert answer.status_code == 200 and "useful__ask" not in answer.text


def test_nobody_is_asked_on_an_error_or_on_the_form_itself(client, city_data):
    for path in ("/uz/nowhere", "/uz/districts/nowhere", "/uz/contact/write"):
        assert "useful__ask" not in client.get(path).text


def test_the_question_sets_no_cookie_and_lets_the_page_be_kept(client, city_data):
    first = client.get("/uz/sitemap")
    again = client.get("/uz/sitemap", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and "Set-Cookie" not in first.headers
    answered = vote(client)
    assert answered.status_code == 303 and "Set-Cookie" not in answered.headers
    thanks = client.get(answered.location)
    assert thanks.status_code == 200 and "Set-Cookie" not in thanks.headers and thanks.headers["Cache-Control"] == "no-store"


def test_an_answer_is_kept_without_anything_of_whose_it_is(app, client):
    vote(client, "no", "/ru/green/", path="/ru/useful")
    assert read_votes(app) == [("/green/", "ru", False, "")]
    with app.app_context():
        assert all("127.0.0.1" not in repr(vars(row)) for model in (Vote, Tries) for row in db.session.scalars(select(model)))


def test_a_double_click_is_one_answer_and_a_change_of_mind_is_two(app, client):
    first, again = vote(client), vote(client)
    assert (first.status_code, again.status_code) == (303, 303) and len(read_votes(app)) == 1
    vote(client, "no")
    assert [useful for _, _, useful, _ in read_votes(app)] == [True, False]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_an_answer_that_another_site_sends_is_refused(app, client, headers):
    assert vote(client, headers=headers).status_code == 400
    assert read_votes(app) == []


@pytest.mark.parametrize("page", ["/staff/people", "/uz/nowhere", "https://elsewhere.example/", "//elsewhere.example/", "", "uz"])
def test_only_a_page_of_ours_is_answered_about(app, client, page):
    assert vote(client, page=page).status_code == 404
    assert read_votes(app) == []


def test_after_a_no_words_are_offered_and_kept_as_they_are(app, client):
    address = vote(client, "no").location
    assert "useful__words" in client.get(address).text
    sent = client.post(address, data={"words": "<script>alert(1)</script> Nothing on buses"})
    assert sent.status_code == 303
    assert "useful__words" not in client.get(address).text
    sign_in(client, "editor")
    staff = client.get("/staff/feedback/votes?page=/sitemap").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Nothing on buses" in staff and "<script>alert" not in staff


def test_after_a_yes_no_words_are_asked_for(client):
    assert "useful__words" not in client.get(vote(client).location).text


def test_words_that_are_too_long_come_back_and_those_of_a_program_are_dropped(app, client):
    address = vote(client, "no").location
    refused = client.post(address, data={"words": "x" * 1001})
    assert refused.status_code == 422 and "x" * 1001 in refused.text
    client.post(address, data={"words": "buy", "website": "http://spam.example"})
    assert read_votes(app)[0][3] == ""


def test_a_key_that_was_not_ours_opens_nothing(client):
    assert client.get("/uz/useful/x").status_code == 404
    assert client.post("/uz/useful/x", data={"words": "x"}).status_code == 404


def test_too_many_answers_from_one_address_have_to_wait_and_another_address_has_not(app, client, monkeypatch):
    monkeypatch.setitem(limits.MOST, "vote", 2)
    pages = ("/uz/", "/uz/sitemap", "/uz/accessibility")
    assert [vote(client, page=page).status_code for page in pages] == [303, 303, 429]
    assert vote(client, page=pages[2], environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303
    assert len(read_votes(app)) == 3


def test_the_next_hour_one_may_answer_again(app, client, monkeypatch, set_clock):
    monkeypatch.setitem(limits.MOST, "vote", 1)
    vote(client)
    assert vote(client, "no").status_code == 429
    set_clock(now() + timedelta(hours=1))
    assert vote(client, "no").status_code == 303


def test_standings_tell_pages_apart_and_join_their_languages(client):
    for page, useful in (("/uz/sitemap", "yes"), ("/ru/sitemap", "no"), ("/uz/accessibility", "yes")):
        vote(client, useful, page)
    sign_in(client, "editor")
    rows = BeautifulSoup(client.get("/staff/feedback/votes").text, "html.parser").select("tbody tr")
    assert [[cell.get_text(" ", strip=True) for cell in row.select("th, td")][:4] for row in rows] == [
        ["/sitemap", "1", "1", "50%"],
        ["/accessibility", "1", "0", "100%"],
    ]


def test_what_counts_tries_is_forgotten_each_night_and_the_answers_stay(app, client):
    vote(client)
    for hours, left in ((1, 2), (3, 0)):
        with app.app_context():
            jobs.forget(Work(now() + timedelta(hours=hours)))
            assert len(db.session.scalars(select(Tries)).all()) == left
    assert len(read_votes(app)) == 1
