"""Pages that feedback is about: which carry the question, and which address is one of ours."""

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from city.errors import NotFound
from city.language import BY_PATH

OWN = "feedback"  # pages of this blueprint are not asked about


def asks():
    """Whether the page that is being made carries the question: one that readers opened, not a form's answer or an error."""
    view = current_app.view_functions.get(request.endpoint)
    opened = request.method in ("GET", "HEAD") and request.blueprint != OWN and "refused" not in g
    return bool(view) and opened and not request.path.startswith("/staff/")


def split_page(path):
    """(address without its language and query, code of the language or '') of a public page. Raises NotFound for others."""
    path = path.partition("?")[0]
    if not is_public(path):
        raise NotFound()
    first, _, rest = path[1:].partition("/")
    language = BY_PATH.get(first)
    return (f"/{rest}", language.code) if language else (path, "")


def is_public(path):
    """Whether a reader can open this address: one of our routes, and not one of the staff's."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    try:
        endpoint, _ = current_app.create_url_adapter(request).match(path.partition("?")[0], method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return not path.startswith("/staff/") and not hasattr(current_app.view_functions[endpoint], "permission")


def is_of_a_fixed_name(page):
    """Whether a page (of split_page) is one whose address nobody can make up: there is no key in it."""
    try:
        _, values = current_app.create_url_adapter(request).match(f"/en{page}", method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return set(values) <= {"lang_path"}


def find_service(path):
    """The name of the feature whose page this is; '' for pages of the city itself."""
    try:
        endpoint, _ = current_app.create_url_adapter(request).match(path.partition("?")[0], method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    blueprint = endpoint.split(".")[0]
    for feature in current_app.extensions["features"]:
        if feature.menu and blueprint in {each.name for each in feature.blueprints}:
            return feature.name
    return ""
