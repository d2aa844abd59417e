"""The document as people read it: by service, each address with its arguments, a request to try, and an answer."""

import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode

MOST_LINES = 40


@dataclass(frozen=True)
class Argument:
    name: str
    kind: str
    required: bool
    about: str
    example: object


@dataclass(frozen=True)
class Address:
    """One operation, ready to be shown."""

    anchor: str
    path: str
    summary: str
    about: str
    arguments: list
    media: str
    example: str  # an address with values of the demonstration data
    answer: str  # JSON in several lines, cut where it is long
    is_cut: bool


def list_services(document):
    """[(tag, [Address])] in the order of the document."""
    found = [(path, item["get"]) for path, item in document["paths"].items()]
    return [(tag, [read_address(*each) for each in found if each[1]["tags"] == [tag["name"]]]) for tag in document["tags"]]


def read_address(path, described):
    contents = described["responses"]["200"]["content"]
    media, content = next(iter(contents.items()))
    answer, is_cut = write_answer(content.get("example"))
    return Address(
        anchor=described["operationId"],
        path=path,
        summary=described["summary"],
        about=described.get("description", ""),
        arguments=[read_argument(each) for each in described["parameters"]],
        media=media,
        example=write_example(path, described["parameters"], described.get("x-example")),
        answer=answer,
        is_cut=is_cut,
    )


def read_argument(each):
    return Argument(each["name"], say_kind(each["schema"]), each["required"], each["description"], each.get("example"))


def say_kind(schema):
    """`integer, 1–2000`, `park | garden`, `string`."""
    if choices := schema.get("enum"):
        return " | ".join(map(str, choices))
    least = schema.get("minimum", schema.get("exclusiveMinimum"))
    most = schema.get("maximum")
    kind = schema.get("type", "string")
    return kind if least is None or most is None else f"{kind}, {least:g}–{most:.10g}"


def write_example(path, parameters, arguments):
    """The address of the request whose answer is shown."""
    for each in parameters:
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", quote(str(each.get("example", "1")), safe=":"))
    return f"{path}?{urlencode(arguments, safe=',:')}" if arguments else path


def write_answer(example):
    """(text, is it cut) of an example."""
    lines = json.dumps(example, ensure_ascii=False, indent=2).split("\n") if example is not None else []
    return "\n".join(lines[:MOST_LINES]), len(lines) > MOST_LINES
