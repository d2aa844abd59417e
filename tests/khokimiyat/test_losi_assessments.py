"""Assessments: answers in versions, two assessors at once, publishing, freezing, correcting."""

import threading

import pytest
from sqlalchemy import func, select

from city.database import db, unit_of_work
from city.errors import NotFound, TooLong
from khokimiyat.losi import addresses, answers, assessments, refusals
from khokimiyat.losi.answers import Given
from khokimiyat.losi.models import Answer
from tests.khokimiyat.losi_data import NOW, add_catalogue, answer, open_one, publish


def save(app, number, author="anna", **given):
    """Save Givens by code; {code: version} of those that changed."""
    with app.app_context(), unit_of_work():
        saved = answers.save_answers(assessments.get_to_change(number), given, author, NOW)
        return {code: each.version for code, each in saved.items()}


def read(app, number):
    """{code: (state, evidence, note)} of the newest answers."""
    with app.app_context():
        shown = assessments.get_assessment(number)
        kept = answers.read_answers(shown)
        codes = {each.id: each.code for each in shown.catalogue.indicators}
        return {codes[key]: (each.state, each.evidence, each.note) for key, each in kept.items()}


def test_an_answer_with_address_and_note_is_kept(app, tmp_path):
    number = open_one(app, tmp_path, 1)
    save(app, number, A1=Given("found", "https://tashkent.uz/uz?page=1#top", "in the footer"))
    assert read(app, number) == {"A1": ("found", "https://tashkent.uz/uz?page=1#top", "in the footer")}


def test_each_change_is_a_new_version_and_the_old_one_stays(app, tmp_path):
    number = open_one(app, tmp_path, 1)
    assert save(app, number, A1=Given("found")) == {"A1": 1}
    assert save(app, number, A1=Given("not_found", version=1)) == {"A1": 2}
    with app.app_context():
        assert db.session.scalar(select(func.count(Answer.id))) == 2


def test_the_same_answer_sent_again_changes_nothing(app, tmp_path):
    """A browser that lost the answer to what it sent sends it once more."""
    number = open_one(app, tmp_path, 1)
    save(app, number, A1=Given("found"))
    assert save(app, number, A1=Given("found", version=0)) == {}
    assert save(app, number, A1=Given("found", version=1)) == {}


def test_the_later_of_two_assessors_does_not_overwrite_the_earlier(app, tmp_path):
    number = open_one(app, tmp_path, 2)
    save(app, number, "anna", A1=Given("found", "https://tashkent.uz/a"))
    with pytest.raises(refusals.AnswerConflict) as refused:
        save(app, number, "bobur", A1=Given("not_found"), A2=Given("found"))
    assert {code: each.author for code, each in refused.value.theirs.items()} == {"A1": "anna"}
    assert read(app, number) == {"A1": ("found", "https://tashkent.uz/a", "")}, "all of a form or nothing"
    save(app, number, "bobur", A1=Given("not_found", version=1))
    assert read(app, number)["A1"][0] == "not_found"


def test_what_was_not_touched_on_an_old_page_is_no_conflict(app, tmp_path):
    number = open_one(app, tmp_path, 2)
    save(app, number, "anna", A1=Given("found"))
    assert save(app, number, "bobur", A1=Given("not_yet"), A2=Given("found")) == {"A2": 1}
    assert read(app, number)["A1"][0] == "found"


