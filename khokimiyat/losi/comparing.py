"""Values of other cities, as secondary sources have them, and a value of our own among them."""

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from city.names import pick_name
from khokimiyat.losi.catalogues import DATA

DENOMINATORS = {"2018": 60, "2024": 96}  # the published values of an edition are multiples of one by this


@dataclass(frozen=True)
class City:
    """A city in one edition of the survey. `value` is None where none was found; ranks differ where sources do."""

    edition: str
    names: dict[str, str]
    rank_best: int
    rank_worst: int
    value: float | None
    is_approximate: bool
    certainty: str
    source: str

    def name(self, lang):
        return pick_name(self.names, lang)


@dataclass(frozen=True)
class Place:
    """A line of the comparison: a city, or None for the assessment itself, with its value."""

    city: City | None
    value: float | None


@cache
def read_cities():
    """All cities of all editions, in the order of the file."""
    with (DATA / "un_city_scores.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_read_city, csv.DictReader(file)))


def list_editions():
    """The editions that have a value at all, the newest first."""
    return sorted({each.edition for each in read_cities() if each.value is not None}, reverse=True)


def compare(value, edition):
    """Places by value, the highest first; those without a value come last, by rank. `value` is our own, or None."""
    cities = [Place(each, each.value) for each in read_cities() if each.edition == edition]
    own = [Place(None, value)] if value is not None else []
    return sorted([*cities, *own], key=_order)


def list_sources(edition):
    return sorted({each.source for each in read_cities() if each.edition == edition})


def _order(place):
    return (place.value is None, -(place.value or 0), place.city.rank_best if place.city else 0)


def _read_city(row):
    names = {"uz": row["name_uz"], "uz-Cyrl": row["name_uz_cyrl"], "ru": row["name_ru"], "en": row["name_en"]}
    value = float(Fraction(row["value"])) if row["value"] else None
    ranks = {name: int(row[name]) for name in ("rank_best", "rank_worst")}
    same = {name: row[name] for name in ("edition", "certainty", "source")}
    return City(names=names, value=value, is_approximate=row["precision"] == "approximate", **ranks, **same)
