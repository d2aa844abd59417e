"""The score as the UN counts it, against values computed by hand."""

import pytest

from city.database import unit_of_work
from khokimiyat.losi import answers, assessments, comparing
from khokimiyat.losi.scoring import Score, score
from tests.khokimiyat.losi_data import answer, open_one


@pytest.mark.parametrize(
    ("found", "total", "value", "group"),
    [
        (0, 81, 0.0, "low"),
        (20, 81, 0.2469, "low"),  # a quarter of 81 is 20.25
        (21, 81, 0.2593, "middle"),
        (24, 96, 0.25, "middle"),
        (40, 81, 0.4938, "middle"),
        (41, 81, 0.5062, "high"),
        (48, 96, 0.5, "high"),
        (60, 81, 0.7407, "high"),
        (61, 81, 0.7531, "very_high"),
        (72, 96, 0.75, "very_high"),
        (71, 96, 0.7396, "high"),
        (87, 96, 0.9063, "very_high"),  # Copenhagen in 2024
        (95, 95, 1.0, "very_high"),
    ],
)
def test_value_and_group(found, total, value, group):
    got = Score(found, total, total)
    assert (got.value, got.group) == (pytest.approx(value, abs=0.00006), group)


def test_what_has_no_answer_counts_as_not_found_and_is_named(app, tmp_path):
    number = open_one(app, tmp_path, 4, 2)
    answer(app, number, A1="found", A2="found", A3="not_found", B1="found")
    with app.app_context():
        shown = assessments.get_assessment(number)
        result = score(shown.catalogue, answers.read_answers(shown))
        assert [each for _, each in result.criteria] == [Score(2, 3, 4), Score(1, 1, 2)]
        assert result.whole == Score(3, 4, 6)
        assert (result.whole.value, result.whole.missing) == (0.5, 2)


def test_an_answer_taken_back_counts_no_longer(app, tmp_path):
    number = open_one(app, tmp_path, 2)
    answer(app, number, A1="found")
    answer(app, number, A1="not_yet")
    with app.app_context():
        shown = assessments.get_assessment(number)
        assert score(shown.catalogue, answers.read_answers(shown)).whole == Score(0, 0, 2)


def test_the_demonstration_finds_only_what_it_names(app, city_data):
    with app.app_context():
        found = {
            each.catalogue.key: score(each.catalogue, answers.read_answers(each)).whole for each in assessments.list_published()
        }
        assert found == {"decree-pq308": Score(10, 81, 81), "un-2024": Score(8, 95, 95)}
        assert all(each.is_demo for each in assessments.list_published())


def test_cities_come_by_value_with_our_own_among_them():
    places = comparing.compare(0.8, "2024")
    values = [each.value for each in places if each.value is not None]
    assert values == sorted(values, reverse=True)
    at = next(number for number, each in enumerate(places) if each.city is None)
    assert str(places[at - 1].city.name("en")) == "Zurich" and str(places[at + 1].city.name("en")) == "Toronto"
    assert [each.city.rank_best for each in places if each.value is None] == [3, 4]


def test_values_of_2024_are_multiples_of_one_96th_and_of_no_95th():
    values = [each.value for each in comparing.read_cities() if each.edition == "2024" and each.value and not each.is_approximate]
    assert len(values) == 13
    for value in values:
        assert abs(round(value * 96) / 96 - value) < 0.00006
    assert any(abs(round(value * 95) / 95 - value) > 0.0002 for value in values)


def test_no_value_of_tashkent_is_among_the_cities():
    assert not [each for each in comparing.read_cities() if "Toshkent" in each.names["uz"]]
    assert all(len(each.names) == 4 and all(each.names.values()) for each in comparing.read_cities())


def test_the_cities_are_those_of_the_facts(material):
    lines = (material / "losi" / "un_city_scores.csv").read_text().splitlines()[1:]
    assert len(lines) == len(comparing.read_cities()) == 41
    facts = {
        (line.split(",")[0], edition) for line in lines for edition in ("2018", "2020", "2022", "2024") if f",{edition}," in line
    }
    assert facts == {(each.names["en"], each.edition) for each in comparing.read_cities()}


def test_a_catalogue_without_answers_is_not_divided_by_nothing(app, tmp_path):
    number = open_one(app, tmp_path, 1)
    with app.app_context(), unit_of_work():
        shown = assessments.get_assessment(number)
        assert score(shown.catalogue, {}).whole.value == 0
