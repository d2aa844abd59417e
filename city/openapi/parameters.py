"""Parameters of an operation: the parts of its address that vary, and the fields of its form."""

from werkzeug.routing import IntegerConverter

from city.errors import N_

PATH = N_("id or key, as the list gives it")
LARGEST = 2**31 - 1


def list_parameters(described, rule):
    """Path parameters in the order of the address, then those of the query."""
    return [*(_in_path(name, described, rule) for name in _ordered(rule)), *_in_query(described)]


def _ordered(rule):
    return sorted(rule.arguments, key=rule.rule.index)


def _in_path(name, described, rule):
    about, example = described.path.get(name, (PATH, None))
    number = isinstance(rule._converters[name], IntegerConverter)
    schema = {"type": "integer", "minimum": 0, "maximum": LARGEST} if number else {"type": "string", "minLength": 1}
    shown = {} if example is None else {"example": example}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema, **shown}


def _in_query(described):
    schema = described.query.model_json_schema()
    for name, field in schema.get("properties", {}).items():
        field = plain(field)
        about, examples = field.pop("description", ""), field.pop("examples", [])
        shown = (described.example or {}).get(name, examples[0] if examples else None)
        required = name in schema.get("required", [])
        told = {"name": name, "in": "query", "required": required, "description": about, "schema": field}
        yield told | ({} if shown is None else {"example": shown})


def plain(field):
    """The schema of a field without `null`: a parameter is given or it is not."""
    field = {key: value for key, value in field.items() if key != "title" and (key, value) != ("default", None)}
    kinds = [each for each in field.pop("anyOf", []) if each != {"type": "null"}]
    field |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
    if field.get("default") == "":
        field.pop("default")
    return field
