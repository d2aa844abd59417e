"""The audit: read by person, action and day, page by page; never changed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from city.accounts import audit
from city.accounts.models import AuditRow
from city.database import db, unit_of_work
from tests.staff import read_audit, sign_in

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


def test_rows_come_newest_first_fifty_a_page(client, rows):
    sign_in(client, "administrator")
    pages = [subjects(client, f"?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [int(each) for page in pages for each in page] == list(range(119, -1, -1))
    first, last = client.get("/staff/audit").text, client.get("/staff/audit?page=3").text
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="next"' not in last and 'rel="prev"' in last


def test_rows_are_narrowed_by_person_action_and_day_of_tashkent(client, rows):
    sign_in(client, "administrator")
    assert all(int(each) % 2 == 1 for each in subjects(client, "?person=anna"))
    assert all(int(each) % 4 < 2 for each in subjects(client, "?action=test.even"))
    assert [int(each) for each in subjects(client, "?day=2026-11-25")] == list(range(119, 69, -1))
    assert int(subjects(client, "?day=2026-11-24")[0]) == 59
    assert int(subjects(client, "?day=2026-11-25&page=2")[-1]) == 60
    page = client.get("/staff/audit?person=anna&day=2026-11-24").text
    assert '<option value="anna" selected>' in page and 'value="2026-11-24"' in page


def test_actions_are_said_in_words_and_details_in_full(client, rows):
    sign_in(client, "administrator")
    page = client.get("/staff/audit").text
    assert "changed roles" in page and "test.even" in page and "roles: a, b" in page


def test_a_day_or_a_page_that_is_none_is_refused_and_one_without_rows_says_so(client, rows):
    sign_in(client, "administrator")
    assert client.get("/staff/audit?day=yesterday").status_code == 422
    assert client.get("/staff/audit?page=0").status_code == 422
    assert "There is nothing of that kind." in client.get("/staff/audit?day=2020-01-01").text


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
    assert len(read_audit(app, page=3)) == 20
