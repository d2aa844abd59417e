"""Answers to the indicators of an assessment: every one saved is a new version, so that nobody's is overwritten unseen."""

from dataclasses import dataclass

from sqlalchemy import select

from city.database import db
from city.errors import NotFound, TooLong
from khokimiyat.losi.addresses import check_evidence
from khokimiyat.losi.kinds import ANSWERS, NOT_YET
from khokimiyat.losi.models import Answer
from khokimiyat.losi.refusals import AnswerConflict, WrongState

LONGEST_NOTE = 2000
EMPTY = (NOT_YET, "", "")


@dataclass(frozen=True)
class Given:
    """An answer as an assessor gives it, who had version `version` in sight (0 where there was none)."""

    state: str
    evidence: str = ""
    note: str = ""
    version: int = 0


@dataclass(frozen=True)
class Kept:
    """An answer as it was kept by somebody else, which outlives the transaction."""

    state: str
    evidence: str
    note: str
    version: int
    author: str


def read_answers(assessment):
    """The newest answers by indicator id."""
    return {number: versions[-1] for number, versions in read_history(assessment).items()}


def read_history(assessment):
    """All versions of all answers, oldest first, by indicator id."""
    query = select(Answer).where(Answer.assessment_id == assessment.id).order_by(Answer.version)
    history = {}
    for answer in db.session.scalars(query):
        history.setdefault(answer.indicator_id, []).append(answer)
    return history


def save_answers(assessment, given, author, now):
    """Keep answers by code; {code: Answer} of those that changed. Flushes, inside a unit of work, or keeps nothing.

    The assessment must have been read to be changed (assessments.get_to_change).
    Raises AnswerConflict, WrongAddress, WrongState, TooLong; NotFound for a code that the catalogue does not have.
    """
    indicators = {each.code: each for each in assessment.catalogue.indicators}
    if not given.keys() <= indicators.keys():
        raise NotFound()
    history, saved, theirs = read_history(assessment), {}, {}
    for code, answer in given.items():
        wanted = check(answer, assessment.portal_address, code)
        versions = history.get(indicators[code].id, [])
        if is_overtaken(wanted, answer.version, versions):
            theirs[code] = describe(versions[-1])
        elif wanted != content(versions, answer.version) and wanted != content(versions, len(versions)):
            saved[code] = make_answer(assessment, indicators[code], len(versions) + 1, wanted, author, now)
    if theirs:
        raise AnswerConflict(theirs)
    db.session.add_all(saved.values())
    db.session.flush()
    return saved


def check(given, portal_address, code):
    """(state, evidence, note) of an answer that is fit to be kept."""
    if given.state not in ANSWERS:
        raise WrongState()
    if len(given.note) > LONGEST_NOTE:
        raise TooLong(limit=LONGEST_NOTE)
    return given.state, check_evidence(given.evidence, portal_address, f"evidence-{code}"), given.note


def is_overtaken(wanted, version, versions):
    """Whether somebody else's answer would be overwritten by one that was changed on a page that did not show it."""
    return version != len(versions) and wanted not in (content(versions, version), content(versions, len(versions)))


def content(versions, version):
    """What a version of an answer says."""
    if not 0 < version <= len(versions):
        return EMPTY
    answer = versions[version - 1]
    return answer.state, answer.evidence, answer.note


def describe(answer):
    return Kept(answer.state, answer.evidence, answer.note, answer.version, answer.author)


def make_answer(assessment, indicator, version, wanted, author, now):
    state, evidence, note = wanted
    places = {"assessment_id": assessment.id, "indicator_id": indicator.id, "version": version}
    return Answer(**places, state=state, evidence=evidence, note=note, author=author, at=now)
