"""Pages of text: each in four languages of its own, whole, with links that lead somewhere, and true to the code."""

import re

import pytest
from bs4 import BeautifulSoup

from city.accounts import sessions, throttle
from city.config import ROOT
from city.language import LANGUAGES
from city.texts import builtin, catalogue, offered
from city.texts.builtin import read_builtin
from tests.city.test_translations import LATIN_UZBEK_MARKS
from tests.city.words import translate

CODES = [language.code for language in LANGUAGES]
PATHS = [language.path for language in LANGUAGES]
CYRILLIC = re.compile("[а-яёўқғҳ]", re.IGNORECASE)
SHAPE = re.compile(r"(#+|[|]|-|[0-9]+[.]|)")
NOT_WORDS = re.compile(r"`[^`]*`|\([^)\s]*/[^)\s]*\)|\*\*(Oʻzbekcha|Ўзбекча|Русский|English)\*\*")
NAMES = {"JavaScript", "OpenStreetMap", "ODbL", "OneID", "WCAG", "AA", "axe", "core", "MIT", "LOSI", "RSS", "Excel", "Enter"}
NAMES |= {"cookie", "Cookie", "lex", "pd", "gov", "uz", "tile", "openstreetmap", "org", "Open", "Database", "Licence", "sections"}
NAMES |= {"SMS", "o", "va", "g", "oʻ", "gʻ"}
NAMES |= {"US", "RFC", "WGS", "XLSX", "ETag", "DCAT", "BY", "UTC", "JSON", "CC", "WKT", "AP", "UTF", "CSV", "GeoJSON", "Turtle"}


@pytest.fixture
def pages(app):
    with app.app_context():
        return offered.list_pages()


def read_prose(client, address):
    with client.get(address, follow_redirects=True) as answer:
        assert answer.status_code == 200, address
        return BeautifulSoup(answer.text, "html.parser")


def addresses_of(app, path):
    with app.test_request_context(f"/{path}/"):
        pages = [app.url_for(page.endpoint, lang_path=path, **page.values) for page in offered.list_pages()]
        return [*pages, app.url_for("texts.contact", lang_path=path)]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_in_the_language_with_a_title_a_description_and_one_heading(app, client, path):
    addresses = addresses_of(app, path)
    assert len(addresses) >= 10
    for address in addresses:
        page = read_prose(client, address)
        assert page.h1.get_text() in page.title.get_text()
        assert len(page.find("meta", {"name": "description"})["content"]) > 20


@pytest.mark.once
def test_every_text_is_written_in_each_language_with_the_same_parts(pages):
    for page in pages:
        texts = {lang: read_builtin(page, lang) for lang in CODES}
        shapes = {lang: [SHAPE.match(line)[0] for line in text.text.split("\n") if line] for lang, text in texts.items()}
        assert all(shape == shapes["en"] for shape in shapes.values()), f"{page.key}: the languages differ in their parts"
        assert len({text.summary for text in texts.values()}) == len(CODES), f"{page.key}: a language is missing"
        links = {lang: sorted(re.findall(r"\]\(([^)]*)\)", text.text)) for lang, text in texts.items()}
        assert all(each == links["en"] for each in links.values()), f"{page.key}: links differ"


@pytest.mark.once
def test_every_section_of_the_privacy_policy_is_there_in_each_language_with_the_same_parts():
    for folder in {path.parent for path in ROOT.glob("*/**/privacy.en.md")} - {catalogue.HERE / "pages"}:
        texts = {lang: builtin.read_section(folder / f"privacy.{lang.lower()}.md") for lang in CODES}
        shapes = {lang: [SHAPE.match(line)[0] for line in text.split("\n") if line] for lang, text in texts.items()}
        assert texts["en"].startswith("## ") and all(shape == shapes["en"] for shape in shapes.values()), folder
        assert not CYRILLIC.search(texts["uz"] + texts["en"]) and not LATIN_UZBEK_MARKS.search(texts["uz"])


@pytest.mark.once
def test_every_text_keeps_to_the_letters_of_its_language(pages):
    for page in pages:
        for lang in CODES:
            text = NOT_WORDS.sub(" ", "\n".join(read_builtin(page, lang).flat().values()))
            if lang in ("uz", "en"):
                assert not CYRILLIC.search(text), f"{page.key} in {lang}: {CYRILLIC.search(text)}"
            else:
                latin = set(re.findall(r"[A-Za-zʻʼ]+", text)) - NAMES - {"lang", "JavaScript", "OpenStreetMap"}
                assert not latin, f"{page.key} in {lang}: {latin}"
            if lang == "uz":
                assert not LATIN_UZBEK_MARKS.search(text), f"{page.key}: write ʻ (U+02BB) and ʼ (U+02BC)"
            if lang == "ru":
                assert not re.search("[ўқғҳЎҚҒҲ]", text), page.key


