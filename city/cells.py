"""Cells of CSV that no spreadsheet takes for a formula."""

import re

# Where the list separator of the system is a semicolon, as in Russian, a cell of ours is split there.
RISKY = re.compile(r"(^|[;\r\n])(?=\s*[=+\-@|%＝＋－＠])")


def harmless(cell):
    """The cell with an apostrophe before whatever a spreadsheet would run; what is no text stays as it is."""
    return RISKY.sub(r"\1'", cell) if isinstance(cell, str) else cell
