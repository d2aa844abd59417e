"""Addresses of static files with a mark of their content, so that browsers may keep them for long."""

from functools import cache
from hashlib import sha256

from flask import url_for

from city.config import ROOT


def init_app(app):
    app.jinja_env.globals["asset"] = asset


def asset(name):
    """The address of static/`name`."""
    return url_for("static", filename=name, v=_mark(name))


@cache
def _mark(name):
    file = ROOT / "static" / name
    return sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "missing"