def test_two_assessors_at_the_same_moment_one_is_told(app, tmp_path):
    number = open_one(app, tmp_path, 1)
    done = []

    def try_to(state):
        try:
            done.append(save(app, number, state, A1=Given(state)))
        except refusals.AnswerConflict:
            done.append("conflict")

    both = [threading.Thread(target=try_to, args=(state,)) for state in ("found", "not_found")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(map(str, done)) == ["conflict", "{'A1': 1}"]


@pytest.mark.parametrize(
    "evidence",
    [
        "tashkent.uz",
        "ftp://tashkent.uz/",
        "javascript:alert(1)",
        "//evil.uz",
        "https://",
        "https://a b.uz",
        "https://x",
        "x" * 2001,
    ]
    + ["https://anna:secret@tashkent.uz/", "data:text/html,x", 'https://tashkent.uz/"onclick', "https://[::1"],
)
def test_an_address_that_is_none_is_refused(app, tmp_path, evidence):
    number = open_one(app, tmp_path, 1)
    with pytest.raises(refusals.WrongAddress) as refused:
        save(app, number, A1=Given("found", evidence))
    assert refused.value.field == "evidence-A1"
    assert read(app, number) == {}


def test_a_path_is_one_of_the_portal_s_own_pages():
    assert addresses.check_evidence("/uz/search", "https://tashkent.uz/start") == "https://tashkent.uz/uz/search"
    assert addresses.check_evidence("/uz/search", addresses.OWN) == "/uz/search"
    assert addresses.check_evidence("", "https://tashkent.uz") == ""


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"A1": Given("perhaps")}, refusals.WrongState),
        ({"A1": Given("found", "", "x" * 2001)}, TooLong),
        ({"Z9": Given("found")}, NotFound),
    ],
)
def test_an_answer_that_is_none_is_refused(app, tmp_path, given, refusal):
    number = open_one(app, tmp_path, 1)
    with pytest.raises(refusal):
        save(app, number, **given)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [({"portal_name": ""}, refusals.NoPortalName), ({"portal_address": "tashkent"}, refusals.WrongAddress)],
)
def test_a_portal_needs_a_name_and_an_address(app, tmp_path, values, refusal):
    with pytest.raises(refusal):
        open_one(app, tmp_path, 1, **values)


def test_only_a_whole_assessment_is_published(app, tmp_path):
    number = open_one(app, tmp_path, 2)
    answer(app, number, A1="found")
    with pytest.raises(refusals.AssessmentIncomplete) as refused, app.app_context(), unit_of_work():
        assessments.publish(assessments.get_to_change(number), NOW)
    assert refused.value.values == {"missing": 1, "total": 2}
    with pytest.raises(NotFound), app.app_context():
        assessments.get_published(number)


def test_a_published_assessment_is_frozen(app, tmp_path):
    number = publish(app, open_one(app, tmp_path, 2), found=["A1"])
    with pytest.raises(refusals.AssessmentClosed):
        answer(app, number, A1="not_found")
    with pytest.raises(refusals.AssessmentClosed), app.app_context(), unit_of_work():
        assessments.publish(assessments.get_to_change(number), NOW)
    assert read(app, number)["A1"][0] == "found"


def test_an_assessment_stays_with_its_version_of_the_catalogue(app, tmp_path):
    number = open_one(app, tmp_path, 2)
    with app.app_context(), unit_of_work():
        add_catalogue(tmp_path, 5)
    with app.app_context():
        assert len(assessments.get_assessment(number).catalogue.indicators) == 2


def test_a_correction_is_an_open_copy_and_takes_the_place_when_it_is_published(app, tmp_path):
    number = publish(app, open_one(app, tmp_path, 2), found=["A1"])
    with app.app_context(), unit_of_work():
        copy = assessments.correct(assessments.get_assessment(number), "bobur", NOW).id
    assert read(app, copy) == read(app, number)
    with app.app_context():
        assert [each.id for each in assessments.list_published()] == [number]
    publish(app, copy, found=["A1", "A2"])
    with app.app_context():
        assert [each.id for each in assessments.list_published()] == [copy]
        assert assessments.find_correction(assessments.get_published(number)).id == copy
    assert read(app, number)["A2"][0] == "not_found", "the first stays as it was"


def test_an_open_assessment_is_not_corrected(app, tmp_path):
    number = open_one(app, tmp_path, 1)
    with pytest.raises(refusals.NotPublished), app.app_context(), unit_of_work():
        assessments.correct(assessments.get_assessment(number), "bobur", NOW)
