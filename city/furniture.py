"""What is alike on every page of a language, made once in this process: menu, links at the foot, addresses, words of scripts."""

from flask import current_app, request, url_for

from city.language import current

MOST_ADDRESSES = 50_000  # then all are forgotten, and kept anew


def init_app(app):
    app.extensions["furniture"], app.extensions["addresses"] = {}, {}
    app.jinja_env.globals.update(furniture=keep_furniture, url_for=keep_address)


def keep_furniture(name, make, *depends_on):
    """What `make` (a macro or a function) gives, kept for this language and all else that it depends on.

    It must depend on nothing that a reader, the database or the hour can change.
    """
    kept = current_app.extensions["furniture"]
    key = (name, current().code, request.script_root, *depends_on)
    if key not in kept:
        kept[key] = make()
    return kept[key]


def keep_address(endpoint, **values):
    """`url_for` for templates: the same address is asked for again and again. Those with a host are not kept."""
    try:
        key = (endpoint, request.blueprint, current().code, request.script_root, *values.items())
        kept = current_app.extensions["addresses"]
        found = kept.get(key)
    except (RuntimeError, TypeError):  # no request; a value that is no key
        return url_for(endpoint, **values)
    if found is None:
        found = url_for(endpoint, **values)
        if not any(name.startswith("_") for name in values):
            if len(kept) >= MOST_ADDRESSES:
                kept.clear()
            kept[key] = found
    return found
