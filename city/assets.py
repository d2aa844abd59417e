"""Addresses of static files with a mark of their content, so that browsers may keep them for long."""

from functools import cache
from hashlib import sha256

from flask import url_for

from city.config import ROOT


def init_app(app):
    app.jinja_env.globals["asset"] = asset


@cache
def asset(name):
    """The address of static/`name`. A file that changes while the server runs keeps its old mark until a restart."""
    file = ROOT / "static" / name
    mark = sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "missing"
    return url_for("static", filename=name, v=mark)
