"""What readers ask of the results, and what assessors fill in."""

from typing import Literal

from flask import request
from pydantic import Field

from city.errors import N_, WrongValue
from city.forms import Query, read_form
from khokimiyat.losi.answers import Given
from khokimiyat.losi.kinds import ANSWERS, REPORTS

LARGEST_VERSION = 1_000_000
FIELDS = ("state", "evidence", "note", "version")
LANGUAGES = Literal["uz", "uz-Cyrl", "ru", "en"]


class ListQuery(Query):
    """Filters of a list of indicators, which a link can carry."""

    criterion: str | None = Field(None, max_length=40)
    state: Literal[tuple(ANSWERS)] | None = None
    q: str = Field("", max_length=100)

    def arguments(self, **changed):
        """The filters as arguments of a link, some of them changed."""
        return {"criterion": self.criterion, "state": self.state, "q": self.q or None} | changed


class ResultQuery(ListQuery):
    """A published assessment: filters, and the edition with whose cities it is compared."""

    edition: str | None = Field(None, max_length=10)

    def arguments(self, **changed):
        return super().arguments() | {"edition": self.edition} | changed


class CatalogueQuery(Query):
    version: int | None = Field(None, ge=1, le=LARGEST_VERSION, description=N_("version; the newest otherwise"), examples=[1])
    lang: LANGUAGES | None = Field(None, description=N_("language of names and texts"), examples=["en"])


class AssessmentQuery(Query):
    lang: LANGUAGES | None = Field(None, description=N_("language of names and texts"), examples=["en"])


class NewAssessment(Query):
    catalogue: str = Field(max_length=40)
    portal_name: str = Field("", max_length=200)
    portal_address: str = Field("", max_length=2000)


class OneAnswer(Query):
    state: str = Field(max_length=20)
    evidence: str = ""
    note: str = ""
    version: int = Field(ge=0, le=LARGEST_VERSION)


class StepReport(Query):
    state: Literal[tuple(REPORTS)]
    note: str = ""


def read_answer():
    """The Given of one indicator."""
    form = read_form(OneAnswer)
    return Given(form.state, form.evidence, form.note, form.version)


def read_answers():
    """{code: Given} of a form with several indicators: fields are called `state-T01` and so on."""
    read_form(Query)
    codes = [name.removeprefix("version-") for name in request.form if name.startswith("version-")]
    return {code: _read_one(code) for code in codes}


def _read_one(code):
    state, evidence, note, version = (request.form.get(f"{name}-{code}", "").strip() for name in FIELDS)
    if not (version.isascii() and version.isdigit() and int(version[:9]) <= LARGEST_VERSION):
        raise WrongValue(name=f"version-{code}")
    return Given(state, evidence, note, int(version[:9]))
