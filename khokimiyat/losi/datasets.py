"""LOSI as open data: published results, catalogues, values of other cities, and the road map."""

from datetime import date
from functools import partial

from sqlalchemy import func, select

from city.clock import TASHKENT
from city.database import db
from city.dataset_parts import day_begins, newest, texts_by_tag, texts_of
from city.datasets import Dataset
from khokimiyat.losi import dataset_texts as texts
from khokimiyat.losi.answers import read_answers
from khokimiyat.losi.assessments import list_published
from khokimiyat.losi.catalogues import list_all
from khokimiyat.losi.comparing import read_cities
from khokimiyat.losi.models import Catalogue, StepReport
from khokimiyat.losi.roadmap import list_measures

GATHERED = date(2026, 11, 24)


def list_results():
    for shown in list_published():
        answers = read_answers(shown)
        for each in shown.catalogue.indicators:
            answer = answers.get(each.id)
            yield {
                "assessment": shown.id,
                "portal": shown.portal_name,
                "portal_address": shown.portal_address,
                "catalogue": shown.catalogue.key,
                "catalogue_version": shown.catalogue.version,
                "criterion": each.criterion.key,
                "code": each.code,
                **texts_of(each),
                "found": bool(answer and answer.state == "found"),
                "evidence": answer.evidence or None if answer else None,
                "note": answer.note or None if answer else None,
                "demonstration": shown.is_demo,
                "published_at": shown.published_at,
            }


def when_published():
    return max((each.published_at for each in list_published()), default=None)


def shows_demonstration():
    return any(each.is_demo for each in list_published())


def list_indicators():
    for shown in list_all():
        for each in shown.indicators:
            yield {
                "catalogue": shown.key,
                "version": shown.version,
                "edition": shown.edition,
                "criterion": each.criterion.key,
                **{f"criterion_{name}": text for name, text in texts_of(each.criterion).items()},
                "stated_count": each.criterion.stated_count,
                "position": each.position,
                "code": each.code,
                **texts_of(each),
                **texts_of(each, "note"),
                "certainty": each.certainty,
                **texts_of(shown, "source"),
                "imported_at": shown.imported_at,
            }


def list_cities():
    for each in read_cities():
        yield {
            "edition": each.edition,
            **texts_by_tag(each.names),
            "rank_best": each.rank_best,
            "rank_worst": each.rank_worst,
            "value": None if each.value is None else round(each.value, 4),
            "approximate": each.is_approximate,
            "certainty": each.certainty,
            "source": each.source,
        }


def list_steps(now):
    for measure in list_measures(now().astimezone(TASHKENT).date()):
        for each in measure.standings:
            yield {
                "measure": measure.number,
                **{f"measure_{name}": text for name, text in texts_by_tag(measure.names).items()},
                "step": each.step.step,
                **texts_by_tag(each.step.names),
                **texts_by_tag(each.step.executors, "executors"),
                "deadline": each.step.deadline,
                "deadline_said": each.step.deadline_said or None,
                "state": each.state,
                "reported_at": each.report.at if each.report else None,
            }


def when_reported():
    """The newest report, else the day of the file."""
    return db.session.scalar(select(func.max(StepReport.at))) or day_begins(GATHERED)


def describe(now):
    """The Datasets; `now` gives the moment at which somebody asks, since a step is late from its deadline on."""
    return (
        Dataset(rows=list_results, updated_at=when_published, illustrative=shows_demonstration, **texts.RESULTS),
        Dataset(rows=list_indicators, updated_at=newest(Catalogue.imported_at), **texts.CATALOGUES),
        Dataset(rows=list_cities, updated_at=partial(day_begins, GATHERED), **texts.CITIES),
        Dataset(rows=partial(list_steps, now), updated_at=when_reported, **texts.ROAD_MAP),
    )
