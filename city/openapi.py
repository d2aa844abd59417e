"""The description of the JSON addresses (OpenAPI 3.1), made from the routes and the models that serve them."""

import re
from functools import wraps

from flask import Response, current_app
from pydantic.json_schema import models_json_schema

from city.forms import Query, read_query

REF = "#/components/schemas/{model}"
PROBLEM = {
    "description": "What is wrong, as problem details (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}},
}
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "a sentence in the reader's language"},
        "instance": {"type": "string"},
        "field": {"type": "string", "description": "of the form that was sent, where the sentence is about one"},
    },
}


def operation(summary, query=Query, returns=None, media="application/json"):
    """Mark a view as a JSON operation: it is handed its `query` and gives a model, or text of type `media`."""

    def mark(view):
        @wraps(view)
        def answer(**values):
            result = view(query=read_query(query), **values)
            body = result if isinstance(result, str) else result.model_dump_json()
            return Response(body, mimetype=media)

        answer.operation = {"summary": summary, "query": query, "returns": returns, "media": media}
        return answer

    return mark


def list_operations():
    """(path, operation, path parameters) of every route that is marked."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        described = getattr(current_app.view_functions[rule.endpoint], "operation", None)
        if described:
            yield re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule), described, sorted(rule.arguments)


def describe_api(title):
    """The whole document as a dict."""
    operations = list(list_operations())
    models = sorted({each["returns"] for _, each, _ in operations if each["returns"]}, key=lambda model: model.__name__)
    _, schemas = models_json_schema([(model, "serialization") for model in models], ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "license": {"name": "ODbL 1.0", "identifier": "ODbL-1.0"}},
        "servers": [{"url": "/"}],
        "paths": {path: {"get": _describe(path, each, names)} for path, each, names in operations},
        "components": {"schemas": {**schemas.get("$defs", {}), "Problem": PROBLEM_SCHEMA}},
    }


def _describe(path, described, names):
    schema = {"$ref": REF.format(model=described["returns"].__name__)} if described["returns"] else {"type": "object"}
    return {
        "summary": described["summary"],
        "operationId": re.sub(r"\W+", "_", path).strip("_"),
        "parameters": [*map(_path_parameter, names), *_query_parameters(described["query"])],
        "responses": {
            "200": {"description": "Found", "content": {described["media"]: {"schema": schema}}},
            "default": PROBLEM,
        },
    }


def _path_parameter(name):
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _query_parameters(query):
    """The form's fields as parameters."""
    schema = query.model_json_schema()
    for name, field in schema.get("properties", {}).items():
        described = field.pop("description", "")
        field.pop("title", None)
        required = name in schema.get("required", [])
        yield {"name": name, "in": "query", "required": required, "description": described, "schema": field}
