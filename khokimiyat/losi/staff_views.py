"""The assessors' desk: opening, answering, publishing, correcting assessments, and reporting on the road map."""

from functools import wraps

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.errors import CityError
from city.formats import say
from city.forms import read_form, read_query, shown_by
from khokimiyat.losi import assessments, forms, labels, roadmap, sharing
from khokimiyat.losi.answers import read_answers, save_answers
from khokimiyat.losi.catalogues import get_catalogue, list_latest
from khokimiyat.losi.kinds import ANSWERS, REPORTS
from khokimiyat.losi.scoring import score
from khokimiyat.losi.views import answer_workbook, compare, describe_list, list_measures

bp = Blueprint("losi_desk", __name__, url_prefix="/staff/losi", template_folder="../templates")


@bp.get("/")
@guarded("khokimiyat.losi_desk")
def desk():
    listed = [(each, score(each.catalogue, read_answers(each)).whole) for each in assessments.list_assessments()]
    return render_template("losi/desk.html", listed=listed, labels=labels)


@bp.get("/assessments/new")
@guarded("khokimiyat.losi_answer")
def new_assessment():
    catalogues = [(each.key, labels.catalogue(each)) for each in list_latest()]
    return render_template("losi/new_assessment.html", catalogues=catalogues)


@bp.post("/assessments/new")
@guarded("khokimiyat.losi_answer")
@shown_by(new_assessment)
def open_assessment():
    form = read_form(forms.NewAssessment)
    with unit_of_work():
        catalogue = get_catalogue(form.catalogue)
        opened = assessments.open_assessment(catalogue, form.portal_name, form.portal_address, who(), now())
        audit.record("khokimiyat.losi_open", f"LOSI {opened.id}", {"portal": form.portal_name, "catalogue": catalogue.key})
        number = opened.id
    return redirect(url_for(".sheet", number=number), 303)


@bp.get("/assessments/<int:number>")
@guarded("khokimiyat.losi_desk")
def sheet(number):
    shown, query = assessments.get_assessment(number), read_query(forms.ListQuery)
    answers = read_answers(shown)
    page = describe_list(".sheet", shown, query, answers) | {"result": score(shown.catalogue, answers), "states": ANSWERS}
    return render_template("losi/sheet.html", shown=shown, query=query, labels=labels, words=list_words(), **page)


@bp.post("/assessments/<int:number>")
@guarded("khokimiyat.losi_answer")
@shown_by(sheet)
def save_form(number):
    given = forms.read_answers()
    with unit_of_work():
        keep_answers(assessments.get_to_change(number), given)
    flash(_("Saved"))
    return redirect(url_for(".sheet", number=number, **read_query(forms.ListQuery).arguments()), 303)


def in_json(view):
    """A view that a script asks: what is refused comes back as JSON, in the reader's words."""

    @wraps(view)
    def answer(**values):
        try:
            return view(**values)
        except CityError as error:
            theirs = {code: describe(each) for code, each in getattr(error, "theirs", {}).items()}
            return jsonify(sentence=say(error), theirs=theirs.get(values["code"])), error.status

    return answer


@bp.post("/assessments/<int:number>/answers/<code>")
@guarded("khokimiyat.losi_answer")
@in_json
def save_one(number, code):
    given = forms.read_answer()
    with unit_of_work():
        shown = assessments.get_to_change(number)
        keep_answers(shown, {code: given})
        return jsonify(describe_saved(shown, code))


@bp.post("/assessments/<int:number>/publish")
@guarded("khokimiyat.losi_desk")
@shown_by(sheet)
def publish(number):
    with unit_of_work():
        shown = assessments.get_to_change(number)
        assessments.publish(shown, now())
        sharing.refresh_search()
        audit.record("khokimiyat.losi_publish", f"LOSI {number}", {"portal": shown.portal_name})
    flash(_("Published. Everybody can read it now, and it is not changed any more."))
    return redirect(url_for(".sheet", number=number), 303)


