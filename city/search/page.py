"""The page of the search: what was asked for, results in pages, chips with counts, and the advanced form."""

from flask import request, url_for
from flask_babel import gettext as _

from city import districts, search
from city.errors import CityError
from city.forms import SearchPageQuery, SearchQuery, read_query
from city.language import current
from city.search.errors import DatesReversed, UnknownDistrict, UnknownKind
from city.search.finding import MOST_SHOWN
from city.search.marking import cut, mark

A_PAGE = 20


def ask(query, kinds, limit, offset=0, count=False, as_typed=False):
    """The search.Answer to a SearchQuery. Raises UnknownKind, UnknownDistrict, DatesReversed, TooLong."""
    if query.kind and query.kind not in kinds:
        raise UnknownKind()
    if query.district and query.district not in {each.key for each in districts.list_districts()}:
        raise UnknownDistrict()
    if query.since and query.until and query.since > query.until:
        raise DatesReversed()
    filters = search.Filters(query.kind, query.district, query.since, query.until)
    return search.look_up(query.q, filters, limit, offset, count, as_typed, widen=True)


def show(kinds):
    """(what the template needs, HTTP status); what is wrong is said on the page, beside what was typed."""
    places = {each.key: each.name(current().code) for each in districts.list_districts()}
    page = {"kinds": kinds, "districts": places, "error": None, "given": request.args}
    try:
        query = read_query(SearchPageQuery)
        as_typed = request.args.get("as_typed") == "1"
        answer = ask(query, kinds, A_PAGE, (query.page - 1) * A_PAGE, count=True, as_typed=as_typed)
    except CityError as error:
        return page | {"error": error, "query": SearchQuery(), "answer": search.Answer()}, error.status
    return page | {"query": query, "answer": answer} | describe(query, answer, kinds, places), 200


def describe(query, answer, kinds, places):
    """Results, chips, and links to other pages."""
    more = answer.reached > query.page * A_PAGE
    return {
        "results": [describe_hit(hit, answer.readings) for hit in answer.hits],
        "groups": [
            (_("Kind"), list_chips(query, answer, "kind", kinds)),
            (_("District"), list_chips(query, answer, "district", {key: str(name) for key, name in places.items()})),
        ],
        "previous": url_for("city.find", **query.arguments(page=query.page - 1)) if query.page > 1 else None,
        "next": url_for("city.find", **query.arguments(page=query.page + 1)) if more else None,
        "most": MOST_SHOWN,
        "literal": url_for("city.find", **query.arguments(page=None), as_typed=1) if answer.typed_found else None,
    }


def describe_hit(hit, readings):
    """A hit with its name and a piece of its text, marked."""
    name = hit.name(current().code)
    cuts = ((lang, cut(hit.texts[lang], readings)) for lang in (current().code, *hit.texts) if lang in hit.texts)
    lang, snippet = next((each for each in cuts if each[1]), (None, None))
    return {"hit": hit, "named": name, "name": mark(name.text, readings), "snippet": snippet, "snippet_lang": lang}


def list_chips(query, answer, field, labels):
    """Links that narrow a search by one field, each with what it would give; those that would give nothing are left out."""
    chosen, counts = getattr(query, field), answer.counts.get(field)
    shown = list(labels) if counts is None else [key for key in labels if counts.get(key) or key == chosen]
    choices = [(None, _("All")), *((key, labels[key]) for key in shown)]
    return [
        {
            "label": label,
            "count": None if counts is None else sum(counts.values()) if key is None else counts.get(key, 0),
            "chosen": key == chosen,
            "address": url_for("city.find", **query.arguments(page=None, **{field: key})),
        }
        for key, label in choices
    ]
