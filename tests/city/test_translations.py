"""Every text is there in every language: none missing, none doubtful, none that does not fit what it is filled with."""

import io
import os
import re

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

from city.config import ROOT, read_settings
from city.language import LANGUAGES

pytestmark = pytest.mark.once

CATALOGUES = ("uz", "uz_Cyrl", "ru")
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
LATIN_UZBEK_MARKS = re.compile(r"[OoGg]['`´‘’‛ʹʼ＇]|[A-Za-z]['`´‘’‛ʹ＇][A-Za-z]")


def file_of(locale, ending="po"):
    return ROOT / "city" / "translations" / locale / "LC_MESSAGES" / f"messages.{ending}"


def read_catalogue(locale):
    return read_po(io.BytesIO(file_of(locale).read_bytes()), locale)


def list_folders():
    """The core and the services that are switched on."""
    return [ROOT / name for name in ("city", *read_settings(os.environ).FEATURES)]


def extract_texts():
    """(where, singular, plural or None) of every text of the code and the templates."""
    methods, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    for folder in list_folders():
        for file, line, text, _, _ in extract_from_dir(folder, methods, options, KEYWORDS):
            one, many = text if isinstance(text, tuple) else (text, None)
            yield f"{folder.name}/{file}:{line}", one, many


TEXTS = list(extract_texts())


def forms_of(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def first_of(text):
    return text[0] if isinstance(text, tuple) else text


def messages(locale):
    return [message for message in read_catalogue(locale) if message.id]


def test_texts_are_found_in_code_and_templates():
    places = {where.split(":")[0] for where, _, _ in TEXTS}
    assert {"city/errors.py", "city/formats.py", "city/templates/city/layout.html"} <= places
    assert len(TEXTS) > 100


@pytest.mark.parametrize("locale", CATALOGUES)
def test_no_text_is_missing(locale):
    catalogue = read_catalogue(locale)
    missing = {f"{where}: {one}" for where, one, _ in TEXTS if not (found := catalogue.get(one)) or not all(forms_of(found))}
    assert sorted(missing) == [], "run `make translations` and fill these in"


@pytest.mark.parametrize("locale", CATALOGUES)
def test_no_text_is_doubtful(locale):
    assert [message.id for message in read_catalogue(locale) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_texts_with_a_number_have_all_forms_of_the_language(locale):
    catalogue = read_catalogue(locale)
    for where, one, many in TEXTS:
        if many and catalogue.get(one):
            forms = forms_of(catalogue.get(one))
            assert len(forms) == catalogue.num_plurals and all(forms), f"{where}: {one}"


@pytest.mark.parametrize("locale", CATALOGUES)
def test_every_translation_has_the_places_of_its_text(locale):
    """A place that is not filled, or one that nobody fills, would fail on the page."""
    for message in messages(locale):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        expected = set(PLACES.findall(ids[-1]))
        for form in filter(None, forms_of(message)):
            assert set(PLACES.findall(form)) <= expected, f"{locale}: {form}"
            if not isinstance(message.id, tuple):
                assert set(PLACES.findall(form)) == expected, f"{locale}: {form}"


@pytest.mark.parametrize("locale", CATALOGUES)
def test_a_sentence_stays_a_sentence_without_blanks_around_it(locale):
    for message in messages(locale):
        one = first_of(message.id)
        for form in filter(None, forms_of(message)):
            assert form == form.strip(), f"{locale}: “{form}” has a blank at an end"
            assert one[-1] != "." or form[-1] == ".", f"{locale}: “{form}” is no sentence as “{one}” is"


def test_uzbek_is_written_with_its_own_two_marks():
    for message in messages("uz"):
        for form in forms_of(message):
            plain = PLACES.sub("", form)
            assert not LATIN_UZBEK_MARKS.search(plain), f"write ʻ (U+02BB) after o and g, ʼ (U+02BC) elsewhere: {form}"


def test_each_script_keeps_to_its_letters():
    """Names of services, files, settings and the like may be Latin anywhere; an Uzbek Latin text is Latin throughout."""
    for message in messages("uz"):
        assert not re.search("[а-яА-ЯўқғҳЎҚҒҲ]", " ".join(forms_of(message))), message.string
    for message in messages("ru"):
        assert not re.search("[ўқғҳЎҚҒҲ]", " ".join(forms_of(message))), message.string


def test_uzbek_texts_with_a_number_have_one_form():
    for locale in ("uz", "uz_Cyrl"):
        for message in messages(locale):
            if isinstance(message.id, tuple):
                assert len(set(forms_of(message))) == 1, f"{locale}: a noun after a number stays singular: {message.string}"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_babel_knows_the_language(language):
    assert get_decimal_symbol(language.locale) == ("." if language.code == "en" else ",")


@pytest.mark.parametrize("locale", CATALOGUES)
def test_the_compiled_catalogue_is_the_written_one(locale):
    compiled = read_mo(io.BytesIO(file_of(locale, "mo").read_bytes()))
    whole = [message for message in messages(locale) if all(forms_of(message))]
    stale = [
        message.id for message in whole if not (kept := compiled.get(first_of(message.id))) or forms_of(kept) != forms_of(message)
    ]
    assert stale == [], "run `make setup`, which compiles the translations"
