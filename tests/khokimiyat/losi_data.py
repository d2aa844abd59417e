"""Catalogues, assessments and answers for the tests of LOSI."""

import csv
from datetime import UTC, datetime

from city.database import unit_of_work
from khokimiyat.losi import answers, assessments, catalogue_file, catalogues
from khokimiyat.losi.kinds import FOUND, NOT_FOUND

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COLUMNS = ("criterion", "code", "name_uz", "name_en", "stated_count", "certainty")


def make_row(criterion="roads", code="", **cells):
    """A row of a catalogue's file: a criterion without a code, an indicator with one."""
    return {"criterion": criterion, "code": code, "name_uz": f"{criterion} {code}".strip()} | cells


def make_rows(*counts):
    """A catalogue with one criterion for each count, with that many indicators: A1, A2, B1 ..."""
    for letter, count in zip("ABCDEFGH", counts, strict=False):
        yield make_row(letter.lower(), stated_count=str(count))
        for number in range(1, count + 1):
            yield make_row(letter.lower(), f"{letter}{number}")


def write_csv(path, rows, columns=COLUMNS, encoding="utf-8"):
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def add_catalogue(folder, *counts, key="small", edition="2026"):
    """A catalogue in the database, inside a unit of work."""
    criteria = catalogue_file.read_catalogue(write_csv(folder / "small.csv", make_rows(*counts)))
    return catalogues.add_version(key, criteria, {"edition": edition, "name_uz": "Kichik", "name_en": "Small"}, NOW)


def open_one(app, folder, *counts, **values):
    """The number of an open assessment of https://tashkent.uz against a small catalogue."""
    terms = {"portal_name": "tashkent.uz", "portal_address": "https://tashkent.uz", "assessor": "anna", "now": NOW}
    with app.app_context(), unit_of_work():
        return assessments.open_assessment(add_catalogue(folder, *counts), **terms | values).id


def answer(app, number, author="anna", **states):
    """Answer indicators by code: A1="found"."""
    with app.app_context(), unit_of_work():
        shown = assessments.get_to_change(number)
        given = {code: answers.Given(state, version=newest(shown, code)) for code, state in states.items()}
        answers.save_answers(shown, given, author, NOW)


def newest(shown, code):
    indicator = next(each for each in shown.catalogue.indicators if each.code == code)
    kept = answers.read_answers(shown).get(indicator.id)
    return kept.version if kept else 0


def publish(app, number, found=()):
    """Answer all that is left (found where named) and publish."""
    with app.app_context():
        codes = [each.code for each in assessments.get_assessment(number).catalogue.indicators]
    answer(app, number, **{code: FOUND if code in found else NOT_FOUND for code in codes})
    with app.app_context(), unit_of_work():
        assessments.publish(assessments.get_to_change(number), NOW)
    return number
