"""Which language the reader gets: first part of the address, else the one kept, else the browser's, else Uzbek."""

import re
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from flask import current_app, g, has_request_context, request, session, url_for
from flask_babel import Babel, get_translations, refresh
from jinja2 import pass_eval_context
from markupsafe import Markup
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
STAFF = "/staff/"  # these addresses have no language: they speak that of the person
LOOKS_LIKE_LANGUAGE = re.compile(r"^/[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*(/|$)")

babel = Babel()
_terminal = ContextVar("terminal", default=DEFAULT)


class LanguageConverter(BaseConverter):
    regex = "|".join(sorted(BY_PATH, key=len, reverse=True))


def init_app(app):
    """Let addresses begin with a language and every text follow it."""
    app.url_map.converters["lang"] = LanguageConverter
    babel.init_app(app, locale_selector=lambda: current().locale, default_timezone="Asia/Tashkent")
    app.jinja_env.install_gettext_callables(
        lambda text: _catalogue().ugettext(text),
        lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = translate
    app.url_value_preprocessor(_take_language_from_address)
    app.url_defaults(_put_language_into_address)
    app.before_request(_keep_choice)


def current():
    """The Language of the reader; outside of requests that of the terminal."""
    if not has_request_context():
        return _terminal.get()
    found = g.get("language")
    if found is None:
        found = g.language = find_language()
    return found


def speak(language):
    """For the rest of this request, answer in `language`, that of a person's settings: such addresses have none."""
    asked = BY_CODE.get(request.args.get("lang", "")) if request.path.startswith("/api/") else None
    g.language = asked or language
    g.pop("catalogue", None)
    refresh()


def speak_at_terminal(language):
    """From now on, answer in `language` where there is no request."""
    _terminal.set(language)


def find_language():
    """The Language of an address, of a page that is not there too; else the `lang` argument, else what the reader speaks."""
    asked = BY_PATH.get(request.path.split("/")[1]) or BY_CODE.get(request.args.get("lang", ""))
    if request.path.startswith("/api/v1/"):  # what a cookie says must not be in an answer that anybody may keep
        return asked or match_browser(request.accept_languages)
    return asked or find_readers_language()


def find_readers_language():
    """The Language of a reader, whatever the address: the choice kept, else the browser's, else Uzbek."""
    return BY_PATH.get(session.get("language", "")) or match_browser(request.accept_languages)


def match_browser(accepted):
    """The best of our languages for an Accept-Language header; `uz-Cyrl-UZ` is told from `uz` here."""
    for tag, quality in accepted:
        if not quality:
            continue
        parts = tag.lower().replace("_", "-").split("-")
        if parts[0] == "uz":
            return BY_CODE["uz-Cyrl"] if "cyrl" in parts else BY_CODE["uz"]
        if parts[0] in BY_CODE:
            return BY_CODE[parts[0]]
    return DEFAULT


def list_alternates():
    """The address of this page in each language: pairs of Language and path with query."""
    endpoint, values = request.endpoint, dict(request.view_args or {})
    query = f"?{request.query_string.decode('utf-8', 'replace')}" if request.query_string else ""
    if request.path.startswith(STAFF):
        return [(each, f"?{urlencode(request.args.to_dict() | {'lang': each.code})}") for each in LANGUAGES]
    if not endpoint or "lang_path" not in (request.url_rule.arguments if request.url_rule else ()):
        endpoint, values, query = "city.home", {}, ""
    return [(each, url_for(endpoint, **values | {"lang_path": each.path}) + query) for each in LANGUAGES]


def looks_like_unknown_language(path):
    """Whether an address that matched nothing begins with the tag of a language that we do not speak."""
    return bool(LOOKS_LIKE_LANGUAGE.match(path)) and path.split("/")[1].lower() not in BY_PATH and path[1:4] != "api"


def _catalogue():
    """The reader's catalogue, looked for once a request: a page asks for some eighty texts."""
    found = g.get("catalogue")
    if found is None:
        found = g.catalogue = get_translations()
    return found


@pass_eval_context
def translate(evaluation, text, **values):
    """A text for a template, as its own `gettext` would say it; a page asks for some eighty, so they are kept ready."""
    said = _say(text, _catalogue(), evaluation.autoescape, bool(values))
    return said % values if values else said


@lru_cache(maxsize=20_000)
def _say(text, catalogue, escapes, has_values):
    said = catalogue.ugettext(text)
    said = Markup(said) if escapes else said
    return said if has_values else said % {}


def _take_language_from_address(endpoint, values):
    if values and "lang_path" in values:
        g.language = BY_PATH[values.pop("lang_path")]


def _put_language_into_address(endpoint, values):
    if "lang_path" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang_path"):
        values["lang_path"] = current().path


def keep_choice(chosen):
    """Remember in the cookie that this reader wants `chosen`, where the browser does not ask for it anyway."""
    if chosen != find_readers_language():
        session["language"] = chosen.path


def _keep_choice():
    chosen = g.get("language") or (request.path.startswith(STAFF) and BY_CODE.get(request.args.get("lang", "")))
    if chosen:
        keep_choice(chosen)
