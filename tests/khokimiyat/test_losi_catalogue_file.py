"""The file of a catalogue: what is right is read, what is wrong is named with its row, and nothing of it is kept."""

import csv

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from city import csv_file
from city.database import db, unit_of_work
from khokimiyat.losi import catalogue_file, catalogues, refusals
from tests.khokimiyat.losi_data import NOW, add_catalogue, make_row, make_rows, write_csv


def read(folder, rows, **values):
    return catalogue_file.read_catalogue(write_csv(folder / "file.csv", rows, **values))


def test_criteria_and_indicators_are_read_in_their_order(tmp_path):
    criteria = read(tmp_path, make_rows(2, 1))
    assert [each.attributes["key"] for each in criteria] == ["a", "b"]
    assert [[each["code"] for each in one.indicators] for one in criteria] == [["A1", "A2"], ["B1"]]
    assert criteria[0].attributes["stated_count"] == 2


def test_a_double_code_is_refused_with_its_row_and_the_first_one(tmp_path):
    rows = [make_row(), make_row(code="R1"), make_row("parks"), make_row("parks", "P1"), make_row("parks", "R1")]
    with pytest.raises(refusals.SameCode) as refused:
        read(tmp_path, rows)
    assert refused.value.values == {"row": 6, "value": "R1", "first": 3}


WRONG = {
    "a code before its criterion": ([make_row(code="R1")], refusals.UnknownCriterion),
    "a criterion twice": ([make_row(), make_row(code="R1"), make_row()], refusals.SameCriterion),
    "a criterion without indicators": ([make_row()], refusals.EmptyCriterion),
    "no rows": ([], csv_file.EmptyFile),
    "no name": ([make_row(name_uz="")], refusals.NoName),
    "a code with a blank": ([make_row(), make_row(code="R 1")], refusals.WrongCode),
    "a formula for a code": ([make_row(), make_row(code="=1+1")], refusals.WrongCode),
    "a criterion in capitals": ([make_row("Roads")], refusals.WrongKey),
    "a count in words": ([make_row(stated_count="many")], refusals.WrongCount),
    "an unknown certainty": ([make_row(), make_row(code="R1", certainty="sure")], refusals.UnknownValue),
    "a control character": ([make_row(name_uz="a\x07b")], csv_file.UnreadableCell),
    "a very long name": ([make_row(name_uz="a" * 1001)], csv_file.CellTooLong),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_is_refused(tmp_path, case):
    rows, refusal = WRONG[case]
    with pytest.raises(refusal):
        read(tmp_path, rows)


BROKEN = {
    "latin-1": ("criterion,code,name_uz\nroads,,caf\xe9\n".encode("latin-1"), csv_file.NotUtf8),
    "a column that lacks": (b"criterion,name_uz\nroads,x\n", csv_file.MissingColumns),
    "no column of names": (b"criterion,code\nroads,\n", csv_file.MissingColumns),
    "a column twice": (b"criterion,code,code,name_uz\nroads,,,x\n", csv_file.SameColumn),
    "a cell too many": (b"criterion,code,name_uz\nroads,,x,y\n", csv_file.UnevenRow),
    "an open quote": (b'criterion,code,name_uz\nroads,,"x\n', csv_file.NotCsv),
    "nothing": (b"", csv_file.EmptyFile),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused(tmp_path, case):
    data, refusal = BROKEN[case]
    (tmp_path / "broken.csv").write_bytes(data)
    with pytest.raises(refusal):
        catalogue_file.read_catalogue(tmp_path / "broken.csv")


def test_a_spreadsheet_s_semicolons_and_byte_order_mark_are_read(tmp_path):
    (tmp_path / "excel.csv").write_text("criterion;code;name_uz\nroads;;Yoʻllar\nroads;R1;Chorraha\n", "utf-8-sig")
    (criterion,) = catalogue_file.read_catalogue(tmp_path / "excel.csv")
    assert criterion.indicators[0]["name_uz"] == "Chorraha"


def test_a_new_version_leaves_the_old_one_as_it_was_and_keeps_its_names(app, tmp_path):
    with app.app_context():
        with unit_of_work():
            add_catalogue(tmp_path, 2)
        with unit_of_work():
            criteria = read(tmp_path, make_rows(3))
            catalogues.add_version("small", criteria, {"edition": "2028"}, NOW)
        old, new = catalogues.get_catalogue("small", 1), catalogues.get_catalogue("small")
        assert (len(old.indicators), len(new.indicators)) == (2, 3)
        assert (new.version, new.edition, str(new.name("en"))) == (2, "2028", "Small")


@pytest.mark.parametrize("statement", ["UPDATE khokimiyat_losi_{} SET id = id + 1000", "DELETE FROM khokimiyat_losi_{}"])
@pytest.mark.parametrize("table", ["catalogue", "criterion", "indicator", "answer", "step_report"])
def test_the_database_itself_refuses_to_edit_what_is_kept(app, city_data, table, statement):
    with app.app_context():
        if table == "step_report":
            with unit_of_work():
                values = "(1, 40, 1, 'done', '', 'anna', '2026-11-24 09:00:00')"
                db.session.execute(text(f"INSERT INTO khokimiyat_losi_step_report VALUES {values}"))
        with pytest.raises(DBAPIError, match="never changed or deleted"), unit_of_work():
            db.session.execute(text(statement.format(table)))


def test_the_city_s_own_catalogues_hold_what_their_sources_say(app, city_data):
    with app.app_context():
        decree, un = catalogues.get_catalogue("decree-pq308"), catalogues.get_catalogue("un-2024")
        assert [each.stated_count for each in decree.criteria] == [18, 9, 21, 17, 17]
        assert [len(each.indicators) for each in decree.criteria] == [17, 9, 22, 16, 17]
        assert (decree.stated_count, len(decree.indicators)) == (82, 81)
        assert [len(each.indicators) for each in un.criteria] == [6, 30, 22, 15, 10, 12]
        doubled = [each for each in un.indicators if each.code.startswith("236")]
        assert [each.code for each in doubled] == ["236-1", "236-2"] and all(each.note_uz for each in doubled)
        for each in (*decree.indicators, *un.indicators, *decree.criteria, *un.criteria):
            assert len(each.names) == 4, each


def test_the_city_s_own_catalogues_are_loaded_once(app, city_data):
    with app.app_context(), unit_of_work():
        catalogues.load_own(NOW)
        assert len(catalogues.list_versions("un-2024")) == 1


def test_the_decree_s_names_are_those_of_its_facts(app, city_data, material):
    facts = {row["code"]: row for row in read_facts(material / "losi" / "decree_pq308_indicators.csv")}
    with app.app_context():
        own = catalogues.get_catalogue("decree-pq308").indicators
        assert [each.code for each in own] == list(facts)
        assert all((each.name_uz, each.name_ru) == (facts[each.code]["name_uz"], facts[each.code]["name_ru"]) for each in own)


def test_the_un_s_codes_are_those_of_its_facts(app, city_data, material):
    facts = [row["code"] for row in read_facts(material / "losi" / "un_2024_indicators.csv")]
    with app.app_context():
        own = catalogues.get_catalogue("un-2024").indicators
        assert [each.code.removesuffix("-1").removesuffix("-2") for each in own] == facts


def read_facts(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
