"""Security headers of every answer, and the first look at every request."""

from base64 import b64encode
from hashlib import sha256
from urllib.parse import unquote_to_bytes, urlsplit

from flask import current_app, g, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from city.errors import BrokenText

LARGEST_REQUEST_BYTES = 2_000_000
SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",  # OpenStreetMap's tiles ask for a referrer
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
}


def init_app(app):
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_REQUEST_BYTES
    app.before_request(refuse_what_cannot_be_read)
    app.after_request(add_headers)


def takes_files(largest_mb):
    """Mark a view as one that may be sent more than a form: files of so many megabytes in all, or as a setting says."""

    def mark(view):
        view.largest_mb = largest_mb
        return view

    return mark


def refuse_what_cannot_be_read():
    """Raise before any work is done: a body beyond the limit, an address that is no UTF-8 or holds a NUL."""
    view = current_app.view_functions.get(request.endpoint)
    request.max_content_length = largest_bytes(view)
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge()
    try:
        query = unquote_to_bytes(request.query_string).decode()
        path = request.environ.get("PATH_INFO", "").encode("latin-1").decode()
    except UnicodeError:
        raise BrokenText() from None
    if "\0" in query + path:  # no name or text holds one, and PostgreSQL refuses it
        raise BadRequest()


def largest_bytes(view):
    """How much may be sent to a view."""
    largest_mb = getattr(view, "largest_mb", None)
    if isinstance(largest_mb, str):
        largest_mb = current_app.config[largest_mb]
    return largest_mb * 1_000_000 if largest_mb else LARGEST_REQUEST_BYTES


def seal(response):
    """Let nothing in this answer run or fetch, should a browser open it after all: for files that people sent."""
    g.sealed = True
    return response


def allow_script(source):
    """Let this answer's policy admit one inline script, by the hash of its text."""
    digest = b64encode(sha256(source.encode()).digest()).decode()
    g.script_hash = f"'sha256-{digest}'"
    return source


def add_headers(response):
    response.headers.update(HEADERS)
    own = SEALED if g.get("sealed") else policy(g.get("script_hash", ""), _tile_host())
    response.headers["Content-Security-Policy"] = own
    if current_app.config["CITY_ENV"] == "production" and request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def add_static_headers(headers, path, url):
    """For files that are served before the application is asked (WhiteNoise's hook)."""
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"


def policy(script_hash, tile_host):
    """The content security policy: nothing inline but the one hashed script, nothing from elsewhere but tiles."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {script_hash}".strip(),
            "style-src 'self'",
            f"img-src 'self' data: {tile_host}".strip(),
            "connect-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _tile_host():
    parts = urlsplit(current_app.config["MAP_TILES_URL"])
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.netloc else ""
