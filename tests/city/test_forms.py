"""Reading what a reader sent."""

import pytest
from pydantic import Field, field_validator

from city.errors import OutsideTashkent, WrongValue
from city.forms import Query, SearchQuery, read_query
from city.geo import read_place

pytestmark = pytest.mark.once


class NearQuery(Query):
    near: tuple[float, float] | None = None
    radius_m: int = Field(500, ge=1)

    @field_validator("near", mode="before")
    @classmethod
    def read(cls, value):
        return read_place(value) if value else None


@pytest.fixture
def read(app):
    """read(form, query): what the form makes of an address's query."""

    def answer(form, query):
        with app.test_request_context(f"/?{query}"):
            return read_query(form)

    return answer


def test_blanks_around_a_text_are_taken_off(read):
    assert read(SearchQuery, "q=%20%20park%20").q == "park"


def test_empty_arguments_count_as_absent(read):
    assert read(SearchQuery, "q=&limit=&kind=%20&lang=").model_dump() == SearchQuery().model_dump()


def test_unknown_arguments_are_passed_over(read):
    assert read(SearchQuery, "q=park&utm_source=x&limits=5").q == "park"


def test_of_an_argument_given_twice_the_first_counts(read):
    assert read(SearchQuery, "q=one&q=two").q == "one"


def test_the_first_wrong_argument_is_named(read):
    with pytest.raises(WrongValue) as refused:
        read(SearchQuery, "limit=0&lang=xx")
    assert refused.value.values == {"name": "limit"}


def test_an_error_of_the_citys_own_is_passed_on(read):
    with pytest.raises(OutsideTashkent):
        read(NearQuery, "near=-0.12,51.5")
    assert read(NearQuery, "near=69.28,41.31").near == (69.28, 41.31)
