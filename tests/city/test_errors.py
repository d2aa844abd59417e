"""Errors carry one sentence to translate, and what fills it."""

import pytest

from city import errors

pytestmark = pytest.mark.once


def list_classes():
    return [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.CityError)]


@pytest.mark.parametrize("kind", list_classes(), ids=lambda kind: kind.__name__)
def test_every_error_speaks_in_sentences_and_has_a_status(kind):
    assert kind.sentence[0].isupper() and kind.sentence.endswith(".")
    assert 400 <= kind.status < 600


def test_an_error_reads_as_its_sentence_filled_in():
    assert str(errors.TooLong(limit=200)) == "The text is too long: at most 200 letters."
    assert str(errors.NotFound()) == errors.NotFound.sentence
