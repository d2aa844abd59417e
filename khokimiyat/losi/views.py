"""Public pages: results, one assessment with its workbook, a catalogue, the road map."""

from flask import Blueprint, Response, render_template, url_for

from city.clock import TASHKENT, now
from city.errors import NotFound
from city.forms import read_query
from khokimiyat.losi import chips, comparing, labels, roadmap, workbook
from khokimiyat.losi.answers import read_answers
from khokimiyat.losi.assessments import find_correction, get_published, list_published
from khokimiyat.losi.catalogues import get_catalogue, list_latest, list_versions
from khokimiyat.losi.forms import CatalogueQuery, ResultQuery
from khokimiyat.losi.narrowing import list_lines, narrow
from khokimiyat.losi.scoring import score

bp = Blueprint("losi", __name__, url_prefix="/<lang:lang_path>/losi", template_folder="../templates")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
def results():
    published = [(each, score(each.catalogue, read_answers(each)).whole) for each in list_published()]
    page = {"compared": compare_newest(published), "measures": list_measures(), "catalogues": list_latest()}
    return render_template("losi/results.html", published=published, labels=labels, **page)


@bp.get("/assessments/<int:number>")
def assessment(number):
    shown, query = get_published(number), read_query(ResultQuery)
    answers = read_answers(shown)
    result = score(shown.catalogue, answers)
    page = describe_list(".assessment", shown, query, answers) | {"correction": find_correction(shown)}
    page |= {"compared": compare(".assessment", shown, result.whole, query), "result": result, "labels": labels}
    return render_template("losi/assessment.html", shown=shown, query=query, **page)


@bp.get("/assessments/<int:number>.xlsx")
def assessment_workbook(number):
    return answer_workbook(get_published(number))


@bp.get("/catalogues/<key>")
def catalogue(key):
    shown = get_catalogue(key, read_query(CatalogueQuery).version)
    return render_template("losi/catalogue.html", shown=shown, versions=list_versions(key), labels=labels)


@bp.get("/road-map")
def road_map():
    return render_template("losi/road_map.html", measures=list_measures(), labels=labels)


def list_measures():
    return roadmap.list_measures(now().astimezone(TASHKENT).date())


def describe_list(endpoint, shown, query, answers):
    """What a page needs that goes through the indicators of an assessment."""
    groups = chips.list_groups(endpoint, shown.id, query, shown.catalogue, answers)
    return {"groups": groups, "parts": narrow(shown.catalogue, answers, query.criterion, query.state, query.q)}


def compare(endpoint, shown, whole, query):
    """What losi/parts.html needs to compare an assessment with the cities of an edition, shown at `endpoint`. Raises NotFound."""
    editions = comparing.list_editions()
    edition = query.edition or editions[0]
    if edition not in editions:
        raise NotFound()
    links = chips.list_editions(lambda each: link_to_edition(endpoint, shown, query, each), edition)
    return {"shown": shown, "edition": edition, "places": comparing.compare(whole.value, edition), "links": links} | {
        "sources": comparing.list_sources(edition),
        "denominator": comparing.DENOMINATORS.get(edition),
    }


def compare_newest(published):
    """The newest assessment by the UN's own list among the cities, else the newest of all; None where there is none."""
    by_un = [pair for pair in published if pair[0].catalogue.key.startswith("un-")] or published
    return compare(".assessment", *by_un[0], ResultQuery()) if by_un else None


def link_to_edition(endpoint, shown, query, edition):
    return url_for(endpoint, number=shown.id, **query.arguments(edition=edition), _anchor="comparison")


def answer_workbook(shown):
    """An assessment as a file to take away, in the reader's language."""
    answers = read_answers(shown)
    lines = list_lines(shown.catalogue, answers)
    sheets = labels.list_sheets(shown, score(shown.catalogue, answers), lines, list_measures())
    name = f"losi-{shown.catalogue.key}-{shown.id}.xlsx"
    return Response(workbook.write(sheets), mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
