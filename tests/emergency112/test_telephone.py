"""Telephone numbers as callers say them."""

import pytest

from emergency112.refusals import NotANumber
from emergency112.telephone import read_number, show_number

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("90 123 45 67", "+998901234567"),
        ("+998 (71) 237-99-98", "+998712379998"),
        ("2379998", "+998712379998"),
        ("998712379998", "+998712379998"),
        ("+44 20 7946 0958", "+442079460958"),
        ("  ", ""),
    ],
)
def test_a_number_is_kept_in_one_form(typed, kept):
    assert read_number(typed) == kept


@pytest.mark.parametrize("typed", ["abcdefg", "1-800-FLOWERS", "12", "+", "90 123 45 67 89 01 23", "٩٠١٢٣٤٥٦٧x"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotANumber):
        read_number(typed)


def test_a_number_is_shown_as_people_read_it():
    assert show_number("+998712379998") == "+998 71 237 99 98" and show_number("") == ""
