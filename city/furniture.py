"""What stands alike on every page of a language, made once in this process: the menu, the links at the foot, words of scripts."""

from flask import current_app, request

from city.language import current


def init_app(app):
    app.extensions["furniture"] = {}
    app.jinja_env.globals["furniture"] = keep_furniture


def keep_furniture(name, make, *depends_on):
    """What the macro `make` gives, kept for this language and all else that it depends on.

    It must depend on nothing that a reader, the database or the hour can change.
    """
    kept = current_app.extensions["furniture"]
    key = (name, current().code, request.script_root, *depends_on)
    if key not in kept:
        kept[key] = make()
    return kept[key]
