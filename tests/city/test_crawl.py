"""Every page that a reader can get to by links, in each language: it is there, it is whole, it leads on in its language."""

from collections import deque
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from city.database import db
from tests.conftest import make_app

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
NO_PAGES = ("/static/", "/api/v1/")


class Crawl:
    """All pages of one language, from its front page on."""

    def __init__(self, client, lang):
        self.client, self.lang = client, lang
        self.headings = {}  # by path without the language, of pages without a question
        self.wrong = []
        self.strays = set()

    def walk(self):
        """Follow every link. A page with a question (a filter) is asked for, and only its links without one followed."""
        first = f"/{self.lang}/"
        waiting, seen = deque([first]), {first}
        while waiting:
            address = waiting.popleft()
            for link in self.visit(address) - seen:
                if "?" not in address or "?" not in link:
                    seen.add(link)
                    waiting.append(link)
        return self

    def visit(self, address):
        """The addresses that the page leads to; what is wrong with it is written down."""
        try:
            with self.client.get(address, follow_redirects=True) as answer:
                if answer.status_code != 200:
                    self.wrong.append(f"{address}: {answer.status_code}")
                return self.read(address, answer.text) if answer.mimetype == "text/html" else set()
        except AssertionError as wrong:  # the page checker's
            self.wrong.append(f"{address}: {wrong}")
            return set()

    def read(self, address, text):
        page = LexborHTMLParser(text)
        if "?" not in address:
            self.headings[address.removeprefix(f"/{self.lang}")] = page.css_first("h1").text(separator=" ", strip=True)
        for switch in page.css(".bar__languages"):
            switch.decompose()
        links = {link for each in page.css("body a[href]") if (link := inner(each.attributes["href"], address))}
        self.strays |= {(address, link) for link in links if link.startswith(other_languages(self.lang))}
        return {link for link in links if not link.startswith(NO_PAGES)}


def inner(link, address):
    """The address that a link of ours leads to, without its fragment; None for those of others."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = parts.path or urlsplit(address).path
    assert path.startswith("/"), f"{address}: write {link} from the root on, by url_for"
    return f"{path}?{parts.query}" if parts.query else path


def other_languages(lang):
    return tuple(f"/{each}/" for each in LANGUAGES if each != lang)


# A second database is walked through in one language: the pages of all four come from the same queries.
EACH = [pytest.param(lang, marks=[] if lang == "uz" else pytest.mark.once) for lang in LANGUAGES]


@pytest.fixture(scope="module")
def site(databases, full_template):
    url = databases.copy(full_template)
    app = make_app(url)
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture(scope="module")
def crawls(site):
    """The crawl of each language, walked when it is first asked for."""
    walked = {}

    def walk(lang):
        if lang not in walked:
            walked[lang] = Crawl(site.test_client(), lang).walk()
        return walked[lang]

    return walk


@pytest.mark.parametrize("lang", EACH)
def test_every_link_leads_to_a_page_that_is_there_and_whole(crawls, lang):
    crawl = crawls(lang)
    assert crawl.wrong == []
    assert len(crawl.headings) > 15


@pytest.mark.parametrize("lang", EACH)
def test_no_link_leads_to_another_language_but_those_of_the_switch(crawls, lang):
    assert crawls(lang).strays == set()


@pytest.mark.once
def test_every_language_has_the_same_pages(crawls):
    pages = {lang: {unquote(path) for path in crawls(lang).headings} for lang in LANGUAGES}
    assert pages["uz"] == pages["uz-cyrl"] == pages["ru"] == pages["en"]


def test_every_public_page_without_a_name_is_linked_to(site, crawls):
    rules = {rule.rule for rule in site.url_map.iter_rules() if rule.arguments == {"lang_path"} and "GET" in rule.methods}
    linked = set(crawls("uz").headings)
    pages = {rule.removeprefix("/<lang:lang_path>") for rule in rules if not rule.endswith((".rss", ".ics", ".csv"))}
    pages -= {"/api/registered", "/api/key/sent"}  # what follows a form
    assert {page for page in pages if not page.startswith("/me/")} <= linked  # of residents, off until OneID is set up


@pytest.mark.once
def test_no_heading_is_the_same_in_all_four_languages(site, crawls):
    """Headings that are the name of a thing (its address has a key in it) may be."""
    routes = site.url_map.bind("localhost")
    for path, heading in crawls("uz").headings.items():
        if path == "/api/" or set(routes.match(f"/uz{path}")[1]) != {"lang_path"}:
            continue
        headings = {crawls(lang).headings[path] for lang in LANGUAGES}
        assert len(headings) > 1, f"{path}: “{heading}” is not translated"
