"""LOSI as open data: only what was published, catalogues whole, values as sources have them, steps as they stand on a day."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from city.clock import TASHKENT
from city.database import unit_of_work
from khokimiyat.losi import assessments, datasets, roadmap
from tests.khokimiyat.losi_data import NOW, answer, open_one, publish


def list_rows(key, at=NOW):
    return list(find(key, at).rows())


def find(key, at=NOW):
    return next(each for each in datasets.describe(lambda: at) if each.key == key)


def test_an_assessment_that_is_not_published_is_absent_and_there_once_it_is(app, tmp_path):
    number = open_one(app, tmp_path, 2, 1)
    answer(app, number, A1="found")
    with app.app_context():
        assert list_rows("losi-results") == [] and find("losi-results").updated_at() is None
    publish_rest(app, number)
    with app.app_context():
        rows = list_rows("losi-results")
        assert {(row["code"], row["found"]) for row in rows} == {("A1", True), ("A2", False), ("B1", False)}
        assert {(row["assessment"], row["portal"], row["demonstration"]) for row in rows} == {(number, "tashkent.uz", False)}
        assert {row["published_at"] for row in rows} == {NOW} == {find("losi-results").updated_at()}
        assert find("losi-results").illustrative() is False


def publish_rest(app, number):
    answer(app, number, A2="not_found", B1="not_found")
    with app.app_context(), unit_of_work():
        assessments.publish(assessments.get_to_change(number), NOW)


def test_of_a_corrected_assessment_only_the_correction_is_given(app, tmp_path):
    number = publish(app, open_one(app, tmp_path, 1), found=("A1",))
    with app.app_context(), unit_of_work():
        copy = assessments.correct(assessments.get_published(number), "bobur", NOW).id
    answer(app, copy, A1="not_found")
    with app.app_context():
        assert [(row["assessment"], row["found"]) for row in list_rows("losi-results")] == [(number, True)]
        with unit_of_work():
            assessments.publish(assessments.get_to_change(copy), NOW + timedelta(hours=1))
        assert [(row["assessment"], row["found"]) for row in list_rows("losi-results")] == [(copy, False)]
        assert find("losi-results").updated_at() == NOW + timedelta(hours=1)


def test_the_demonstration_says_so_in_every_row_and_of_the_whole(app, city_data):
    with app.app_context():
        rows = list_rows("losi-results")
        assert {row["demonstration"] for row in rows} == {True} and find("losi-results").illustrative() is True
        found = {key: sum(row["found"] for row in rows if row["catalogue"] == key) for key in ("decree-pq308", "un-2024")}
        assert found == {"decree-pq308": 10, "un-2024": 8}
        assert all(row["evidence"] for row in rows if row["found"])


def test_every_version_of_a_catalogue_is_given_with_what_its_source_states(app, city_data, tmp_path):
    with app.app_context():
        before = list_rows("losi-catalogues")
    open_one(app, tmp_path, 2, 1)
    with app.app_context():
        added = [row for row in list_rows("losi-catalogues") if row["catalogue"] == "small"]
        assert len(list_rows("losi-catalogues")) == len(before) + 3
    assert [(row["code"], row["criterion"], row["stated_count"], row["version"]) for row in added] == [
        ("A1", "a", 2, 1),
        ("A2", "a", 2, 1),
        ("B1", "b", 1, 1),
    ]
    decree = [row for row in before if row["catalogue"] == "decree-pq308"]
    stated = {row["criterion"]: row["stated_count"] for row in decree}
    assert (len(decree), sum(stated.values())) == (81, 82)


@pytest.mark.once
def test_values_of_cities_are_shares_and_none_of_tashkent_is_made_up(app):
    with app.app_context():
        rows = list_rows("losi-cities")
    assert rows and all(row["value"] is None or 0 <= row["value"] <= 1 for row in rows)
    assert all(row["rank_best"] <= row["rank_worst"] for row in rows if row["rank_best"])
    assert "Tashkent" not in {row["name_en"] for row in rows}
    assert all(row["source"] and row["certainty"] for row in rows)


def test_a_step_is_late_only_when_it_was_reported_and_its_deadline_has_passed(app):
    step = roadmap.read_steps()[0]
    begin = datetime(step.deadline.year, step.deadline.month, 1, 9, tzinfo=TASHKENT)
    evening = datetime(step.deadline.year, step.deadline.month, step.deadline.day, 23, 59, tzinfo=TASHKENT)

    def state(at):
        rows = list_rows("road-map", at.astimezone(UTC))
        return next(row for row in rows if (row["measure"], row["step"]) == (step.measure, step.step))["state"]

    with app.app_context():
        assert state(evening + timedelta(days=400)) == "not_reported"
        with unit_of_work():
            roadmap.report_step(step, "under_way", "", "anna", begin)
        assert (state(evening), state(evening + timedelta(minutes=1))) == ("under_way", "late")
        with unit_of_work():
            roadmap.report_step(step, "done", "", "anna", begin + timedelta(hours=1))
        assert state(evening + timedelta(days=1)) == "done"


def test_the_road_map_has_every_step_and_changes_with_a_report(app):
    with app.app_context():
        rows = list_rows("road-map")
        assert {(row["measure"], row["step"]) for row in rows} == {(each.measure, each.step) for each in roadmap.read_steps()}
        assert {row["measure"] for row in rows} == set(range(40, 52))
        assert find("road-map").updated_at() < NOW + timedelta(days=1)
        with unit_of_work():
            roadmap.report_step(roadmap.read_steps()[0], "done", "", "anna", NOW + timedelta(days=1))
        assert find("road-map").updated_at() == NOW + timedelta(days=1)


def test_readers_get_a_published_result_as_a_file_and_nothing_of_an_open_one(client, app, tmp_path):
    number = open_one(app, tmp_path, 2, 1)
    assert read_csv(client) == []
    publish(app, number, found=("B1",))
    assert [(row["code"], row["found"]) for row in read_csv(client)] == [("A1", "false"), ("A2", "false"), ("B1", "true")]


def read_csv(client):
    return list(csv.DictReader(io.StringIO(client.get("/data/losi-results.csv").text, newline="")))
