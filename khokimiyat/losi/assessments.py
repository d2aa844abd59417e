"""Assessments of portals: opened, answered, published, and from then on frozen; a correction is an open copy."""

from sqlalchemy import select

from city.database import db
from city.errors import NotFound
from khokimiyat.losi.addresses import check_portal
from khokimiyat.losi.answers import make_answer, read_answers
from khokimiyat.losi.models import Assessment
from khokimiyat.losi.refusals import AlreadyCorrected, AssessmentClosed, AssessmentIncomplete, NoPortalName, NotPublished
from khokimiyat.losi.scoring import score

LARGEST = 2**31 - 1  # that a database keeps as a number


def open_assessment(catalogue, portal_name, portal_address, assessor, now, is_demo=False):
    """A new assessment of a portal against a version of a catalogue. Raises NoPortalName, WrongAddress."""
    if not portal_name:
        raise NoPortalName()
    opened = Assessment(
        catalogue_id=catalogue.id,
        portal_name=portal_name,
        portal_address=check_portal(portal_address),
        assessor=assessor,
        opened_at=now,
        is_demo=is_demo,
    )
    db.session.add(opened)
    db.session.flush()
    return opened


def get_assessment(number):
    """An assessment, open or published. Raises NotFound."""
    found = db.session.get(Assessment, number) if number <= LARGEST else None
    if not found:
        raise NotFound()
    return found


def get_published(number):
    """An assessment that everybody may read. Raises NotFound."""
    found = get_assessment(number)
    if not found.published_at:
        raise NotFound()
    return found


def get_to_change(number):
    """An open assessment, held so that those who change it come one after another. Raises NotFound, AssessmentClosed."""
    get_assessment(number)
    found = db.session.scalar(select(Assessment).where(Assessment.id == number).with_for_update(of=Assessment))
    db.session.refresh(found)  # what was read before the lock may be old
    if found.published_at:
        raise AssessmentClosed()
    return found


def get_to_correct(number):
    """An assessment that has been published, held so that only one correction of it is published."""
    return db.session.scalar(select(Assessment).where(Assessment.id == number).with_for_update(of=Assessment))


def refuse_second_correction(assessment):
    if find_correction(assessment):
        raise AlreadyCorrected()


def list_assessments():
    """All assessments: open ones first, then the newest."""
    return db.session.scalars(select(Assessment).order_by(Assessment.published_at.is_not(None), Assessment.id.desc())).all()


def list_published():
    """Published assessments that no published one corrects, the newest first."""
    published = select(Assessment).where(Assessment.published_at.is_not(None))
    found = db.session.scalars(published.order_by(Assessment.published_at.desc(), Assessment.id.desc())).all()
    corrected = {each.corrects_id for each in found}
    return [each for each in found if each.id not in corrected]


def find_correction(assessment):
    """The published assessment that corrects this one; None where there is none."""
    query = select(Assessment).where(Assessment.corrects_id == assessment.id, Assessment.published_at.is_not(None))
    return db.session.scalar(query.limit(1))


def publish(assessment, now):
    """Let everybody read an assessment, which is frozen from here on. Raises AssessmentIncomplete, AlreadyCorrected."""
    if assessment.corrects_id:
        refuse_second_correction(get_to_correct(assessment.corrects_id))
    whole = score(assessment.catalogue, read_answers(assessment)).whole
    if whole.missing:
        raise AssessmentIncomplete(missing=whole.missing, total=whole.total)
    assessment.published_at = now
    db.session.flush()


def correct(assessment, assessor, now):
    """An open copy of a published assessment, to stand in its place one day. Raises NotPublished, AlreadyCorrected."""
    if not assessment.published_at:
        raise NotPublished()
    refuse_second_correction(assessment)
    terms = (assessment.portal_name, assessment.portal_address, assessor, now, assessment.is_demo)
    copy = open_assessment(assessment.catalogue, *terms)
    copy.corrects_id = assessment.id
    indicators = {each.id: each for each in assessment.catalogue.indicators}
    for number, answer in read_answers(assessment).items():
        said = (answer.state, answer.evidence, answer.note)
        db.session.add(make_answer(copy, indicators[number], 1, said, answer.author, answer.at))
    db.session.flush()
    return copy
