"""Files of datasets, fetched and read back by the libraries that people use."""

import csv
import gzip
import io
import json
from datetime import datetime

import openpyxl
import pytest

from city.opendata import workbook
from tests.city.opendata.datasets import HARD, UPDATED, make_areas, make_dataset, offer

pytestmark = pytest.mark.usefixtures("kiosks")
BROWSER = {"User-Agent": "Mozilla/5.0 Firefox/140.0"}


def test_csv_is_rfc_4180_in_utf8_and_every_value_comes_back(client):
    answer = client.get("/data/kiosks.csv")
    assert answer.content_type == "text/csv; charset=utf-8; header=present"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tashkent-kiosks.csv"'
    assert not answer.data.startswith(b"\xef\xbb\xbf")
    lines = answer.data.split(b"\r\n")
    assert lines[0] == b"id,name,area_ha,is_open,opened_on,seen_at,page,lon,lat" and lines[-1] == b""
    first, second = csv.DictReader(io.StringIO(answer.data.decode(), newline=""))
    assert first == {
        "id": "7",
        "name": HARD,
        "area_ha": "-1.5",
        "is_open": "true",
        "opened_on": "2026-05-01",
        "seen_at": "2026-11-24T14:05:00Z",
        "page": "https://example.uz/?a=1&b=2",
        "lon": "69.2401",
        "lat": "41.3111",
    }
    assert second["name"] == "=cmd|' /C calc'!A0", "open data are given as they are; no apostrophe is put before them"
    assert second["area_ha"] == "0.0000001" and second["is_open"] == "" and second["seen_at"] == ""


def test_a_table_of_areas_has_them_as_wkt(client):
    (row,) = csv.DictReader(io.StringIO(client.get("/data/squares.csv").text))
    assert row["wkt"] == "POLYGON ((69.2 41.3, 69.2 41.4, 69.3 41.4, 69.3 41.3, 69.2 41.3))"


def test_geojson_says_what_it_is_and_its_areas_go_the_right_way_round(client):
    answer = client.get("/data/squares.geojson")
    assert answer.content_type == "application/geo+json"
    read = json.loads(answer.data)
    assert read["type"] == "FeatureCollection" and read["about"]["licence"] == "ODbL-1.0" and "crs" not in read
    (feature,) = read["features"]
    assert feature["properties"] == {"id": 1, "name": "Square"}
    ring = feature["geometry"]["coordinates"][0]
    assert sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False)) > 0
    points = json.loads(client.get("/data/kiosks.geojson").data)["features"]
    assert points[0]["geometry"] == {"type": "Point", "coordinates": [69.2401, 41.3111]} and points[1]["geometry"] is None


def test_json_has_the_rows_and_what_their_fields_are(client):
    read = json.loads(client.get("/data/kiosks.json").data)
    assert read["rows"][0]["area_ha"] == -1.5 and read["rows"][0]["is_open"] is True and read["rows"][1]["page"] is None
    assert [each["name"] for each in read["about"]["fields"]] == list(read["rows"][0])
    assert read["about"]["updated_at"] == "2026-11-20T04:05:06Z"


