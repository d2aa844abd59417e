"""What people type, in three scripts and with mistakes, finds what they mean among the first five."""

import csv
from pathlib import Path

import pytest

from city import search

FILE = Path(__file__).with_name("queries.tsv")
WANTED = 0.95
FIRST = 5


@pytest.fixture
def queries():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_ninety_five_of_a_hundred_queries_find_the_wanted_in_the_first_five(app, city_data, queries, record_property):
    with app.app_context():
        missed = [each for each in queries if not finds(each)]
    share = 1 - len(missed) / len(queries)
    record_property(f"search, {len(queries)} queries", f"{share:.1%} find the wanted in the first {FIRST}")
    assert len(queries) >= 200
    assert share >= WANTED, "\n".join(f"{each['query']}: {each['kind']} {each['key']}" for each in missed)


def finds(each):
    return any((hit.kind, hit.ref) == (each["kind"], each["key"]) for hit in search.find(each["query"], limit=FIRST))
