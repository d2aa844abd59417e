"""What an operation may answer beside what was asked for: not modified, and each refusal as problem details (RFC 9457)."""

from city.errors import N_

REF = "#/components/schemas/{model}"
PROBLEM = "application/problem+json"
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": N_("address of an explanation, the same for all problems of a kind")},
        "title": {"type": "string", "description": N_("name of the kind of problem, in the reader's language")},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": N_("a sentence in the reader's language")},
        "instance": {"type": "string"},
        "field": {"type": "string", "description": N_("the argument or field that the sentence is about, where it is about one")},
    },
}
HEADERS = {
    "ETag": {
        "description": N_("send it back in If-None-Match, and what has not changed is not sent again"),
        "example": 'W/"4c1f"',
    },
    "Content-Language": {"description": N_("language of names and texts: uz, uz-Cyrl, ru or en"), "example": "uz"},
    "Link": {"description": N_("the next page, rel=next, where there is one"), "example": '</api/v1/…>; rel="next"'},
    "RateLimit-Policy": {"description": N_("how many requests in how many seconds"), "example": '"minute";q=300;w=60'},
    "RateLimit": {"description": N_("how many are left (r), and for how many seconds (t)"), "example": '"minute";r=299;t=41'},
    "X-RateLimit-Limit": {"description": N_("most requests in the window that is nearest to its end"), "kind": "integer"},
    "X-RateLimit-Remaining": {"description": N_("requests that are left in it"), "kind": "integer"},
    "X-RateLimit-Reset": {"description": N_("when it ends, in seconds since 1970"), "kind": "integer"},
    "Retry-After": {"description": N_("seconds to wait"), "kind": "integer"},
}
for _each in HEADERS.values():
    _each["schema"] = {"type": _each.pop("kind", "string")}
ALWAYS = ("304", "400", "401", "406", "422", "429", "500", "503")
DESCRIPTIONS = {
    "304": N_("Not modified: the ETag that you sent still holds"),
    "400": N_("The request cannot be read: it is no UTF-8"),
    "401": N_("The key is not known, or was withdrawn"),
    "404": N_("There is nothing under this id or key"),
    "406": N_("None of the media types that you accept is ours"),
    "422": N_("A value is wrong; `field` says which"),
    "429": N_("Too many requests; Retry-After says for how long to wait"),
    "500": N_("A fault of ours"),
    "503": N_("The database is away for the moment"),
}
LIMITS = ("RateLimit-Policy", "RateLimit", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def list_replies(described, rule):
    """Answers of an operation beside 200: references to those that all share."""
    codes = [*ALWAYS, *(["404"] if rule.arguments else [])]
    return {code: {"$ref": f"#/components/responses/R{code}"} for code in sorted(codes)}


def list_shared():
    """The answers that all operations share."""
    return {f"R{code}": _reply(code) for code in DESCRIPTIONS}


def _reply(code):
    names = {"304": ("ETag",), "429": (*LIMITS, "Retry-After"), "503": ("Retry-After",)}.get(code, ())
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    content = {} if code == "304" else {"content": {PROBLEM: {"schema": {"$ref": REF.format(model="Problem")}}}}
    return {"description": DESCRIPTIONS[code], **({"headers": headers} if headers else {}), **content}
