"""The score as the UN counts it: indicators found, divided by all indicators of the catalogue."""

from dataclasses import dataclass

from khokimiyat.losi.kinds import FOUND, NOT_YET

LEAST = (("very_high", 0.75), ("high", 0.5), ("middle", 0.25), ("low", 0.0))  # the UN's groups of LOSI values


@dataclass(frozen=True)
class Score:
    """How many indicators were found and answered, of how many. `value` is from 0 to 1."""

    found: int
    answered: int
    total: int

    @property
    def value(self):
        return self.found / self.total

    @property
    def group(self):
        return next(name for name, least in LEAST if self.value >= least)

    @property
    def missing(self):
        return self.total - self.answered

    def __add__(self, other):
        return Score(self.found + other.found, self.answered + other.answered, self.total + other.total)


@dataclass(frozen=True)
class Result:
    """The score in all, and [(criterion, its score)]."""

    whole: Score
    criteria: list


def score(catalogue, answers):
    """The Result of a catalogue's indicators; `answers` are the newest answers by indicator id."""
    criteria = [(each, score_criterion(each, answers)) for each in catalogue.criteria]
    return Result(sum((each for _, each in criteria), Score(0, 0, 0)), criteria)


def score_criterion(criterion, answers):
    states = [answers[each.id].state if each.id in answers else NOT_YET for each in criterion.indicators]
    return Score(states.count(FOUND), len(states) - states.count(NOT_YET), len(states))
