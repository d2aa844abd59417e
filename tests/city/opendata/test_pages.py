"""Pages of open data, as readers get them."""

import json

import pytest
from bs4 import BeautifulSoup

from tests.city.opendata.datasets import ROW, make_dataset, offer

pytestmark = pytest.mark.usefixtures("kiosks")
LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_lists_datasets_with_their_files_and_narrows_by_theme_and_word(client, app, lang):
    offer(app, make_dataset("buses", title="Rickshaws", theme="TRAN", keywords=("rickshaw",)))
    page = read(client, f"/{lang}/data/")
    assert {"/data/kiosks.csv", "/data/kiosks.geojson", "/data/trades.xlsx"} <= {
        each.get("href") for each in page.select(".files a")
    }
    assert [each.select_one(".demo") is not None for each in page.select(".datasets__item")].count(True) >= 1
    narrowed = read(client, f"/{lang}/data/?theme=TRAN&q=rickshaw")
    assert [each["href"] for each in narrowed.select(".datasets__title a")] == [f"/{lang}/data/buses"]
    assert read(client, f"/{lang}/data/?q=автобусы+qqq").select_one("[role=status]")


def test_a_word_is_found_in_whichever_script(client):
    assert "/en/data/kiosks" in client.get("/en/data/?q=КИОСКС").text


def test_chips_say_how_many_there_are_of_each_theme(client):
    chips = {
        chip["href"].partition("theme=")[2]: chip.select_one(".chip__count").text
        for chip in read(client, "/en/data/").select(".chip")
    }
    assert chips["ECON"] == "3" and "JUST" not in chips


def test_a_catalogue_names_its_forms_for_programs(client):
    links = read(client, "/en/data/").select("link[rel=alternate][type]")
    assert {each["href"] for each in links} == {"/data/catalog.ttl", "/data/catalog.jsonld", "/data/catalog.rdf", "/data.json"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_a_dataset_says_all_of_it(client, lang):
    page = read(client, f"/{lang}/data/kiosks")
    text = page.get_text(" ")
    for words in ("https://example.uz/kiosks", "ODbL", "kiosk, newspaper", "http://localhost/data/kiosks", "/api/v1/districts"):
        assert words in text
    assert page.select_one("link[rel=license]")["href"].startswith("https://opendatacommons.org")
    assert "/data/kiosks.csv" in {each["href"] for each in page.select("link[rel=alternate][type]")}
    preview = page.select_one("table.preview")
    assert preview.parent["tabindex"] == "0" and preview.parent["aria-label"] and preview.caption.text
    assert [each.text for each in preview.select("thead th")][:3] == ["id", "name", "area_ha"]
    assert page.select_one("#map") and "/data/kiosks/preview.geojson" in str(page)
    assert "page=/" in page.select_one("a[href*='kind=mistake']")["href"]


def test_names_of_fields_come_with_what_they_hold(client):
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in read(client, "/en/data/trades").select("tbody tr")]
    assert ["area_ha", "Area in hectares", "number, with a decimal point"] in rows
    assert ["illustrative", "Demonstration data, not facts", "true or false"] in rows


def test_a_data_block_tells_search_engines_and_no_text_ends_it_early(client, app):
    offer(app, make_dataset("odd", title="</script><b>odd", api=""))
    block = read(client, "/en/data/odd").select_one("script[type='application/ld+json']").text
    said = json.loads(block)
    assert said["@type"] == "Dataset" and said["name"] == "</script><b>odd"
    assert "http://localhost/data/odd.csv" in [each["contentUrl"] for each in said["distribution"]]


def test_rows_that_hold_markup_show_as_text(client, app):
    offer(app, make_dataset("markup", rows=lambda: [{**dict.fromkeys(ROW), "name": "<img src=x onerror=alert(1)>"}]))
    page = client.get("/en/data/markup").text
    assert "&lt;img src=x" not in BeautifulSoup(page, "html.parser").get_text() and "<img src=x" not in page


def test_the_map_shows_the_first_things_by_their_names(client, app):
    offer(app, make_dataset("many", rows=lambda: (ROW | {"id": n, "name": f"Kiosk {n}"} for n in range(3000))))
    features = json.loads(client.get("/data/many/preview.geojson").data)["features"]
    assert len(features) == 500 and features[3]["properties"] == {"name": "Kiosk 3"}
    assert "500" in client.get("/en/data/many").text
    assert client.get("/data/trades/preview.geojson").status_code == 404


def test_a_preview_is_read_once_until_the_data_change(client, app):
    read_times = []
    offer(app, make_dataset("slow", rows=lambda: read_times.append(1) or iter([ROW])))
    for _ in range(3):
        client.get("/en/data/slow")
        client.get("/data/slow/preview.geojson")
    assert len(read_times) == 1
    offer(app, make_dataset("slow", rows=lambda: read_times.append(1) or iter([ROW]), title="Another"))
    client.get("/en/data/slow")
    assert len(read_times) == 2


@pytest.mark.parametrize("path", ["/en/data/none", "/ru/data/kiosks.exe", "/uz/data/x/y"])
def test_a_page_that_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_odd_filters_are_refused_or_give_nothing(client):
    assert client.get("/en/data/?theme=none").status_code == 200
    assert client.get("/en/data/?theme=" + "x" * 50).status_code == 422
    assert client.get("/en/data/?q=" + "x" * 300).status_code == 422


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_policy_is_a_page_below_every_page_and_in_the_site_map(client, lang):
    page = client.get(f"/{lang}/data/policy")
    assert page.status_code == 200 and "ODbL" in page.text
    sitemap = client.get(f"/{lang}/sitemap").text
    assert f'href="/{lang}/data/policy"' in sitemap and f'href="/{lang}/data/"' in sitemap
