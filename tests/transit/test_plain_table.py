"""Tables that are copied as they are, and those that have to be read row by row: what comes out is the same."""

import io

import pytest

from tests.transit.feeds import write_zip
from transit import archive, plain_table
from transit.refusals import NotUtf8

PLAIN = {
    "with its lines ended as on Unix": b"a,b\n1,2\n",
    "with its lines ended as on Windows": b"a,b\r\n1,2\r\n",
    "without an end of its last line": b"a,b\n1,2",
    "with a mark at its beginning": b"\xef\xbb\xbfa,b\n1,2\n",
    "in Cyrillic": "a,b\nЧорсу бозори,2\n".encode(),
    "with empty cells": b"a,b\n,\n1,\n",
    "of one column": b"a\n1\n",
    "with nothing in it": b"",
}
NOT_PLAIN = {
    "with quotes": b'a,b\n"1,5",2\n',
    "with blanks before a comma": b"a,b\n1 ,2\n",
    "with blanks after a comma": b"a,b\n1, 2\n",
    "with blanks at the end of a line": b"a,b\n1,2 \n",
    "with blanks at the beginning of a line": b"a,b\n 1,2\n",
    "with blanks at its beginning": b" a,b\n1,2\n",
    "with a tab": b"a,b\n1,\t2\n",
    "with a wide blank": "a,b\n1,\u00a02\n".encode(),
    "with an empty line": b"a,b\n\n1,2\n",
    "of one column with an empty line": b"a\n\n1\n",
    "with a short row": b"a,b,c\n1,2\n",
    "with a comma too many": b"a,b\n1,2,\n",
    "with a lone end of line of old": b"a,b\r1,2\r",
}


@pytest.fixture(params=[5, 8_000_000], ids=["in small parts", "in one part"])
def parts(request, monkeypatch):
    monkeypatch.setattr(plain_table, "PART", request.param)


def copy_plainly(content):
    """What the quick way makes of it; None where it does not take it."""
    target = io.BytesIO()
    return target.getvalue() if plain_table.copy(io.BytesIO(content), target) else None


def read_slowly(content):
    rows = archive.read_rows(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=""), "a.txt")
    return "".join(",".join(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("content", PLAIN.values(), ids=PLAIN)
def test_a_plain_table_is_copied_as_the_reader_of_rows_would_write_it(parts, content):
    assert copy_plainly(content) == read_slowly(content)


@pytest.mark.parametrize("content", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_any_other_table_is_left_to_the_reader_of_rows(parts, content):
    assert copy_plainly(content) is None


def test_a_table_that_turns_out_not_to_be_plain_is_written_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(plain_table, "PART", 5)
    path = write_zip(tmp_path / "feed.zip", {"stops.txt": 'stop_id,stop_name\n1,A\n2,"B, C"\n'})
    archive.unpack(path, tmp_path, 1, lambda *_step, **_values: None)
    assert (tmp_path / "stops" / "stops.txt").read_text() == 'stop_id,stop_name\n1,A\n2,"B, C"\n'


def test_a_table_that_is_not_utf_8_is_refused(tmp_path):
    path = write_zip(tmp_path / "feed.zip", {"stops.txt": "stop_id\nЧорсу\n".encode("cp1251")})
    with pytest.raises(NotUtf8):
        archive.unpack(path, tmp_path, 1, lambda *_step, **_values: None)
