"""Going through a catalogue with its answers: all of it, or what a criterion, a state and a few words leave."""

from dataclasses import dataclass

from city.errors import NotFound
from city.folding import fold
from khokimiyat.losi.kinds import NOT_YET
from khokimiyat.losi.models import Answer, Criterion, Indicator


@dataclass(frozen=True)
class Line:
    """An indicator with the newest answer to it; None where there is none yet."""

    indicator: Indicator
    answer: Answer | None

    @property
    def state(self):
        return self.answer.state if self.answer else NOT_YET

    @property
    def version(self):
        return self.answer.version if self.answer else 0


@dataclass(frozen=True)
class Part:
    criterion: Criterion
    lines: list[Line]


def list_lines(catalogue, answers):
    """Every indicator of a catalogue as a Line, in its order."""
    return [Line(each, answers.get(each.id)) for each in catalogue.indicators]


def narrow(catalogue, answers, criterion=None, state=None, words=""):
    """The Parts that are left, empty ones left out. Raises NotFound for a criterion that the catalogue does not have."""
    if criterion and criterion not in {each.key for each in catalogue.criteria}:
        raise NotFound()
    wanted = fold(words).split()
    parts = [
        Part(each, [line for line in list_criterion(each, answers) if fits(line, state, wanted)])
        for each in catalogue.criteria
        if criterion in (None, each.key)
    ]
    return [part for part in parts if part.lines]


def list_criterion(criterion, answers):
    return [Line(each, answers.get(each.id)) for each in criterion.indicators]


def fits(line, state, wanted):
    """Whether a line is in the state, and holds every word in any of its languages."""
    if state and line.state != state:
        return False
    if not wanted:
        return True
    said = [line.answer.evidence, line.answer.note] if line.answer else []
    text = " ".join(map(fold, (line.indicator.code, *line.indicator.names.values(), *said)))
    return all(word in text for word in wanted)
