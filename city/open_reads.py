"""What programs read without signing in: which requests those are, who asks, and that pages of any site may (CORS).

Of the API it is every address below /api/v1/ but those of staff; of the open data every address that ends as a file.
"""

import re

from flask import current_app, request

from city.programs.asking import count_asker

DATA_FILE = re.compile(r"(/(uz|uz-cyrl|ru|en))?/data(/.*)?\.[a-z][a-z0-9]{1,9}")
READING = ("GET", "HEAD")
ASKED = "Accept, Accept-Language, Authorization, If-None-Match, X-API-Key"
TOLD = (
    "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, "
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
)
PREFLIGHT_KEPT_S = 86_400


def init_app(app):
    app.before_request(admit)
    app.after_request(open_to_pages)


def is_open():
    """Whether this is a read that is open to all programs."""
    view = current_app.view_functions.get(request.endpoint)
    if hasattr(view, "permission"):
        return False
    return request.path.startswith("/api/v1/") or is_data_file(request.path)


def is_data_file(path):
    return bool(DATA_FILE.fullmatch(path))


def admit():
    """Count who asks. Raises TooOften, or the refusal of a key."""
    if request.method in READING and is_open():
        count_asker()


def open_to_pages(response):
    """Let scripts of other sites read the answer; without cookies, so they see what anybody sees."""
    if is_open() and request.method in (*READING, "OPTIONS"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = TOLD
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = ASKED
            response.headers["Access-Control-Max-Age"] = PREFLIGHT_KEPT_S
    return response
