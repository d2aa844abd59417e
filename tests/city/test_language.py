"""Which language a reader gets, and what of it is kept."""

import pytest
from werkzeug.datastructures import LanguageAccept

from city.language import BY_PATH, LANGUAGES, looks_like_unknown_language, match_browser

pytestmark = pytest.mark.once

PATHS = tuple(BY_PATH)


def make_accepted(*tags):
    """An Accept-Language header, read: tags, or pairs of tag and quality."""
    return LanguageAccept([tag if isinstance(tag, tuple) else (tag, 1) for tag in tags])


def language_of(page):
    return page.text.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["uz"], "uz"),
        (["uz-UZ"], "uz"),
        (["uz-Latn-UZ"], "uz"),
        (["uz-Cyrl"], "uz-Cyrl"),
        (["uz-Cyrl-UZ"], "uz-Cyrl"),
        (["uz_Cyrl_UZ"], "uz-Cyrl"),
        (["UZ-CYRL"], "uz-Cyrl"),
        (["ru-RU", "uz"], "ru"),
        (["en-GB"], "en"),
        (["de", "kk", "ru"], "ru"),
        (["de"], "uz"),
        (["*"], "uz"),
        ([], "uz"),
        ([("ru", 0), ("en", 0.5)], "en"),
        ([("en", 0.3), ("uz-Cyrl", 0.8)], "uz-Cyrl"),
    ],
)
def test_the_browsers_languages_are_matched_script_and_all(tags, expected):
    assert match_browser(make_accepted(*tags)).code == expected


@pytest.mark.parametrize(
    ("header", "place"),
    [("uz-Cyrl-UZ,uz;q=0.9", "/uz-cyrl/"), ("ru,en;q=0.5", "/ru/"), ("en-US", "/en/"), ("fr", "/uz/"), ("", "/uz/")],
)
def test_the_bare_address_leads_to_the_browsers_language(client, header, place):
    answer = client.get("/", headers={"Accept-Language": header})
    assert (answer.status_code, answer.location) == (302, place)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("browser", ["ru", "en", "uz-Cyrl", "uz", "fr"])
def test_the_choice_of_a_reader_is_kept_whatever_the_browser_says(client, city_data, path, browser):
    header = {"Accept-Language": browser}
    client.get(f"/{path}/sitemap", headers=header)
    assert client.get("/", headers=header).location == f"/{path}/"


def test_who_reads_what_the_browser_asks_for_gets_no_cookie(client, city_data):
    assert "Set-Cookie" not in client.get("/ru/sitemap", headers={"Accept-Language": "ru"}).headers
    assert "Set-Cookie" not in client.get("/uz/sitemap").headers


@pytest.mark.parametrize("path", PATHS)
def test_the_address_decides_over_the_browser(client, city_data, path):
    page = client.get(f"/{path}/sitemap", headers={"Accept-Language": "en" if path != "en" else "ru"})
    assert language_of(page) == BY_PATH[path].code


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(client, path):
    page = client.get(f"/{path}/no-such-page", headers={"Accept-Language": "en" if path != "en" else "ru"})
    assert (page.status_code, language_of(page)) == (404, BY_PATH[path].code)


@pytest.mark.parametrize("path", ["/xx/", "/de/green/", "/de-AT/", "/kaa/", "/zh-Hant-TW/x"])
def test_an_unknown_language_is_named_as_such(path):
    assert looks_like_unknown_language(path)


@pytest.mark.parametrize("path", ["/", "/uz/x", "/UZ/x", "/uz-cyrl/x", "/api/x", "/static/x", "/112/", "/x/", "/health/x"])
def test_other_addresses_are_not_taken_for_a_language(path):
    assert not looks_like_unknown_language(path)


def test_the_language_switch_leads_to_this_page_with_its_question(client, city_data):
    page = client.get("/ru/search?q=%D0%BF%D0%B0%D1%80%D0%BA&kind=district")
    for path in PATHS:
        assert f'href="/{path}/search?q=%D0%BF%D0%B0%D1%80%D0%BA&amp;kind=district"' in page.text


def test_the_language_switch_of_a_page_that_is_not_there_leads_home(client):
    page = client.get("/ru/no-such-page?q=secret")
    assert all(f'href="/{path}/"' in page.text for path in PATHS)
    assert "secret" not in page.text


def test_each_language_calls_itself_by_its_name_in_the_switch(client):
    page = client.get("/ru/accessibility")
    assert all(f'lang="{each.code}"' in page.text and f">{each.name}</a>" in page.text for each in LANGUAGES)


@pytest.mark.parametrize("kept", ["xx", "", "../etc", 7, None])
def test_a_strange_choice_in_the_session_is_passed_over(client, kept):
    with client.session_transaction() as session:
        session["language"] = str(kept)
    assert client.get("/", headers={"Accept-Language": "ru"}).location == "/ru/"
