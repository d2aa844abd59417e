"""An unchanged page is not sent twice: an ETag on what is public, and nothing kept without asking."""

from flask import request


def init_app(app):
    app.after_request(mark)


def mark(response):
    """Let browsers keep a page but ask each time whether it changed."""
    if response.status_code == 200 and request.method in ("GET", "HEAD") and not response.direct_passthrough:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.add_etag(weak=True)
        response.make_conditional(request)
    return response