@pytest.mark.parametrize("path", PATHS)
def test_links_inside_the_texts_lead_to_pages_that_are_there_and_to_their_parts(app, client, city_data, path):
    links = set()
    for address in addresses_of(app, path):
        found = read_prose(client, address).select("main a[href]")
        links |= {link["href"] for link in found if link["href"].startswith("/") or link["href"].startswith("#")}
        for link in [link["href"] for link in found if link["href"].startswith("#")]:
            assert read_prose(client, address).find(id=link[1:]), f"{address}: {link}"
    assert f"/{path}/contact" in links and "/api/" in links
    for link in sorted(each for each in links if each.startswith("/")):
        target, _, part = link.partition("#")
        page = read_prose(client, target)
        assert not part or page.find(id=part), link


def test_a_guide_that_nobody_offers_is_not_there(client):
    assert client.get("/en/help/nowhere").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_links_to_all_of_them_stand_below_every_page_and_on_the_site_map(client, city_data, path):
    below = {link["href"] for link in read_prose(client, f"/{path}/").select(".foot__links a")}
    wanted = {f"/{path}/{name}" for name in ("about", "help", "contact", "accessibility", "privacy", "cookies", "terms")}
    assert wanted <= below
    listed = {link["href"] for link in read_prose(client, f"/{path}/sitemap").select("main a")}
    assert wanted | {f"/{path}/help/search"} <= listed


def test_legal_pages_say_their_version_and_date(client):
    for name in ("privacy", "cookies", "terms", "accessibility"):
        sentence = "Version %(number)s of this text, changed on %(date)s."
        assert translate("ru", sentence, number="1.0", date="24 ноября 2026 г.") in client.get(f"/ru/{name}").text


@pytest.mark.parametrize(
    ("typed", "lang", "found"),
    [
        ("maxfiylik", "uz", "/uz/privacy"),
        ("махфийлик", "uz-cyrl", "/uz-cyrl/privacy"),
        ("конфиденциальность", "ru", "/ru/privacy"),
        ("personal data", "en", "/en/privacy"),
        ("cookie", "en", "/en/cookies"),
        ("куки", "ru", "/ru/cookies"),
        ("yordam", "uz", "/uz/help"),
        ("контакты", "ru", "/ru/contact"),
    ],
)
def test_search_finds_pages_of_text(client, city_data, typed, lang, found):
    page = client.get(f"/{lang}/search", query_string={"q": typed, "kind": "guide"})
    assert f'href="{found}"' in page.text


def test_the_privacy_policy_has_what_each_feature_keeps_and_nothing_of_those_that_are_not_there(app, open_app, database_url):
    city = open_app(database_url, FEATURES="")
    city.extensions["features"] = [each for each in city.extensions["features"] if each.name != "feedback"]
    alone = city.test_client().get("/en/privacy").text
    assert "{sections}" not in alone and "If you call 112" not in alone and "Messages that you write to us" not in alone
    whole = app.test_client().get("/en/privacy").text
    assert ("If you call 112" in whole) == ("emergency112" in app.config["FEATURES"])


def test_a_part_of_the_city_has_its_section(client):
    page = read_prose(client, "/uz/privacy")
    assert "365 kun" in page.get_text(" ", strip=True)
    assert [each["href"] for each in page.select(".contents a")][-1] == "#data-contact"


@pytest.mark.once
@pytest.mark.parametrize("lang", CODES)
def test_what_the_texts_say_of_the_programme_is_what_it_does(app, lang):
    privacy, cookies = (read_builtin(page, lang).text for page in catalogue.PAGES if page.key in ("privacy", "cookies"))
    assert f"`{app.config['SESSION_COOKIE_NAME']}`" in cookies and "`city`" in privacy
    assert app.config["SESSION_COOKIE_HTTPONLY"] and app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert f"{sessions.KEEP_ENDED.days} " in privacy and f"{throttle.FORGET_AFTER.total_seconds() / 3600:.0f} " in privacy


def test_who_only_reads_in_the_language_of_the_browser_gets_no_cookie(client, city_data):
    for path in ("/ru/", "/ru/privacy", "/ru/contact", "/ru/search?q=navoiy"):
        assert "Set-Cookie" not in client.get(path, headers={"Accept-Language": "ru"}).headers
    assert "Set-Cookie" in client.get("/uz/", headers={"Accept-Language": "ru"}).headers
