"""Which language the reader gets: first part of the address, else the one kept, else the browser's, else Uzbek."""

import re
from dataclasses import dataclass

from flask import current_app, g, has_request_context, request, session, url_for
from flask_babel import Babel
from werkzeug.routing import BaseConverter


@dataclass(frozen=True)
class Language:
    code: str  # the BCP 47 tag, also in data and JSON
    path: str  # first part of public addresses
    locale: str  # Babel's name
    name: str  # what it calls itself


LANGUAGES = (
    Language("uz", "uz", "uz", "Oʻzbekcha"),
    Language("uz-Cyrl", "uz-cyrl", "uz_Cyrl", "Ўзбекча"),
    Language("ru", "ru", "ru", "Русский"),
    Language("en", "en", "en_GB", "English"),
)
DEFAULT = LANGUAGES[0]
BY_PATH = {language.path: language for language in LANGUAGES}
BY_CODE = {language.code: language for language in LANGUAGES}
LOOKS_LIKE_LANGUAGE = re.compile(r"^/[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*(/|$)")

babel = Babel()


class LanguageConverter(BaseConverter):
    regex = "|".join(sorted(BY_PATH, key=len, reverse=True))


def init_app(app):
    """Let addresses begin with a language and every text follow it."""
    app.url_map.converters["lang"] = LanguageConverter
    babel.init_app(app, locale_selector=lambda: current().locale, default_timezone="Asia/Tashkent")
    app.url_value_preprocessor(_take_language_from_address)
    app.url_defaults(_put_language_into_address)
    app.before_request(_keep_choice)


def current():
    """The reader's Language, in a request and outside."""
    if not has_request_context():
        return DEFAULT
    if "language" not in g:
        g.language = find_language()
    return g.language


def find_language():
    """The Language for an address without one: kept choice, `lang` argument, browser, Uzbek."""
    kept = BY_CODE.get(request.args.get("lang", "")) or BY_PATH.get(session.get("language", ""))
    return kept or match_browser(request.accept_languages)


def match_browser(accepted):
    """The best of our languages for an Accept-Language header; `uz-Cyrl-UZ` is told from `uz` here."""
    for tag, _ in accepted:
        parts = tag.lower().replace("_", "-").split("-")
        if parts[0] == "uz":
            return BY_CODE["uz-Cyrl"] if "cyrl" in parts else BY_CODE["uz"]
        if parts[0] in BY_CODE:
            return BY_CODE[parts[0]]
    return DEFAULT


def list_alternates():
    """The address of this page in each language: pairs of Language and path with query."""
    endpoint, values = request.endpoint, dict(request.view_args or {})
    if not endpoint or "lang_path" not in (request.url_rule.arguments if request.url_rule else ()):
        endpoint, values = "city.home", {}
    query = f"?{request.query_string.decode('utf-8', 'replace')}" if request.query_string else ""
    return [(each, url_for(endpoint, **values | {"lang_path": each.path}) + query) for each in LANGUAGES]


def looks_like_unknown_language(path):
    """Whether an address that matched nothing begins with the tag of a language that we do not speak."""
    return bool(LOOKS_LIKE_LANGUAGE.match(path)) and path.split("/")[1].lower() not in BY_PATH and path[1:4] != "api"


def _take_language_from_address(endpoint, values):
    if values and "lang_path" in values:
        g.language = BY_PATH[values.pop("lang_path")]


def _put_language_into_address(endpoint, values):
    if "lang_path" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang_path"):
        values["lang_path"] = current().path


def _keep_choice():
    chosen = g.get("language")
    if chosen and session.get("language", DEFAULT.path) != chosen.path:
        session["language"] = chosen.path
