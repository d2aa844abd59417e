"""No spreadsheet runs what somebody wrote."""

import pytest

from city.cells import harmless

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("/?x;=cmd|'/C calc'!A0;", "/?x;'=cmd|'/C calc'!A0;"),
        ("a\n @SUM(A1)", "a\n' @SUM(A1)"),
        ("roles: a, b / by: password", "roles: a, b / by: password"),
        ("24-noyabr; 25-noyabr", "24-noyabr; 25-noyabr"),
        (-5, -5),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell, written):
    assert harmless(cell) == written
