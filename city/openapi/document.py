"""The whole document: who offers it, under which licence, by tag of the service, and each address with its answers."""

import re

from flask import current_app, url_for
from flask_babel import gettext as _
from pydantic.json_schema import models_json_schema

from city.errors import N_
from city.language import current
from city.openapi.accepting import GEOJSON, list_media
from city.openapi.examples import read_example
from city.openapi.marking import list_operations
from city.openapi.parameters import list_parameters
from city.openapi.replies import HEADERS, PROBLEM_SCHEMA, REF, list_replies, list_shared

VERSION = "1.1.0"
LICENCE = "ODbL-1.0"
ABOUT = N_(
    "Public data of Tashkent City Services. No key is needed; registered programs have higher limits. Arguments that we do not "
    "know are passed over. Addresses and fields that are described here are kept: what comes later is added to them."
)
CITY = N_("City")
LICENCE_OF = N_("Licence: %(licence)s.")


def describe_api(title):
    """The document as a dict, in the reader's language; made once for each language in a process."""
    made = current_app.extensions.setdefault("openapi", {})
    code = current().code
    if code not in made:
        made[code] = _describe(title)
    return made[code]


def _describe(title):
    operations = list(list_operations())
    owners = list_owners()
    tags = {name_tag(rule, owners): None for _path, _each, rule in operations}
    return say_all(
        {
            "openapi": "3.1.0",
            "info": describe_service(title),
            "servers": [{"url": current_app.config["SITE_ADDRESS"] or "/"}],
            "tags": list_tags(tags),
            "paths": {path: {"get": describe(path, each, rule, owners)} for path, each, rule in operations},
            "security": [{}, {"key": []}, {"bearer": []}],
            "components": {
                "schemas": {**list_schemas(operations), "Problem": PROBLEM_SCHEMA},
                "headers": HEADERS,
                "responses": list_shared(),
                "securitySchemes": {
                    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": KEY},
                    "bearer": {"type": "http", "scheme": "bearer", "description": KEY},
                },
            },
        }
    )


KEY = N_("The key of a registered program; it raises the limits and opens nothing else")


def describe_service(title):
    site = current_app.config["SITE_ADDRESS"]
    about = {"contact": "feedback.write", "terms": "texts.terms"}
    links = {name: site + url_for(each) for name, each in about.items() if each in current_app.view_functions}
    return {
        "title": title,
        "version": VERSION,
        "description": ABOUT,
        "license": {"name": "Open Database License 1.0", "identifier": LICENCE},
        **({"contact": {"name": title, "url": links["contact"]}} if "contact" in links else {}),
        **({"termsOfService": links["terms"]} if "terms" in links else {}),
    }


def list_owners():
    """{blueprint: the feature that has registered it}."""
    return {each.name: feature for feature in current_app.extensions["features"] for each in feature.blueprints}


def name_tag(rule, owners):
    owner = owners.get(rule.endpoint.partition(".")[0])
    return owner.name if owner else "city"


def list_tags(names):
    """The services in the order of the menu, then the city itself."""
    tags = [describe_tag(each) for each in current_app.extensions["features"] if each.name in names]
    return [*tags, *([describe_city()] if "city" in names else [])]


def describe_tag(feature):
    """The service as its menu calls it, and the licences of its data."""
    label = next((_(each.label) for each in (*feature.menu, *feature.footer)), feature.name)
    summary = _(feature.menu[0].summary) + ". " if feature.menu else ""
    licences = sorted({each.licence for each in feature.datasets}) or [LICENCE]
    told = _(LICENCE_OF, licence=", ".join(licences))
    return {"name": feature.name, "description": f"{label}. {summary}{told}", "x-label": label, "x-licences": licences}


def describe_city():
    label = _(CITY)
    told = _(LICENCE_OF, licence=LICENCE)
    return {"name": "city", "description": f"{label}. {told}", "x-label": label, "x-licences": [LICENCE]}


def list_schemas(operations):
    """The schemas of all models that answers are made of; those of GeoJSON are never filled in by pydantic."""
    models = {each.returns: each.media for _path, each, _rule in operations if each.returns}
    modes = [(model, "validation" if models[model] == GEOJSON else "serialization") for model in sorted(models, key=_name)]
    return models_json_schema(modes, ref_template=REF)[1].get("$defs", {})


def _name(model):
    return model.__name__


def describe(path, each, rule, owners):
    """One operation."""
    content = describe_content(each, rule)
    medias = list_media(each.media)
    return {
        "tags": [name_tag(rule, owners)],
        "summary": each.summary,
        **({"description": each.about} if each.about else {}),
        **({"x-example": each.example} if each.example else {}),
        "operationId": re.sub(r"\W+", "_", path).strip("_"),
        "parameters": list_parameters(each, rule),
        "responses": {
            "200": {
                "description": N_("Found"),
                "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS if name != "Retry-After"},
                "content": {media: content if media == medias[0] else {"schema": content["schema"]} for media in medias},
            },
            **list_replies(each, rule),
        },
    }


def describe_content(each, rule):
    """The schema and an example of JSON; of what is none, its media type says all (OpenAPI 3.1, "Media Type Object")."""
    if not each.is_json:
        return {}
    schema = {"$ref": REF.format(model=each.returns.__name__)} if each.returns else {"type": "object"}
    example = read_example(each.folder, rule.endpoint)
    return {"schema": schema, **({"example": example} if example is not None else {})}


def drop_noise(part):
    """Without the titles that pydantic makes of names, and without `null` for what is absent by default."""
    return {key: value for key, value in part.items() if key != "title" and (key, value) != ("default", None)}


def say_all(part, inside=""):
    """The same with every description and summary in the reader's language, and without the titles that pydantic adds."""
    if isinstance(part, list):
        return [say_all(each) for each in part]
    if not isinstance(part, dict) or inside in ("example", "examples", "x-example"):
        return part
    kept = part if inside in ("properties", "info") else drop_noise(part)
    texts = ("description", "summary")
    return {
        key: _(value) if key in texts and isinstance(value, str) and value else say_all(value, key) for key, value in kept.items()
    }
