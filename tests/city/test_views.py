"""The city's own pages."""

import pytest

from tests.city.words import translate

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
NO_BREAK = "\u00a0"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["", "districts/", "districts/sergeli", "sitemap", "accessibility", "search?q=sergeli"])
def test_every_page_of_the_city_is_whole_in_every_language(client, city_data, lang, path):
    assert client.get(f"/{lang}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["districts/", "sitemap", "search?q=a", "search"])
def test_pages_of_an_empty_city_are_whole_too(client, path):
    assert client.get(f"/uz/{path}").status_code == 200


def test_the_front_page_leads_to_every_service_and_every_district(app, client, city_data):
    page = client.get("/ru/")
    for feature in app.extensions["features"]:
        for entry in feature.menu:
            (rule,) = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == entry.endpoint]
            assert f'href="{rule.replace("<lang:lang_path>", "ru")}"' in page.text
    assert page.text.count('href="/ru/districts/') >= 13


def test_a_district_shows_its_people_with_their_date_and_its_area_with_a_caution(client, city_data):
    page = client.get("/ru/districts/sergeli")
    assert f"162{NO_BREAK}300" in page.text
    assert "1 января 2023" in page.text
    assert translate("ru", "computed from the simplified outline, not an official figure") in page.text


def test_the_districts_add_up(client, city_data):
    assert f"2{NO_BREAK}955{NO_BREAK}700" in client.get("/uz/districts/").text


@pytest.mark.parametrize("query", ["сергели", "SERGELI", "sergely", "Сергелийский район"])
def test_search_finds_a_district_as_people_write_it(client, city_data, query):
    page = client.get("/uz/search", query_string={"q": query})
    assert 'href="/uz/districts/sergeli"' in page.text


def test_search_keeps_what_was_typed_and_shows_it_as_text(client, city_data):
    page = client.get("/uz/search", query_string={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text or "&#34;&gt;" in page.text


def test_search_for_nothing_offers_only_the_form(client, city_data):
    content = client.get("/en/search").text.split("<main")[1].split("</main>")[0]
    assert "Nothing found" not in content and 'class="chip"' not in content


def test_search_that_finds_nothing_says_so(client, city_data):
    assert "Nothing found" in client.get("/en/search?q=qqqqqqqq").text.split("</main>")[0]


def test_search_can_be_narrowed_to_a_kind_by_a_link(client, city_data):
    page = client.get("/en/search?q=tuman")
    assert "/en/search?q=tuman&amp;kind=district" in page.text
    narrowed = client.get("/en/search?q=tuman&kind=district").text.split("<main")[1]
    assert narrowed.count('href="/en/districts/') == 12


def test_a_search_for_ten_thousand_letters_gets_a_sentence(client, city_data):
    page = client.get("/en/search", query_string={"q": "a" * 10_000})
    assert page.status_code == 422
    assert "The text is too long: at most 200 letters." in page.text


def test_an_address_without_its_last_stroke_leads_to_the_page(client):
    assert client.get("/uz").location.endswith("/uz/")
    assert client.get("/uz/districts").location.endswith("/uz/districts/")
