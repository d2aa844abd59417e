"""Short texts on assessments in the reader's language, alike on pages, in JSON, at the terminal and in workbooks."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import ngettext

from city.clock import TASHKENT
from city.formats import full_date, number
from city.language import BY_PATH, current
from khokimiyat.losi.addresses import OWN
from khokimiyat.losi.kinds import ANSWERS, CERTAINTIES, GROUPS, STANDINGS
from khokimiyat.losi.workbook import Sheet


def local(named):
    return str(named.name(current().code))


def value(share):
    """A LOSI value with four decimals, as the UN writes it: 87 of 96 is 0.9063."""
    rounded = Decimal(share).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return format_decimal(rounded, format="0.0000", locale=current().locale)


def group(score):
    """The UN's group for a value; while answers are missing it is only what the answers so far come to."""
    return _(GROUPS[score.group])


def portal(assessment):
    return _("Tashkent City Services") if assessment.portal_address == OWN else assessment.portal_name


def state(name):
    return _(ANSWERS[name])


def standing(name):
    return _(STANDINGS[name])


def certainty(name):
    return _(CERTAINTIES[name])


def day(at):
    return full_date(at.astimezone(TASHKENT).date())


def deadline(step):
    """The words of the decree where it names no month, else the last day."""
    return step.deadline_said.replace("/", "–") or full_date(step.deadline)


def found(score):
    return _("%(found)s of %(total)s found", found=number(score.found), total=number(score.total))


def answered(score):
    return _("%(answered)s of %(total)s answered", answered=number(score.answered), total=number(score.total))


def progress(score):
    """How far an assessment is, and what it comes to so far."""
    so_far = _("so far %(value)s", value=value(score.value)) if score.missing else f"{value(score.value)}, {group(score)}"
    return " · ".join((answered(score), found(score), so_far))


def indicators(count):
    return ngettext("%(num)d indicator", "%(num)d indicators", count)


def catalogue(shown):
    """Name, edition and version of a catalogue in one line."""
    return _("%(name)s, %(edition)s, version %(version)s", name=local(shown), edition=shown.edition, version=shown.version)


def place(city):
    """The place of a city in an edition; where sources differ, from which to which."""
    if city.rank_best == city.rank_worst:
        return number(city.rank_best)
    return f"{city.rank_best}–{city.rank_worst}"


def city_value(place):
    if place.value is None:
        return _("not found")
    if place.city and place.city.is_approximate:
        return _("about %(value)s", value=number(place.value))
    return value(place.value)


def evidence(address):
    """An address as this reader opens it: pages of this very portal in the reader's language."""
    parts = address.split("/")
    if address.startswith("/") and parts[1] in BY_PATH:
        parts[1] = current().path
    return "/".join(parts)


def list_sheets(assessment, result, lines, measures):
    """The Sheets of a published or open assessment."""
    return [result_sheet(assessment, result), indicator_sheet(lines), roadmap_sheet(measures)]


def result_sheet(assessment, result):
    about = [
        [_("Portal"), portal(assessment)],
        [_("Address"), assessment.portal_address],
        [_("Catalogue"), catalogue(assessment.catalogue)],
        [_("Published"), day(assessment.published_at) if assessment.published_at else _("not published")],
        [_("Whose assessment"), _("our own, not the UN’s") + (f". {_('Demonstration')}" if assessment.is_demo else "")],
        [],
    ]
    head = [_("Criterion"), _("Found"), _("Answered"), _("Indicators"), _("Value"), _("Group")]
    names = [(local(criterion), score) for criterion, score in result.criteria]
    rows = [score_cells(name, score) for name, score in [*names, (_("In all"), result.whole)]]
    return Sheet(_("Result"), [_("LOSI assessment"), ""], [*about, head, *rows], [40, 40, 12, 12, 12, 16])


def score_cells(name, score):
    return [name, score.found, score.answered, score.total, float(score.value), group(score)]


def indicator_sheet(lines):
    head = [
        _("Criterion"),
        _("Code"),
        _("Indicator"),
        _("Answer to the indicator"),
        _("Evidence"),
        _("Note"),
        _("Certainty of the indicator"),
    ]
    return Sheet(_("Indicators"), head, [indicator_cells(line) for line in lines], [28, 10, 60, 18, 44, 40, 28])


def indicator_cells(line):
    each, answer = line.indicator, line.answer
    said = [answer.evidence, answer.note] if answer else ["", ""]
    return [local(each.criterion), each.code, local(each), state(line.state), *said, certainty(each.certainty)]


def roadmap_sheet(measures):
    head = [_("Measure"), _("Step"), _("Name"), _("Executors"), _("Deadline"), _("State"), _("Note")]
    rows = [step_cells(each) for measure in measures for each in measure.standings]
    return Sheet(_("Road map"), head, rows, [10, 8, 60, 50, 20, 18, 40])


def step_cells(each):
    step, lang = each.step, current().code
    note = each.report.note if each.report else ""
    names = [str(step.name(lang)), str(step.executor(lang))]
    return [step.measure, step.step, *names, deadline(step), standing(each.state), note]
