"""The audit: read by person, action, days and subject, page by page; exported; never changed."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from city.accounts import audit, audit_views
from city.accounts.models import AuditRow
from city.database import db, unit_of_work
from tests.city.words import translate
from tests.staff import read_audit, send, sign_in

EVENING = datetime(2026, 11, 24, 18, 59, tzinfo=UTC)  # a minute before midnight in Tashkent


@pytest.fixture
def rows(app):
    """120 rows of two people, a minute apart, over midnight."""
    with app.app_context():
        for number in range(120):
            with unit_of_work():
                audit.act_as(None, "anna" if number % 2 else "bahrom", EVENING + timedelta(minutes=number - 59))
                audit.record("test.even" if number % 4 < 2 else "accounts.roles", f"thing {number}", {"roles": ["a", "b"]})


def subjects(client, query=""):
    """The third column of the audit's page."""
    rows = client.get(f"/staff/audit{query}").text.split("<tbody")[-1].split("<tr")[1:]
    return [row.split("thing ")[1].split("<")[0] for row in rows]


def links(client, query=""):
    """{rel: address} of the links to other pages."""
    page = BeautifulSoup(client.get(f"/staff/audit{query}").text, "html.parser")
    return {link["rel"][0]: link["href"] for link in page.select(".pages a")}


def walk(client, query, rel):
    """What stands on each page from here on, and the query of the last."""
    pages = [subjects(client, query)]
    while address := links(client, query).get(rel):
        query = "?" + address.split("?")[1]
        pages.append(subjects(client, query))
    return pages, query


def test_rows_come_newest_first_fifty_a_page_and_there_is_a_way_back(client, rows):
    sign_in(client, "administrator")
    pages, last = walk(client, "", "next")
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [int(each) for page in pages for each in page] == list(range(119, -1, -1))
    back, first = walk(client, last, "prev")
    assert back[-1] == pages[0] and "next" in links(client, first)
    assert "prev" not in links(client, "") and "next" not in links(client, last)


def test_a_page_stays_the_same_while_rows_come(app, client, rows):
    sign_in(client, "administrator")
    second = "?" + links(client)["next"].split("?")[1]
    before = subjects(client, second)
    with app.app_context(), unit_of_work():
        audit.act_as(None, "anna", EVENING + timedelta(hours=5))
        audit.record("test.even", "thing 999")
    assert subjects(client, second) == before
    assert subjects(client)[0] == "999"


def test_rows_are_narrowed_by_person_action_and_days_of_tashkent(client, rows):
    sign_in(client, "administrator")
    assert all(int(each) % 2 == 1 for each in subjects(client, "?person=anna"))
    assert all(int(each) % 4 < 2 for each in subjects(client, "?action=test.even"))
    assert [int(each) for each in subjects(client, "?begins=2026-11-25")][:3] == [119, 118, 117]
    assert [int(each) for page in walk(client, "?ends=2026-11-24", "next")[0] for each in page] == list(range(59, -1, -1))
    assert len(walk(client, "?begins=2026-11-24&ends=2026-11-25", "next")[0]) == 3
    page = client.get("/staff/audit?person=anna&begins=2026-11-24").text
    assert 'value="anna"' in page and 'value="2026-11-24"' in page


def test_rows_are_narrowed_by_all_actions_of_a_part_and_by_the_subject(client, rows):
    sign_in(client, "administrator")
    of_accounts = [int(each) for page in walk(client, "?action=accounts.*", "next")[0] for each in page]
    assert of_accounts == [each for each in range(119, -1, -1) if each % 4 > 1]
    assert 'value="accounts.*" selected' in client.get("/staff/audit?action=accounts.*").text
    assert subjects(client, "?subject=THING 11&person=anna") == ["119", "117", "115", "113", "111", "11"]
    assert "There is nothing of that kind." in client.get("/staff/audit?subject=thing_1").text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_narrowed_down_is_exported_whole_and_the_export_leaves_a_row(app, client, rows, kind):
    boss = sign_in(client, "administrator", language="ru")
    sent = send(client, "/staff/audit/export", {"person": "anna", "begins": "2026-11-24", "format": kind})
    assert sent.status_code == 200 and f"audit.{kind}" in sent.headers["Content-Disposition"]
    lines = read_csv(sent.data) if kind == "csv" else read_xlsx(sent.data)
    assert lines[0][1] == "Кто" and len(lines) == 61
    assert lines[1][1:4] == ["anna", translate("ru", "changed roles"), "thing 119"] and lines[1][4] == "roles: a, b"
    kept = (boss.name, "accounts.export", kind, {"person": "anna", "begins": "2026-11-24"})
    assert read_audit(app, person=boss.name) == [kept]


@pytest.mark.parametrize("cell", ["=1+1", "+998", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_an_export_is_a_formula(app, client, cell):
    with app.app_context(), unit_of_work():
        audit.act_as(None, cell, EVENING)
        audit.record(cell, cell, {"note": "x"})
    sign_in(client, "administrator")
    lines = read_csv(send(client, "/staff/audit/export", {"format": "csv"}).data)
    assert [f"'{cell}"] * 4 in [[line[at] for at in (1, 2, 3, 5)] for line in lines]
    book = load_workbook(io.BytesIO(send(client, "/staff/audit/export", {"format": "xlsx"}).data))
    assert {each.data_type for row in book.active.iter_rows(min_row=2, min_col=2) for each in row} <= {"s", "n"}


def test_more_rows_than_a_spreadsheet_takes_are_refused_and_csv_takes_them(client, rows, monkeypatch):
    monkeypatch.setattr(audit_views, "MOST_ROWS", 100)
    sign_in(client, "administrator")
    refused = send(client, "/staff/audit/export", {"format": "xlsx", "action": "test.*"})
    assert refused.status_code == 200, "there are only 60 of these"
    refused = send(client, "/staff/audit/export", {"format": "xlsx"})
    assert refused.status_code == 422 and "at most 100" in refused.text
    assert len(read_csv(send(client, "/staff/audit/export", {"format": "csv"}).data)) > 120


def read_csv(data):
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data):
    return [[each.value for each in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]


def test_actions_are_said_in_words_and_details_in_full(client, rows):
    sign_in(client, "administrator")
    page = client.get("/staff/audit").text
    assert "changed roles" in page and "test.even" in page and "roles: a, b" in page


def test_a_day_or_a_page_that_is_none_is_refused_and_one_without_rows_says_so(client, rows):
    sign_in(client, "administrator")
    for query in ("begins=yesterday", "before=x", "before=99999999999999999999", "after=-1"):
        assert client.get(f"/staff/audit?{query}").status_code == 422
    assert "There is nothing of that kind." in client.get("/staff/audit?ends=2020-01-01").text
    assert "There is nothing of that kind." in client.get("/staff/audit?before=1").text


def test_what_was_typed_shows_as_text(app, client):
    with app.app_context(), unit_of_work():
        audit.act_as(None, "<b>anna</b>", EVENING)
        audit.record("test.change", "<script>alert(1)</script>", {"<i>": "<u>"})
    sign_in(client, "administrator")
    page = client.get("/staff/audit").text
    assert "<script>alert" not in page and "<b>anna" not in page and "<u>" not in page


@pytest.mark.parametrize("statement", [delete(AuditRow), update(AuditRow).values(subject="else")])
def test_the_database_refuses_to_change_or_delete_a_row(app, rows, statement):
    with app.app_context(), pytest.raises(DBAPIError, match="never changed or deleted"), unit_of_work():
        db.session.execute(statement)
    assert len(read_audit(app)) == 120
