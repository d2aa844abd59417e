"""Public pages of LOSI, their JSON and their workbook."""

import io
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from openapi_spec_validator import validate
from openpyxl import load_workbook
from sqlalchemy import select

from city.database import db
from khokimiyat.losi import labels
from khokimiyat.losi.models import Assessment
from khokimiyat.losi.workbook import Sheet, write
from tests.khokimiyat.losi_data import open_one, publish
from tests.staff import send, sign_in

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


def number_of(app, key):
    """The number of the demonstration's assessment against a catalogue."""
    with app.app_context():
        found = db.session.scalars(select(Assessment)).all()
        return next(each.id for each in found if each.catalogue.key == key)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "html.parser")


def texts(page, selector):
    return [" ".join(each.get_text(" ", strip=True).split()) for each in page.select(selector)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_there_in_every_language(client, app, city_data, lang):
    number = number_of(app, "decree-pq308")
    for path in ("", f"assessments/{number}", "catalogues/decree-pq308", "catalogues/un-2024", "road-map"):
        read(client, f"/{lang}/losi/{path}")


def test_results_show_value_group_bar_comparison_road_map_and_catalogues(client, city_data):
    page = read(client, "/en/losi/")
    assert texts(page, ".losi-verdict") == ["0.1235 Low 10 of 81 found", "0.0842 Low 8 of 95 found"]
    assert [each["width"] for each in page.select(".losi-card .losi-bar__part")] == ["123.5", "84.2"]
    assert len(texts(page, ".losi-card__demo")) == 2
    text = page.get_text(" ")
    assert "No UN value of Tashkent was found" in text and "multiples of 1/96" in text
    assert [each.split(".")[0] for each in texts(page, "th a[href*='#measure-']")] == [str(each) for each in range(40, 52)]
    assert "81 indicators ; its source states 82" in " ".join(text.split()) or "its source states 82" in text


def test_without_an_assessment_the_page_says_so(client):
    assert "No assessment is published yet" in client.get("/en/losi/").text


def test_an_assessment_shows_its_criteria_as_bars_that_are_a_table(client, app, city_data):
    page = read(client, f"/en/losi/assessments/{number_of(app, 'decree-pq308')}")
    rows = texts(page.select(".losi-table")[0], "tbody tr")
    assert rows[0] == "Technology its source states 18 0.3529 Middle 6 of 17"
    assert len(page.select(".losi-table")[0].select("tbody svg[aria-hidden=true]")) == 5
    assert "A self-assessment of this portal" in page.get_text()
    own = texts(page, ".losi-own")
    assert len(own) == 1 and "own assessment, not the UN’s" in own[0] and "Demonstration" in own[0]
    assert len(page.select(".losi-line")) == 81


@pytest.mark.parametrize("edition", ["2018", "2022", "2024"])
def test_cities_of_another_edition_are_a_link_away(client, app, city_data, edition):
    page = read(client, f"/en/losi/assessments/{number_of(app, 'un-2024')}?edition={edition}")
    assert texts(page, ".chips a[aria-current]")[0] == edition
    assert len(page.select(".losi-own")) == 1


def test_the_list_is_narrowed_by_state_criterion_and_words_in_any_script(client, app, city_data):
    address = f"/en/losi/assessments/{number_of(app, 'decree-pq308')}"
    for query, count in (
        ("?state=found", 10),
        ("?criterion=services", 17),
        ("?q=қидирув", 2),
        ("?q=zzz", 0),
        ("?q=Internal+search", 2),
    ):
        assert len(read(client, address + query).select(".losi-line")) == count, query
    assert client.get(f"{address}?criterion=nonsense").status_code == 404
    assert client.get(f"{address}?state=nonsense").status_code == 422


def test_evidence_on_this_portal_opens_in_the_reader_s_language(client, app, city_data):
    page = read(client, f"/ru/losi/assessments/{number_of(app, 'decree-pq308')}?state=found")
    links = [each["href"] for each in page.select(".losi-line a")]
    assert "/ru/green/" in links and not [each for each in links if each.startswith("/uz/")]
    for link in links:
        assert client.get(link, follow_redirects=True).status_code == 200, link


def test_a_catalogue_shows_what_its_source_states_and_what_it_lists(client, city_data):
    page = read(client, "/en/losi/catalogues/decree-pq308")
    assert texts(page, "tbody tr") == [
        "Technology 18 17",
        "Institutional framework 9 9",
        "Content provision 21 22",
        "Participation and engagement 17 16",
        "Services provision 17 17",
        "In all 82 81",
    ]
    assert "code 236 to two indicators" in client.get("/en/losi/catalogues/un-2024").text


def test_an_older_version_of_a_catalogue_stays_readable(client, app, city_data):
    assert client.get("/en/losi/catalogues/un-2024?version=1").status_code == 200
    for query in ("?version=2", "?version=999999"):
        assert client.get(f"/en/losi/catalogues/un-2024{query}").status_code == 404
    assert client.get("/en/losi/catalogues/un-2024?version=x").status_code == 422


@pytest.mark.parametrize("number", ["0", "999", "99999999999999999999"])
def test_an_assessment_that_is_not_there_is_not_found(client, city_data, number):
    for path in (f"/uz/losi/assessments/{number}", f"/uz/losi/assessments/{number}.xlsx", f"/api/v1/losi/assessments/{number}"):
        assert client.get(path).status_code == 404


def test_an_open_assessment_is_nobody_s_but_the_staff_s(client, app, tmp_path):
    number = open_one(app, tmp_path, 1)
    for path in (f"/uz/losi/assessments/{number}", f"/uz/losi/assessments/{number}.xlsx", f"/api/v1/losi/assessments/{number}"):
        assert client.get(path).status_code == 404
    assert "tashkent.uz" not in client.get("/uz/losi/").text


def test_a_corrected_assessment_leads_to_its_correction(client, app, tmp_path):
    number = publish(app, open_one(app, tmp_path, 2), found=["A1"])
    sign_in(client, "assessor")
    sheet = send(client, f"/staff/losi/assessments/{number}/correct").location
    copy = publish(app, int(sheet.rsplit("/", 1)[1]), found=["A1", "A2"])
    assert f"/en/losi/assessments/{copy}" in client.get(f"/en/losi/assessments/{number}").text
    listed = client.get("/en/losi/").text
    assert f"/assessments/{copy}" in listed and f'/assessments/{number}"' not in listed


# JSON


def test_catalogues_are_json_with_both_counts(client, city_data):
    heads = {each["key"]: each for each in client.get("/api/v1/losi/catalogues?lang=en").json["catalogues"]}
    assert (heads["decree-pq308"]["stated_count"], heads["decree-pq308"]["listed_count"]) == (82, 81)
    whole = client.get("/api/v1/losi/catalogues/un-2024?lang=ru&version=1").json
    assert whole["name"] == "Показатели LOSI ООН"
    assert [len(each["indicators"]) for each in whole["criteria"]] == [6, 30, 22, 15, 10, 12]
    assert whole["criteria"][0]["indicators"][0]["certainty"] == "secondary"


def test_a_published_assessment_is_json(client, app, city_data):
    shown = client.get(f"/api/v1/losi/assessments/{number_of(app, 'decree-pq308')}").json
    assert shown["score"] == {"found": 10, "total": 81, "value": pytest.approx(10 / 81), "group": "low"}
    assert shown["criteria"]["technology"]["found"] == 6
    assert (shown["is_demo"], shown["whose"], len(shown["answers"])) == (True, "own", 81)


def test_the_description_names_all_three_addresses(client):
    document = client.get("/api/v1/openapi.json").json
    validate(document)
    assert {each for each in document["paths"] if "/losi/" in each} == {
        "/api/v1/losi/catalogues",
        "/api/v1/losi/catalogues/{key}",
        "/api/v1/losi/assessments/{number}",
    }


# The workbook


def open_workbook(answer):
    assert answer.status_code == 200 and "spreadsheetml" in answer.content_type
    return load_workbook(io.BytesIO(answer.data))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_holds_result_indicators_and_road_map(client, app, city_data):
    book = open_workbook(client.get(f"/en/losi/assessments/{number_of(app, 'decree-pq308')}.xlsx"))
    assert book.sheetnames == ["Result", "Indicators", "Road map"]
    result = cells(book["Result"])
    assert ["Technology", 6, 17, 17, pytest.approx(6 / 17), "Middle"] in result
    assert ["In all", 10, 81, 81, pytest.approx(10 / 81), "Low"] in result
    assert [each for each in result[5] if each] == ["Whose assessment", "our own, not the UN’s. Demonstration"]
    indicators = cells(book["Indicators"])
    assert len(indicators) == 82
    assert indicators[6][1:5] == ["T06", "Internal search", "Found", "/uz/search"]
    assert len(cells(book["Road map"])) == 31


def test_the_workbook_speaks_the_reader_s_language(client, app, city_data):
    book = open_workbook(client.get(f"/ru/losi/assessments/{number_of(app, 'decree-pq308')}.xlsx"))
    assert cells(book[book.sheetnames[1]])[1][2] == "Наличие контактных данных хокимията"


@pytest.mark.parametrize(
    "text", ["=1+1", "+998712000000", "-5", "@SUM(A1)", "\t=1+1", '=HYPERLINK("https://evil.uz")', "https://x.uz"]
)
def test_whatever_a_cell_begins_with_it_stays_text(text):
    book = load_workbook(io.BytesIO(write([Sheet("Notes", ["Note"], [[text]], [20])])))
    cell = book["Notes"]["A2"]
    assert (cell.data_type, cell.value.replace("_x0009_", "\t"), cell.hyperlink) == ("s", text, None)
    assert cell.quotePrefix or not text.startswith(("=", "+", "-", "@", "\t"))


def test_the_title_of_a_sheet_fits_excel():
    book = load_workbook(io.BytesIO(write([Sheet("a/b:c*d?" + "x" * 40, ["Head"], [[1], [0.5], [None]], [])])))
    assert book.sheetnames == ["a b c d " + "x" * 23]


def test_a_note_of_an_assessor_stays_text_in_the_workbook(client, app, tmp_path):
    number = open_one(app, tmp_path, 1)
    sign_in(client, "assessor")
    form = {"state": "found", "evidence": "", "note": '=cmd|"/c calc"!A1', "version": "0"}
    assert send(client, f"/staff/losi/assessments/{number}/answers/A1", form).status_code == 200
    book = open_workbook(client.get(f"/staff/losi/assessments/{number}.xlsx"))
    cell = book[book.sheetnames[1]]["F2"]
    assert (cell.data_type, cell.value) == ("s", '=cmd|"/c calc"!A1')


# Words


def test_values_are_rounded_as_the_un_rounds_them(app):
    with app.test_request_context("/en/losi/"):
        assert labels.value(87 / 96) == "0.9063"
        assert labels.value(1) == "1.0000"
    with app.test_request_context("/uz/losi/"):
        assert labels.value(87 / 96) == "0,9063"


def test_places_on_which_sources_differ_are_a_range(app):
    with app.test_request_context("/en/losi/"):
        assert labels.place(SimpleNamespace(rank_best=4, rank_worst=8)) == "4–8"
        assert labels.place(SimpleNamespace(rank_best=42, rank_worst=42)) == "42"