@bp.post("/assessments/<int:number>/correct")
@guarded("khokimiyat.losi_answer")
def correct(number):
    with unit_of_work():
        copy = assessments.correct(assessments.get_assessment(number), who(), now()).id
        audit.record("khokimiyat.losi_correct", f"LOSI {copy}", {"corrects": number})
    flash(_("This is an open copy. When it is published, it stands in the place of the one that it corrects."))
    return redirect(url_for(".sheet", number=copy), 303)


@bp.get("/assessments/<int:number>/result")
@guarded("khokimiyat.losi_desk")
def result(number):
    shown, query = assessments.get_assessment(number), read_query(forms.ResultQuery)
    come_to = score(shown.catalogue, read_answers(shown))
    page = {"result": come_to, "compared": compare(".result", shown, come_to.whole, query), "labels": labels}
    return render_template("losi/result.html", shown=shown, **page)


@bp.get("/assessments/<int:number>.xlsx")
@guarded("khokimiyat.losi_desk")
def workbook(number):
    return answer_workbook(assessments.get_assessment(number))


@bp.get("/road-map")
@guarded("khokimiyat.losi_desk")
def road_map():
    return render_template("losi/staff_road_map.html", measures=list_measures(), labels=labels)


@bp.get("/road-map/<int:measure>/<int:step>")
@guarded("khokimiyat.losi_desk")
def step(measure, step):
    shown, reports = roadmap.get_step(measure, step), roadmap.list_reports(measure, step)
    choices = [(key, _(label)) for key, label in REPORTS.items()]
    return render_template("losi/step.html", shown=shown, reports=reports, choices=choices, labels=labels)


@bp.post("/road-map/<int:measure>/<int:step>")
@guarded("khokimiyat.losi_desk")
@shown_by(step)
def report_step(measure, step):
    shown, form = roadmap.get_step(measure, step), read_form(forms.StepReport)
    with unit_of_work():
        roadmap.report_step(shown, form.state, form.note, who(), now())
        audit.record("khokimiyat.losi_report", f"PQ-308 {measure}.{step}", {"state": form.state, "note": form.note})
    flash(_("Saved"))
    return redirect(url_for(".road_map"), 303)


def who():
    return current_person().name


def keep_answers(shown, given):
    """Save answers and their row in the audit, inside a unit of work."""
    saved = save_answers(shown, given, who(), now())
    said = {code: {"state": each.state, "evidence": each.evidence} for code, each in saved.items()}
    audit.record("khokimiyat.losi_answer", f"LOSI {shown.id}", {"answers": said})


def describe(answer):
    """An answer as static/js/losi.js shows it."""
    said = {"state": answer.state, "evidence": answer.evidence, "note": answer.note, "version": answer.version}
    return said | {"by": _("Saved meanwhile by %(name)s:", name=answer.author), "label": labels.state(answer.state)}


def describe_saved(shown, code):
    """What was kept, and how far the assessment is now."""
    answers = read_answers(shown)
    indicator = next(each for each in shown.catalogue.indicators if each.code == code)
    result, kept = score(shown.catalogue, answers), answers.get(indicator.id)
    progress = {each.key: labels.progress(part) for each, part in result.criteria}
    saved = {"version": kept.version, "evidence": kept.evidence} if kept else {"version": 0, "evidence": ""}
    return saved | {"progress": progress | {"whole": labels.progress(result.whole)}}


def list_words():
    """The words that static/js/losi.js needs."""
    return {
        "saving": _("saving"),
        "saved": _("saved"),
        "again": _("not saved: trying again"),
        "all": _("Everything is saved."),
        "some": _("Not saved yet: {count}"),
        "signed_out": _("Not saved: your session has ended. Sign in in another window; then it is sent from here."),
        "mine": _("Keep mine"),
        "theirs": _("Take theirs"),
    }
