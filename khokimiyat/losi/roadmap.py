"""The road map: the decree's measures 40 to 51, their steps and deadlines, and what staff report of them."""

import csv
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select

from city.database import db
from city.errors import NotFound, TooLong
from city.names import pick_name
from khokimiyat.losi.catalogues import DATA
from khokimiyat.losi.kinds import REPORTS
from khokimiyat.losi.models import StepReport
from khokimiyat.losi.refusals import WrongState

LONGEST_NOTE = 2000
TAGS = {"uz": "uz", "uz-Cyrl": "uz_cyrl", "ru": "ru", "en": "en"}


@dataclass(frozen=True)
class Step:
    """A step of a measure; `deadline` is its last day, `deadline_said` the decree's words where it names no month."""

    measure: int
    step: int
    deadline: date
    deadline_said: str
    names: dict[str, str]
    executors: dict[str, str]

    def name(self, lang):
        return pick_name(self.names, lang)

    def executor(self, lang):
        return pick_name(self.executors, lang)


@dataclass(frozen=True)
class Standing:
    """A step with the newest report of it (None where there is none), as it stands on a day."""

    step: Step
    report: StepReport | None
    state: str
    is_past: bool


@dataclass(frozen=True)
class Measure:
    number: int
    names: dict[str, str]
    standings: list[Standing]

    def name(self, lang):
        return pick_name(self.names, lang)

    @property
    def states(self):
        """How many steps are in each state, those that there are."""
        return Counter(each.state for each in self.standings)

    @property
    def last_step(self):
        """The step with the last deadline."""
        return max((each.step for each in self.standings), key=lambda step: step.deadline)


@cache
def read_steps():
    return tuple(map(_read_step, _read_rows("roadmap.csv")))


@cache
def read_measures():
    """{number: names by language} of the measures."""
    return {int(row["measure"]): _read_names(row, "name") for row in _read_rows("measures.csv")}


def get_step(measure, step):
    """A step by its numbers. Raises NotFound."""
    found = next((each for each in read_steps() if (each.measure, each.step) == (measure, step)), None)
    if not found:
        raise NotFound()
    return found


def list_measures(today):
    """All measures with their steps as they stand today."""
    newest = {(each.measure, each.step): each for each in db.session.scalars(select(StepReport).order_by(StepReport.id))}
    standings = [stand(step, newest.get((step.measure, step.step)), today) for step in read_steps()]
    return [
        Measure(number, names, [each for each in standings if each.step.measure == number])
        for number, names in read_measures().items()
    ]


def list_reports(measure, step):
    """Everything that was reported of a step, the newest first."""
    query = select(StepReport).where(StepReport.measure == measure, StepReport.step == step)
    return db.session.scalars(query.order_by(StepReport.id.desc())).all()


def stand(step, report, today):
    """How a step stands: as reported, but late where work is reported that is not done after the deadline."""
    reported, is_past = report.state if report else "not_reported", today > step.deadline
    late = is_past and reported in ("not_begun", "under_way")
    return Standing(step, report, "late" if late else reported, is_past)


def report_step(step, state, note, author, now):
    """Report how a step stands. Flushes. Raises WrongState, TooLong."""
    if state not in REPORTS:
        raise WrongState()
    if len(note) > LONGEST_NOTE:
        raise TooLong(limit=LONGEST_NOTE)
    report = StepReport(measure=step.measure, step=step.step, state=state, note=note, author=author, at=now)
    db.session.add(report)
    db.session.flush()
    return report


def _read_rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_step(row):
    year, month = map(int, row["deadline"].split("-"))
    return Step(
        measure=int(row["measure"]),
        step=int(row["step"]),
        deadline=date(year, month, monthrange(year, month)[1]),
        deadline_said=row["deadline_said"],
        names=_read_names(row, "name"),
        executors=_read_names(row, "executors"),
    )


def _read_names(row, what):
    return {tag: row[f"{what}_{column}"] for tag, column in TAGS.items()}
