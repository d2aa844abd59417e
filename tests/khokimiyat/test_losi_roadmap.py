"""The road map: the decree's steps, their deadlines, and how they stand."""

from datetime import date

import pytest

from city.database import unit_of_work
from city.errors import NotFound, TooLong
from khokimiyat.losi import refusals, roadmap
from khokimiyat.losi.models import StepReport
from tests.khokimiyat.losi_data import NOW


def test_measures_40_to_51_have_thirty_steps_in_four_languages():
    steps = roadmap.read_steps()
    assert len(steps) == 30
    assert {each.measure for each in steps} == set(range(40, 52)) == set(roadmap.read_measures())
    for each in steps:
        assert all(each.names.values()) and all(each.executors.values())


def test_a_deadline_is_the_last_day_of_its_month():
    assert roadmap.get_step(41, 1).deadline == date(2024, 8, 31)
    assert roadmap.get_step(40, 2).deadline == date(2023, 12, 31)
    assert roadmap.get_step(49, 4).deadline_said == "2024/2025"
    with pytest.raises(NotFound):
        roadmap.get_step(49, 5)


@pytest.mark.parametrize(
    ("reported", "today", "state"),
    [
        (None, date(2024, 8, 31), "not_reported"),
        (None, date(2026, 1, 1), "not_reported"),
        ("under_way", date(2024, 8, 31), "under_way"),
        ("under_way", date(2024, 9, 1), "late"),
        ("not_begun", date(2024, 9, 1), "late"),
        ("done", date(2026, 1, 1), "done"),
    ],
)
def test_a_step_is_late_where_work_is_reported_that_is_not_done_in_time(reported, today, state):
    report = StepReport(state=reported) if reported else None
    standing = roadmap.stand(roadmap.get_step(41, 1), report, today)
    assert (standing.state, standing.is_past) == (state, today > date(2024, 8, 31))


def test_the_newest_report_counts_and_the_older_ones_stay(app):
    step = roadmap.get_step(42, 1)
    with app.app_context():
        for state, note in (("under_way", "begun"), ("done", "opened")):
            with unit_of_work():
                roadmap.report_step(step, state, note, "anna", NOW)
        measure = next(each for each in roadmap.list_measures(date(2026, 11, 24)) if each.number == 42)
        assert measure.states == {"done": 1} and measure.standings[0].report.note == "opened"
        assert [each.note for each in roadmap.list_reports(42, 1)] == ["opened", "begun"]


@pytest.mark.parametrize(("state", "note", "refusal"), [("late", "", refusals.WrongState), ("done", "x" * 2001, TooLong)])
def test_a_report_that_is_none_is_refused(app, state, note, refusal):
    with pytest.raises(refusal), app.app_context(), unit_of_work():
        roadmap.report_step(roadmap.get_step(42, 1), state, note, "anna", NOW)


def test_the_steps_are_those_of_the_facts(material):
    lines = (material / "losi" / "decree_pq308_roadmap.csv").read_text().splitlines()[1:]
    facts = [tuple(map(int, line.split(",")[:2])) for line in lines]
    assert facts == [(each.measure, each.step) for each in roadmap.read_steps()]
