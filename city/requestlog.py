"""One log line a request: id, method, path, status, time. No query, no address, no name of anybody."""

import json
import logging
import sys
from time import perf_counter
from uuid import uuid4

from flask import g, request

log = logging.getLogger("city.requests")


def init_app(app):
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("city").setLevel(app.config["LOG_LEVEL"])
    app.before_request(begin)
    app.after_request(write_line)


def begin():
    g.request_id = uuid4().hex
    g.begun = perf_counter()


def write_line(response):
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if log.isEnabledFor(logging.INFO):
        log.info("%s", json.dumps(line(response), ensure_ascii=False))
    return response


def line(response):
    """The line's fields; the route stands for the path, so that what people typed is not kept."""
    return {
        "id": g.get("request_id", ""),
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("begun", perf_counter())) * 1000, 1),
    }
