"""What readers get: pages in their language or the nearest, news, the feed, and everything from the moment of publishing."""

import time
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup

from city import demo
from city.clock import now
from city.database import unit_of_work
from khokimiyat.pages import publishing
from tests.khokimiyat.pages import BOBUR, make_content, make_text, publish_page, save_version, write_page
from tests.staff import send, sign_in

PLACES = ("/uz/", "/uz/khokimiyat/", "/uz/khokimiyat/news", "/uz/khokimiyat/news.rss", "/uz/search?q=sarlavha", "/uz/sitemap")


@pytest.fixture(autouse=True)
def districts(request, app):
    """The front page has a list of them beside its map."""
    if "city_data" not in request.fixturenames:
        with app.app_context(), unit_of_work():
            demo.load_districts()


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def withdraw(app, page, version=1):
    with app.app_context(), unit_of_work():
        publishing.withdraw(page, version, BOBUR, now())


def test_a_page_is_read_in_its_languages(app, client):
    publish_page(app)
    for lang, title in (("uz", "Sarlavha"), ("ru", "Заголовок")):
        page = read(client, f"/{lang}/khokimiyat/sinov")
        assert page.h1.text == title and page.h1["lang"] == lang
        assert page.select_one(".prose")["lang"] == lang and not page.select("main .govuk-inset-text")


def test_a_reader_of_a_language_that_nobody_wrote_gets_the_nearest_and_is_told(app, client):
    publish_page(app)
    page = read(client, "/en/khokimiyat/sinov")
    assert page.h1.text == "Sarlavha" and page.select_one(".prose")["lang"] == "uz"
    assert "Oʻzbekcha" in page.select_one("main .govuk-inset-text").text


def test_uzbek_is_turned_into_cyrillic_and_marked(app, client):
    publish_page(app, make_content(uz=make_text("Qoʻngʻiroq", "Shahar", "Oʻqing: [bogʻ](https://a.uz/bog)"), ru=make_text()))
    page = read(client, "/uz-cyrl/khokimiyat/sinov")
    assert page.h1.text == "Қўнғироқ" and page.h1["lang"] == "uz-Cyrl"
    assert page.select_one(".prose__summary").text == "Шаҳар"
    assert page.select_one(".prose a").attrs == {"href": "https://a.uz/bog", "rel": ["noopener"]}
    assert page.select_one("main .govuk-inset-text")


def test_uzbek_cyrillic_that_somebody_wrote_is_shown_as_it_is(app, client):
    publish_page(app, make_content(uz=make_text("Lotin"), uz_cyrl=make_text("Ёзилган")))
    page = read(client, "/uz-cyrl/khokimiyat/sinov")
    assert page.h1.text == "Ёзилган" and not page.select("main .govuk-inset-text")


def test_a_script_in_a_text_is_shown_and_not_run(app, client):
    publish_page(app, make_content(uz=make_text("<script>a</script>", "<b>", "<script>alert(1)</script>"), ru=make_text()))
    page = read(client, "/uz/khokimiyat/sinov")
    assert not page.select("main script") and not page.select("main b")
    assert "<script>alert(1)</script>" in page.main.text and page.h1.text == "<script>a</script>"


@pytest.mark.parametrize("kind", ["page", "news"])
def test_drafts_and_what_was_withdrawn_are_nowhere(app, client, kind):
    page = write_page(app, make_content(kind=kind, in_menu=True))
    seen = [path for path in PLACES if "Sarlavha" in client.get(path).text]
    assert seen == [] and client.get("/uz/khokimiyat/sinov").status_code == 404
    publish_page(app, number=page)
    expected = {
        "page": {"/uz/khokimiyat/", "/uz/khokimiyat/news", "/uz/sitemap"},
        "news": {"/uz/", "/uz/khokimiyat/", *PLACES[2:4]},
    }
    seen = {path for path in PLACES if "Sarlavha" in client.get(path).text}
    assert seen == expected[kind] | {"/uz/search?q=sarlavha"}
    withdraw(app, page)
    seen = [path for path in PLACES if "Sarlavha" in client.get(path).text]
    assert seen == [] and client.get("/uz/khokimiyat/sinov").status_code == 404


def test_only_pages_marked_so_stand_in_the_menu(app, client):
    publish_page(app, make_content("menyuda", in_menu=True, uz=make_text("Menyuda"), ru=make_text()))
    publish_page(app, make_content("chetda", uz=make_text("Chetda"), ru=make_text()))
    menu = read(client, "/uz/khokimiyat/chetda").select_one(".beside__menu").text
    assert "Menyuda" in menu and "Chetda" not in menu
    current = read(client, "/uz/khokimiyat/menyuda").select_one(".beside__menu [aria-current]")
    assert current.text == "Menyuda"


def test_the_front_page_has_the_three_newest_news(app, client):
    begun = datetime(2026, 11, 1, tzinfo=UTC)
    for day in range(4):
        content = make_content(f"kun-{day}", "news", uz=make_text(f"Kun {day}"), ru=make_text())
        publish_page(app, content, at=begun + timedelta(days=day))
    titles = [each.text.strip() for each in read(client, "/uz/").select(".news .news__title")]
    assert titles == ["Kun 3", "Kun 2", "Kun 1"]


def test_long_lists_of_news_have_pages(app, client):
    for number in range(21):
        publish_page(app, make_content(f"n-{number}", "news", uz=make_text(f"Xabar {number}"), ru=make_text()))
    first = read(client, "/uz/khokimiyat/news")
    assert len(first.select(".news__item")) == 20 and first.select_one("a[rel=next]")
    second = read(client, "/uz/khokimiyat/news?page=2")
    assert [each.text.strip() for each in second.select(".news__title")] == ["Xabar 0"] and second.select_one("a[rel=prev]")
    assert client.get("/uz/khokimiyat/news?page=0").status_code == 422


