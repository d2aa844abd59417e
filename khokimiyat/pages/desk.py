"""What the desk of editors and publishers shows: every page by its state, its versions, and what became of them."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from city.database import db
from khokimiyat.pages.models import Page, Step, Version

STATES = ("waiting", "draft", "published", "withdrawn")
NEWEST = and_(Version.page_id == Page.id, Version.number == Page.newest)


@dataclass(frozen=True)
class Line:
    """A page in the list: its newest version, and the last step, None where nobody has asked for anything yet."""

    page: Page
    version: Version
    step: Step | None


def list_lines():
    """A Line for each page, the last changed first."""
    steps = {step.page_id: step for step in db.session.scalars(select(Step).where(Step.id.in_(_last_steps())))}
    versions = db.session.scalars(select(Version).join(Page, NEWEST).order_by(Version.written_at.desc(), Version.id.desc()))
    return [Line(version.page, version, steps.get(version.page_id)) for version in versions]


def list_versions(page):
    """The newest first."""
    return db.session.scalars(select(Version).where(Version.page_id == page.id).order_by(Version.number.desc())).all()


def list_steps(page):
    """{number of a version: steps, in the order in which they were taken}."""
    steps = {}
    for step in db.session.scalars(select(Step).where(Step.page_id == page.id).order_by(Step.id)):
        steps.setdefault(step.number, []).append(step)
    return steps


def _last_steps():
    return select(func.max(Step.id)).group_by(Step.page_id)
