"""What set-up compiles is what questions use: nothing is left to be compiled while a passenger waits."""

import pytest

from transit.planner import bounds, kernel, tables, walking
from transit.planner.compiling import compile_search

pytestmark = pytest.mark.once


def test_the_town_is_crossed_in_every_way_of_asking(tmp_path):
    found = compile_search(tmp_path)
    assert all(len(routes) >= 1 for routes in found[:-1])
    assert {route.transfers for routes in found[:-1] for route in routes} == {1}
    assert found[-1] == [], "nobody walks between the two lines where only transfers.txt counts"


def test_each_function_is_compiled_for_one_kind_of_arrays(tmp_path):
    compile_search(tmp_path)
    for function in (kernel.search, bounds.find_bounds, bounds.quickest, tables.split, tables.transpose, walking.list_near):
        assert len(function.signatures) == 1, function
