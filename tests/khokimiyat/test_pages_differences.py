"""Differences between versions, and what is made of the changes of two who wrote at once."""

import time
from types import SimpleNamespace

import pytest

from city.differences import compare_values
from khokimiyat.pages.conflicts import meet
from khokimiyat.pages.differences import compare
from tests.khokimiyat.pages import make_content, make_text

pytestmark = pytest.mark.once


def side(pieces):
    """A line with what is marked in brackets."""
    return "".join(f"[{text}]" if marked else text for text, marked in pieces or ())


def rows(old, new):
    return [None if row is None else (side(row.old), side(row.new)) for row in compare_values(old, new)]


def version(content):
    return SimpleNamespace(content=content)


def test_changed_words_are_marked_within_their_line():
    assert rows("Bir ikki uch", "Bir toʻrt uch") == [("Bir [ikki] uch", "Bir [toʻrt] uch")]


def test_lines_that_come_and_go_stand_alone():
    assert rows("bir\nikki", "bir\nikki\nuch") == [("bir", "bir"), ("ikki", "ikki"), ("", "[uch]")]
    assert rows("", "yangi") == [("", "[yangi]")]
    assert rows("eski", "") == [("[eski]", "")]


def test_long_stretches_without_a_change_are_left_out():
    old = "\n".join(str(number) for number in range(20))
    found = rows(old, old.replace("10", "oʻn"))
    assert found == [None, ("8", "8"), ("9", "9"), ("[10]", "[oʻn]"), ("11", "11"), ("12", "12"), None]


def test_only_fields_that_differ_are_named():
    old, new = (
        make_content(),
        make_content("boshqa", "news", True, uz=make_text("Yangi"), ru=make_text("Заголовок", "Кратко", "B")),
    )
    assert [(each.part, each.lang) for each in compare(old, new)] == [
        ("slug", None),
        ("kind", None),
        ("in_menu", None),
        ("title", "uz"),
        ("text", "ru"),
    ]


@pytest.mark.parametrize(
    "make", [lambda n: "\n" * n, lambda n: "a " * (n // 2), lambda n: "a\nb\n" * (n // 4), lambda n: "q" * n]
)
def test_the_longest_texts_are_compared_within_two_seconds(make):
    begun = time.thread_time()  # whatever else the machine does
    compare_values(make(60_000), make(59_000) + "x")
    assert time.thread_time() - begun < 2


def test_what_only_one_of_two_changed_is_joined():
    begun = make_content(uz=make_text("A", "S", "T"), ru=make_text("Б", "", "Т"))
    theirs = make_content(uz=make_text("A2", "S", "T"), ru=make_text("Б", "", "Т"))
    mine = make_content(uz=make_text("A", "S", "T"), ru=make_text("Б", "", "Т2"))
    met = meet(version(begun), version(theirs), mine)
    assert (met.joined["title_uz"], met.joined["text_ru"]) == ("A2", "Т2")
    assert met.taken == {"title_uz"} and not met.clashes


def test_what_both_changed_stays_mine_and_is_named():
    begun, theirs, mine = (make_content(uz=make_text(title)) for title in ("A", "B", "C"))
    met = meet(version(begun), version(theirs), mine)
    assert met.joined["title_uz"] == "C" and met.clashes == {"title_uz"} and not met.taken
    assert [each.field for each in met.differences] == ["title_uz"]


def test_the_same_change_by_both_is_no_clash():
    begun, both = make_content(uz=make_text("A")), make_content(uz=make_text("B"))
    met = meet(version(begun), version(both), both)
    assert not met.clashes and not met.differences
