"""JSON of LOSI: catalogues with their indicators, and published assessments."""

from datetime import datetime

from flask import Blueprint, url_for
from pydantic import BaseModel, Field

from city.errors import N_
from city.language import current
from city.openapi import operation
from khokimiyat.losi import labels
from khokimiyat.losi.answers import read_answers
from khokimiyat.losi.assessments import get_published
from khokimiyat.losi.catalogues import get_catalogue, list_latest
from khokimiyat.losi.forms import AssessmentQuery, CatalogueQuery
from khokimiyat.losi.narrowing import list_lines
from khokimiyat.losi.scoring import score

bp = Blueprint("losi_api", __name__, url_prefix="/api/v1/losi")


class CatalogueHead(BaseModel):
    key: str
    version: int = Field(description="a version is never edited; a change is a new one")
    edition: str
    name: str = Field(description="name in the language asked for")
    names: dict[str, str] = Field(description="names by language tag")
    stated_count: int | None = Field(description="how many indicators the source says there are")
    listed_count: int = Field(description="how many it lists")
    source: str
    imported_at: datetime
    url: str


class Catalogues(BaseModel):
    catalogues: list[CatalogueHead]


class IndicatorDetails(BaseModel):
    code: str
    names: dict[str, str]
    note: str
    certainty: str = Field(description="stated, interpreted, secondary, reconstructed")


class CriterionDetails(BaseModel):
    key: str
    names: dict[str, str]
    stated_count: int | None
    listed_count: int
    indicators: list[IndicatorDetails]


class CatalogueDetails(CatalogueHead):
    note: str
    criteria: list[CriterionDetails]


class ScoreDetails(BaseModel):
    found: int
    total: int
    value: float = Field(description="found divided by total")
    group: str = Field(description="very_high from 0.75, high from 0.5, middle from 0.25, low")


class AnswerDetails(BaseModel):
    code: str
    state: str = Field(description="found, not_found")
    evidence: str = Field(description="address of a page, empty where none was given")
    note: str


class AssessmentDetails(BaseModel):
    id: int
    portal: str
    portal_address: str = Field(description="/ is this very portal")
    catalogue: str
    catalogue_version: int
    published_at: datetime
    is_demo: bool
    whose: str = Field(description="own: made by assessors here, not by the UN")
    score: ScoreDetails
    criteria: dict[str, ScoreDetails]
    answers: list[AnswerDetails]
    url: str


@bp.get("/catalogues", endpoint="catalogues")
@operation(
    N_("Catalogues of LOSI indicators, the newest version of each"),
    query=AssessmentQuery,
    returns=Catalogues,
    example={"lang": "en"},
)
def list_catalogues(query):
    return Catalogues(catalogues=[CatalogueHead(**describe_head(each)) for each in list_latest()])


@bp.get("/catalogues/<key>", endpoint="catalogue")
@operation(
    N_("One catalogue with all its indicators"),
    query=CatalogueQuery,
    returns=CatalogueDetails,
    path={"key": (N_("key of the catalogue"), "decree-pq308")},
)
def show_catalogue(query, key):
    shown = get_catalogue(key, query.version)
    note = str(shown.note(current().code))
    return CatalogueDetails(**describe_head(shown), note=note, criteria=list(map(describe_criterion, shown.criteria)))


@bp.get("/assessments/<int:number>", endpoint="assessment")
@operation(
    N_("One published LOSI assessment with its score and answers"),
    query=AssessmentQuery,
    returns=AssessmentDetails,
    path={"number": (N_("number of the assessment"), 1)},
)
def show_assessment(query, number):
    return describe_assessment(get_published(number))


def describe_head(shown):
    same = {name: getattr(shown, name) for name in ("key", "version", "edition", "names", "stated_count", "imported_at")}
    url = url_for("losi.catalogue", key=shown.key, version=shown.version)
    source = str(shown.source(current().code))
    return same | {"name": labels.local(shown), "listed_count": len(shown.indicators), "source": source, "url": url}


def describe_criterion(criterion):
    indicators = list(map(describe_indicator, criterion.indicators))
    same = {name: getattr(criterion, name) for name in ("key", "names", "stated_count")}
    return CriterionDetails(**same, listed_count=len(indicators), indicators=indicators)


def describe_indicator(each):
    note = str(each.note(current().code))
    return IndicatorDetails(code=each.code, names=each.names, note=note, certainty=each.certainty)


def describe_assessment(shown):
    answers = read_answers(shown)
    result = score(shown.catalogue, answers)
    same = {name: getattr(shown, name) for name in ("id", "portal_address", "published_at", "is_demo")}
    return AssessmentDetails(
        **same,
        portal=labels.portal(shown),
        catalogue=shown.catalogue.key,
        catalogue_version=shown.catalogue.version,
        whose="own",
        score=describe_score(result.whole),
        criteria={each.key: describe_score(part) for each, part in result.criteria},
        answers=[describe_line(line) for line in list_lines(shown.catalogue, answers)],
        url=url_for("losi.assessment", number=shown.id),
    )


def describe_line(line):
    return AnswerDetails(code=line.indicator.code, state=line.state, evidence=line.answer.evidence, note=line.answer.note)


def describe_score(part):
    return ScoreDetails(found=part.found, total=part.total, value=part.value, group=part.group)