def test_the_search_finds_titles_and_words_of_every_language(app, client):
    content = make_content(
        uz=make_text("Suv taʼminoti", "Kuvur", "Quvurlar **taʼmirlanadi**"), ru=make_text("Вода", "", "Ремонт труб")
    )
    publish_page(app, content)
    for word in ("suv", "сув", "taminoti", "вода", "kuvur", "taʼmirlanadi", "ремонт", "remont"):
        assert "/uz/khokimiyat/sinov" in client.get(f"/uz/search?q={word}&kind=page").text, word


def test_the_search_knows_each_page_once_and_as_it_is_now(app, client):
    page = publish_page(app, make_content(uz=make_text("Avvalgi"), ru=make_text()))
    publish_page(app, make_content("boshqa", uz=make_text("Boshqa"), ru=make_text()))
    save_version(app, page, 1, make_content(uz=make_text("Keyingi"), ru=make_text()))
    publish_page(app, number=page, version=2)
    assert len(read(client, "/uz/search?q=keyingi&kind=page").select("ol.places li")) == 1
    assert not read(client, "/uz/search?q=avvalgi&kind=page").select("ol.places li")
    assert len(read(client, "/uz/search?q=boshqa&kind=page").select("ol.places li")) == 1


def test_the_feed_is_read_by_a_feed_reader(app, client):
    at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    publish_page(app, make_content("yangi", "news", uz=make_text("Oʻzgarish & «xabar» <b>"), ru=make_text("Новое")), at=at)
    publish_page(app, make_content("sahifa"))
    answer = client.get("/uz/khokimiyat/news.rss")
    assert answer.mimetype == "application/rss+xml" and answer.headers["ETag"]
    feed = feedparser.parse(answer.data)
    assert not feed.bozo and feed.version == "rss20" and feed.feed.language == "uz"
    [item] = feed.entries
    assert item.title == "Oʻzgarish & «xabar» <b>" and item.summary == "Qisqacha"
    assert item.link == item.id == "http://localhost/uz/khokimiyat/yangi"
    assert datetime(*item.published_parsed[:6], tzinfo=UTC) == at
    self_link = next(each for each in feed.feed.links if each.rel == "self")
    assert self_link.href == "http://localhost/uz/khokimiyat/news.rss"


def test_the_feed_speaks_the_readers_language_where_somebody_wrote_it(app, client):
    publish_page(app, make_content("yangi", "news"))
    titles = {
        lang: feedparser.parse(client.get(f"/{lang}/khokimiyat/news.rss").data).entries[0].title
        for lang in ("ru", "uz-cyrl", "en")
    }
    assert titles == {"ru": "Заголовок", "uz-cyrl": "Сарлавҳа", "en": "Sarlavha"}


@pytest.mark.parametrize("path", ["/ru/", "/ru/khokimiyat/", "/ru/khokimiyat/news", "/ru/khokimiyat/sinov"])
def test_pages_name_the_feed(app, client, path):
    publish_page(app)
    link = read(client, path).select_one('head link[rel=alternate][type="application/rss+xml"]')
    assert link["href"] == "/ru/khokimiyat/news.rss" and link["title"]


def test_an_empty_feed_and_empty_lists_are_whole(client):
    assert not feedparser.parse(client.get("/en/khokimiyat/news.rss").data).bozo
    for path in ("/en/khokimiyat/", "/en/khokimiyat/news"):
        assert "yet" in read(client, path).main.text
    assert not read(client, "/en/").select(".news")


@pytest.mark.parametrize("slug", ["yoq", "a%00b", "A", "a.b", "%D1%8F", "x" * 300])
def test_an_address_of_nothing_is_answered_as_one(client, slug):
    assert client.get(f"/en/khokimiyat/{slug}").status_code in (400, 404)


def test_an_unchanged_page_is_not_sent_twice_and_a_changed_one_is(app, client):
    page = publish_page(app)
    mark = {"If-None-Match": client.get("/uz/khokimiyat/sinov").headers["ETag"]}
    assert client.get("/uz/khokimiyat/sinov", headers=mark).status_code == 304
    save_version(app, page, 1, make_content(uz=make_text("Ikkinchi"), ru=make_text()))
    assert client.get("/uz/khokimiyat/sinov", headers=mark).status_code == 304
    publish_page(app, number=page, version=2)
    assert client.get("/uz/khokimiyat/sinov", headers=mark).status_code == 200


def test_readers_have_it_everywhere_within_a_second(app, client, city_data):
    """From pressing the button to every place, among the demonstration data, asked for one after the other."""
    page = write_page(app, make_content("tez", "news", uz=make_text("Tezkor sarlavha", text="soʻz " * 2000), ru=make_text()))
    sign_in(client, "editor")
    send(client, f"/staff/khokimiyat/{page}/ask", {"version": 1})
    sign_in(client, "publisher")
    begun = time.monotonic()
    assert send(client, f"/staff/khokimiyat/{page}/publish", {"version": 1}).status_code == 303
    for path in ("/uz/", "/uz/khokimiyat/news", "/uz/khokimiyat/news.rss", "/uz/search?q=tezkor", "/uz/khokimiyat/tez"):
        assert "Tezkor sarlavha" in client.get(path).text.replace("<mark>", "").replace("</mark>", ""), path
    assert time.monotonic() - begun < 1
