"""Pages of the green areas."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from city.database import unit_of_work
from greenspace import importing
from tests.greenspace.files import make_row, write_csv

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


def rows(response):
    return BeautifulSoup(response.text, "html.parser").select(".split__list .places__item")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_shows_all_with_or_without_a_place(client, city_data, lang):
    shown = client.get(f"/{lang}/green/")
    assert len(rows(shown)) == 67


def test_filters_are_links_that_can_be_shared_and_the_map_has_the_same(client, city_data):
    shown = client.get("/en/green/?kind=square&status=open")
    page = BeautifulSoup(shown.text, "html.parser")
    assert len(rows(shown)) == 8
    chosen = [chip["href"] for chip in page.select(".chip[aria-current]")]
    assert any("kind=square" in address and "status=open" in address for address in chosen)
    assert "kind=square\\u0026" in shown.text or "kind=square&" in str(page.find("script", src=None))


def test_near_me_sorts_by_distance(client, city_data):
    first = rows(client.get("/en/green/?near=69.2793,41.3397"))[0]
    assert first["data-id"] == "yapon-bogi"
    assert "\u00a0m" in first.get_text()


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("near=-0.12,51.5", 422, "outside Tashkent"),
        ("near=here", 422, "“near”"),
        ("kind=jungle", 422, "“kind”"),
        ("district=brooklyn", 422, "“district”"),
        ("page=0", 422, "“page”"),
    ],
)
def test_a_wrong_filter_gets_one_sentence(client, city_data, query, status, sentence):
    shown = client.get(f"/en/green/?{query}")
    assert shown.status_code == status
    assert sentence in shown.text


def test_an_empty_list_says_what_to_do(client, city_data):
    shown = client.get("/en/green/?kind=botanical_garden&status=planned")
    assert shown.status_code == 200
    assert "No place fits these filters." in shown.text


def test_a_page_says_what_is_known_and_how_sure(client, city_data):
    text = client.get("/en/green/spaces/magic-city").text
    assert "approximate" in text
    assert "21\u00a0ha" in text
    assert "place list" in text.lower() or "taxi application" in text


def test_a_page_names_what_is_not_known(client, city_data):
    assert client.get("/en/green/spaces/aviatsiya-bogi").text.count("Not known") >= 3


def test_a_page_lists_the_nearest_stations(client, city_data):
    text = client.get("/uz/green/spaces/milliy-bog").text
    assert "/uz/transit/stops/metro:milliy-bog" in text


def test_only_an_approximate_place_is_called_so(client, city_data):
    shown = {row["data-id"]: row.get_text() for row in rows(client.get("/en/green/"))}
    assert "approximate place" in shown["magic-city"]
    assert "approximate place" not in shown["milliy-bog"]
    assert "place not known" in shown["ashxobod-bogi"]


def test_what_a_file_says_is_shown_as_text_and_never_as_code(app, city_data, tmp_path):
    row = make_row(name_uz="<script>alert(1)</script>", note_en="<b>bold</b> 100%", source="javascript:alert(1)")
    with app.app_context(), unit_of_work():
        checked = importing.check_file(write_csv(tmp_path / "a.csv", [row]))
        importing.keep_spaces(checked.rows, datetime(2026, 11, 24, tzinfo=UTC))
    for path in ("/en/green/", "/en/green/spaces/sinov-bogi", "/en/search?q=script"):
        text = app.test_client().get(path).text
        assert "&lt;script&gt;alert(1)" in text.replace("<mark>", "").replace("</mark>", "")
        assert "<script>alert" not in text
        assert 'href="javascript' not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_that_does_not_exist_is_a_page_of_its_own(client, city_data, lang):
    assert client.get(f"/{lang}/green/spaces/no-such-park").status_code == 404
