"""The page of the free Wi-Fi points, the page of each, and their JSON."""

import csv

import pytest
from bs4 import BeautifulSoup

from city.wifi.points import FILE

pytestmark = pytest.mark.usefixtures("city_data")
LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
API = "/api/v1/wifi"
CHORSU = "69.2352,41.3265"
EAST = "69.30,41.25,69.40,41.40"


def read_rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "html.parser")


def keys(page):
    return [each["data-id"] for each in page.select(".places__item")]


def ask(client, query=""):
    return client.get(API + query).get_json(force=True)


def ids(collection):
    return [feature["properties"]["id"] for feature in collection["features"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_every_point_and_warns_that_nobody_checked_them(client, lang):
    page = read(client, f"/{lang}/wifi/")
    assert sorted(keys(page)) == sorted(row["key"] for row in read_rows())
    assert page.select_one(".govuk-inset-text") and page.select_one("#map")
    assert f'href="/{lang}/wifi/"' in client.get(f"/{lang}/").text


def test_each_chip_leads_to_as_many_places_as_it_says(client):
    chips = read(client, "/en/wifi/").select(".chip")
    assert {"kind", "district"} <= {chip["href"].partition("?")[2].partition("=")[0] for chip in chips}
    for chip in chips:
        assert len(keys(read(client, chip["href"]))) == int(chip.select_one(".chip__count").text), chip["href"]


def test_filters_stay_in_the_links_to_one_another(client):
    page = read(client, "/en/wifi/?kind=education&district=yunusobod")
    assert keys(page)
    assert page.select_one("details.filters[open]"), "a district is chosen: its filter stands open"
    links = [chip["href"] for chip in page.select(".chip")]
    assert "/en/wifi/?district=yunusobod" in links and "/en/wifi/?kind=education" in links


def test_near_a_place_distances_are_given_and_the_way_back_keeps_the_filters(client):
    page = read(client, f"/en/wifi/?near={CHORSU}&kind=market")
    assert "km" in page.select(".places__more")[-1].text
    assert page.select_one(".near a")["href"] == "/en/wifi/?kind=market"


def test_where_nothing_fits_a_link_shows_all(client):
    page = read(client, "/en/wifi/?kind=airport&district=yunusobod")
    assert keys(page) == [] and "No place fits" in page.get_text()
    assert page.select_one("main p a[href='/en/wifi/']")


@pytest.mark.parametrize("query", ["?kind=none", "?district=samarqand", "?near=1,2", "?near=x"])
def test_a_wrong_filter_is_refused(client, query):
    assert client.get(f"/en/wifi/{query}").status_code == 422
    assert client.get(API + query).content_type == "application/problem+json"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_point_has_a_page_with_its_facts_and_what_is_near(client, lang):
    row = next(row for row in read_rows() if row["key"] == "1st-city-clinical-hospital")
    page = read(client, f"/{lang}/wifi/{row['key']}")
    facts = page.select_one("dl.facts").get_text(" ")
    assert page.h1.get_text(strip=True) == row["name_en"] and row["address"] in facts and row["hours"] in facts
    assert page.select_one(f"dl.facts a[href='/{lang}/districts/{row['district']}']")
    assert page.select("main section .places__item")
    assert not page.select(f"section a[href='/{lang}/wifi/{row['key']}']"), "a point is not near itself"


def test_where_list_and_point_differ_both_are_told(client):
    contradictory = [
        each["properties"]
        for each in ask(client)["features"]
        if each["properties"]["district"] != each["properties"]["district_of_point"]
    ]
    for each in contradictory:
        assert "In the words of the list:" in read(client, f"/en/wifi/{each['id']}").get_text()
    assert "In the words of the list:" not in client.get("/en/wifi/1st-city-clinical-hospital").text


def test_a_point_that_is_not_there(client):
    assert client.get("/ru/wifi/nowhere").status_code == 404


def test_the_json_has_all_points_with_their_place_and_says_that_nobody_checked_them(client):
    found = {each["properties"]["id"]: each for each in ask(client)["features"]}
    assert found.keys() == {row["key"] for row in read_rows()}
    for row in read_rows():
        assert found[row["key"]]["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])]
        said = found[row["key"]]["properties"]
        assert (said["kind"], said["hours"], said["address"]) == tuple(row[name] or None for name in ("kind", "hours", "address"))
        assert said["approximate"] is True and said["checked"] is False


@pytest.mark.parametrize(
    "query", ["", f"&near={CHORSU}&radius_m=6000", f"&bbox={EAST}", f"&near={CHORSU}&radius_m=20000&bbox={EAST}"]
)
def test_pages_of_the_json_give_each_point_once(client, query):
    whole = ids(ask(client, f"?limit=1000{query}"))
    found, address = [], f"{API}?limit=7{query}"
    while address:
        page = client.get(address).get_json(force=True)
        found, address = found + ids(page), page.get("next")
    assert found == whole and len(set(whole)) == len(whole) > 7


def test_the_json_keeps_filters_box_and_language(client):
    assert {each["properties"]["kind"] for each in ask(client, "?kind=market")["features"]} == {"market"}
    west, south, east, north = map(float, EAST.split(","))
    boxed = [each["geometry"]["coordinates"] for each in ask(client, f"?bbox={EAST}")["features"]]
    assert boxed and all(west <= lon <= east and south <= lat <= north for lon, lat in boxed)
    texts = {ask(client, f"?kind=market&limit=1&lang={lang}")["features"][0]["properties"]["text"] for lang in ("uz", "ru", "en")}
    assert len(texts) == 3
