"""One handler for every error: a page in the reader's language, or problem details (RFC 9457) for programs."""

import logging
import re
from traceback import format_tb

from flask import g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from city.errors import N_, CityError, DatabaseAway, DiskFull, SchemaMissing, UnknownLanguage, WrongValue
from city.formats import say
from city.language import current, looks_like_unknown_language
from city.problem_kinds import kind_of

log = logging.getLogger("city.problems")
DATA = re.compile(r"(/[a-z-]{2,7})?/data[./]")
POSTGRES_NO_TABLE = "42P01"
POSTGRES_DISK_FULL = "53100"  # its sentence is in the server's language

SENTENCES = {
    400: N_("The request could not be understood."),
    404: N_("There is nothing at this address."),
    405: N_("This address cannot be used in this way."),
    413: N_("What was sent is too large: at most %(limit)s MB."),
    414: N_("The address is too long."),
    500: N_("Something went wrong on our side. Try again in a minute."),
}
HEADINGS = {
    400: N_("The request could not be understood"),
    401: N_("Sign in first"),
    403: N_("Not allowed"),
    404: N_("Page not found"),
    413: N_("Too large"),
    422: N_("Something is not right"),
    503: N_("The service is not available now"),
}


def init_app(app):
    app.register_error_handler(CityError, answer_city_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(DBAPIError, answer_database_error)
    app.register_error_handler(Exception, answer_unforeseen)


def answer_city_error(error):
    field = error.field or (error.values.get("name", "") if isinstance(error, WrongValue) else "")
    response = answer(error.status, say(error), field, kind_of(error.status, type(error)))
    if wait_s := getattr(error, "wait_s", None):
        response.headers["Retry-After"] = str(wait_s)
    if challenge := getattr(error, "challenge", None):
        response.headers["WWW-Authenticate"] = challenge
    return response


def answer_http_error(error):
    if error.code and error.code < 400:
        return error.get_response()
    if error.code == 404 and looks_like_unknown_language(request.path):
        return answer_city_error(UnknownLanguage())
    values = {"limit": request.max_content_length // 1_000_000} if error.code == 413 else {}
    response = answer(error.code or 500, _(SENTENCES.get(error.code, SENTENCES[400]), **values))
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def answer_database_error(error):
    """A database that is away or full is the city's trouble, said plainly; anything else is a fault of ours."""
    kind = type(error.orig).__name__  # what else the database says may repeat what people typed
    if isinstance(error, OperationalError) or error.connection_invalidated or lacks_table(error):
        log.error("request %s: %s", g.get("request_id"), kind)
        return answer_city_error(name_database_error(error))
    log.error("request %s failed: %s\n%s", g.get("request_id"), kind, "".join(format_tb(error.__traceback__)))
    return answer(InternalServerError.code, _(SENTENCES[500]))


def name_database_error(error):
    """The CityError for what the driver raised: no schema, a full disk, or a database that is away."""
    if lacks_table(error):
        return SchemaMissing()
    full = "disk is full" in str(error.orig) or getattr(error.orig, "sqlstate", "") == POSTGRES_DISK_FULL
    return DiskFull() if full else DatabaseAway()


def lacks_table(error):
    return "no such table" in str(error.orig) or getattr(error.orig, "sqlstate", "") == POSTGRES_NO_TABLE


def answer_unforeseen(error):
    log.error("request %s failed", g.get("request_id"), exc_info=error)
    return answer(InternalServerError.code, _(SENTENCES[500]))


def answer(status, sentence, field="", kind=None):
    """The error as the reader asked for it. It must not need the database."""
    if is_for_program():
        return _problem(status, sentence, field, kind or kind_of(status))
    heading = _(HEADINGS.get(status, HEADINGS[400 if status < 500 else 503]))
    page = render_template("city/error.html", status=status, heading=heading, sentence=sentence)
    return _marked(page, status)


def is_for_program():
    """Whether a program asked: for JSON addresses always, for open data unless it would rather have a page."""
    if request.path.startswith(("/api/", "/health/")):
        return True
    if not DATA.match(request.path):
        return False
    accepted = request.accept_mimetypes
    return max(accepted["application/json"], accepted["application/problem+json"]) > accepted["text/html"]


def _problem(status, sentence, field, kind):
    """`type` leads to the explanation of its kind on a page of ours, and stays the same."""
    more = {"field": field} if field else {}
    address = f"/api/problems#{kind.key}"
    response = jsonify(type=address, title=_(kind.title), status=status, detail=sentence, instance=request.path, **more)
    response.content_type = "application/problem+json"
    response.headers["Content-Language"] = current().code
    return _marked(response, status)


def _marked(body, status):
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Cookie realm="staff"'
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response