def test_a_workbook_has_typed_cells_no_formulas_and_a_sheet_that_says_what_it_is(client):
    answer = client.get("/data/kiosks.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    data = book["data"]
    assert data.freeze_panes == "A2"
    assert [cell.value for cell in data[1]][:3] == ["id", "name", "area_ha"]
    cells = [cell.value for cell in data[2]]
    assert cells[0] == 7 and cells[2] == -1.5 and cells[3] is True and cells[4] == datetime(2026, 5, 1)
    assert cells[5] == datetime(2026, 11, 24, 14, 5) and cells[1].replace("_x000D_", "\r") == HARD
    assert data["B3"].value == "=cmd|' /C calc'!A0" and data["B3"].data_type == "s"
    about = {row[0]: row[1] for row in book["about"].iter_rows(values_only=True)}
    assert about["licence"] == "ODbL-1.0" and about["title"] == "Kiosks of Tashkent" and about["area_ha"] == "number"


def test_texts_that_no_cell_holds_are_cut_and_the_workbook_says_so(client, app):
    offer(app, make_areas("long", geometry="", rows=lambda: [{"id": 2**60, "name": "x" * 40_000}]))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/data/long.xlsx").data))
    assert len(book["data"]["B2"].value) == workbook.LONGEST_CELL and book["data"]["A2"].value == str(2**60)
    assert book["about"]["A1"].value == "note" and book["about"]["B1"].value.startswith("1 texts were longer")
    assert len(client.get("/data/long.csv").text) > 40_000


def test_of_too_many_rows_there_is_no_workbook_and_it_is_said_why(client, monkeypatch, counted):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    answer = client.get("/data/kiosks.xlsx")
    assert answer.status_code == 422 and "CSV" in answer.text
    monkeypatch.setattr("city.opendata.offered.MOST_ROWS", 1)
    client.get("/data/kiosks.csv", headers=BROWSER)
    counted.flush()
    page = client.get("/en/data/kiosks").text
    assert "There is no workbook" in page and "/data/kiosks.xlsx" not in page


def test_demonstration_data_say_so_in_every_file(client):
    answer = client.get("/data/trades.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tashkent-trades-illustrative.csv"'
    assert all(row["illustrative"] == "true" for row in csv.DictReader(io.StringIO(answer.text, newline="")))
    assert "made up" in json.loads(client.get("/data/trades.json").data)["about"]["note"]["en"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/data/trades.xlsx").data))
    assert "note" in [row[0] for row in book["about"].iter_rows(values_only=True)]


def test_a_file_is_not_sent_twice_and_not_made_to_be_asked_about(client, app):
    made = []
    offer(app, make_dataset("watched", rows=lambda: made.append(1) or iter([])))
    first = client.get("/data/watched.csv")
    assert first.last_modified == UPDATED and first.headers["Cache-Control"] == "public, no-cache"
    for ask in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = client.get("/data/watched.csv", headers=ask)
        assert again.status_code == 304 and not again.data and again.headers["ETag"] == first.headers["ETag"]
    head = client.head("/data/watched.csv")
    assert head.status_code == 200 and head.headers["ETag"] == first.headers["ETag"] and made == [1]
    offer(app, make_dataset("watched", licence="CC0-1.0"))
    assert client.get("/data/watched.csv", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_who_takes_gzip_gets_the_same_file_packed(client):
    plain, packed = client.get("/data/kiosks.csv"), client.get("/data/kiosks.csv", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) and packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    book = client.get("/data/kiosks.xlsx", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in book.headers


def test_the_licence_is_told_in_the_header(client):
    link = client.get("/data/kiosks.csv").headers["Link"]
    assert '<https://opendatacommons.org/licenses/odbl/1-0/>; rel="license"' in link
    assert '<http://localhost/data/kiosks>; rel="describedby"' in link


@pytest.mark.parametrize("form", ["csv", "json", "geojson", "xlsx"])
def test_a_row_that_cannot_be_read_is_an_error_and_no_short_file(client, app, form, counted):
    def rows():
        yield from [{"id": 1, "name": "a", "geometry": None}] * 5000
        raise ArithmeticError

    offer(app, make_areas("broken", rows=rows))
    answer = client.get(f"/data/broken.{form}")
    assert answer.status_code == 500 and answer.mimetype == "text/html" and not counted._counts


def test_data_that_are_not_there_yet_give_an_empty_file(client, app):
    offer(app, make_dataset("later", rows=lambda: [], updated_at=lambda: None))
    answer = client.get("/data/later.csv")
    assert answer.text.count("\r\n") == 1 and "Last-Modified" not in answer.headers
    assert json.loads(client.get("/data/later.geojson").data)["features"] == []
    assert "no data yet" in client.get("/en/data/later").text


@pytest.mark.parametrize(
    "path",
    ["/data/kiosks.exe", "/data/none.csv", "/data/trades.geojson", "/data/none", "/data/kiosks/none.zip", "/data/catalog.json"],
)
def test_what_is_not_offered_is_not_found_in_the_readers_language(client, path):
    answer = client.get(path, headers={"Accept-Language": "ru"})
    assert answer.status_code == 404 and 'lang="ru"' in answer.text


def test_odd_questions_change_nothing(client):
    plain = client.get("/data/kiosks.csv").data
    assert client.get("/data/kiosks.csv?" + "a=%20" * 1500).data == plain
    assert client.get("/data/kiosks.csv?q=%ff").status_code == 400


def test_a_further_file_is_led_to_and_addresses_without_a_language_lead_to_pages(client):
    assert client.get("/data/trades/sitemap.html").headers["Location"] == "/en/sitemap"
    assert client.get("/data/kiosks", headers={"Accept-Language": "en"}).headers["Location"] == "/en/data/kiosks"
    assert client.get("/data/").headers["Location"] == "/uz/data/"
