"""Marking a view as a JSON operation: what it is asked, what it answers, and an example of both."""

import re
from dataclasses import dataclass, field
from functools import wraps

from flask import Response, current_app

from city.forms import Query, read_query
from city.language import current
from city.openapi.accepting import choose_media
from city.paging import list_links

KEPT = "public, no-cache"  # anybody may keep it, and asks each time whether it changed
VARIES = ("Accept", "Accept-Language", "Authorization", "X-API-Key")


@dataclass(frozen=True)
class Operation:
    """What is known of a JSON address beside its route."""

    summary: str
    query: type
    returns: type | None
    media: str
    about: str
    path: dict = field(default_factory=dict)  # name of a path parameter -> (meaning, example)
    example: dict | None = None  # arguments of the request that is shown as an example
    folder: str = ""  # package in whose folder `examples` the answer to it stands

    @property
    def is_json(self):
        return self.media.endswith("json")


def operation(summary, query=Query, returns=None, media="application/json", about="", path=None, example=None):
    """Mark a view as a JSON operation: it is handed its `query` and gives a model, or text of type `media`.

    `returns` is the model that describes the answer; what is no JSON, text or bytes of another `media`, has none. `path` explains
    the parts of the address that vary: {name: (meaning, example)}; meanings and examples of the query are those of its fields.
    `example` holds arguments of a request for which the package has an answer in `examples/<endpoint>.json`, written by
    scripts/write-examples.py.
    """

    def mark(view):
        @wraps(view)
        def answer(**values):
            chosen = choose_media(media)
            result = view(query=read_query(query), **values)
            return make_answer(result if isinstance(result, (str, bytes)) else result.model_dump_json(), chosen)

        folder = view.__module__.rpartition(".")[0]
        answer.operation = Operation(summary, query, returns, media, about, path or {}, example, folder)
        return answer

    return mark


def make_answer(body, media):
    """An answer with the headers of all public reads."""
    response = Response(body, mimetype=media)
    response.headers["Cache-Control"] = KEPT
    response.headers["Content-Language"] = current().code
    response.vary.update(VARIES)
    if links := list_links():
        response.headers["Link"] = links
    return response


def list_operations():
    """(path, Operation, rule) of every route that is marked, by path."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        described = getattr(current_app.view_functions[rule.endpoint], "operation", None)
        if described:
            yield write_path(rule.rule), described, rule


def write_path(rule):
    """`/spaces/<path:key>` as OpenAPI writes it: `/spaces/{key}`."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
