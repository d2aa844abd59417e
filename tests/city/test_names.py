"""Names in four forms: which one a reader gets, and whether somebody wrote it so."""

import pytest

from city.names import LocalName, Named, pick_name

pytestmark = pytest.mark.once

ALL = {"uz": "Chorsu", "uz-Cyrl": "Чорсу", "ru": "Чорсу (рус.)", "en": "Chorsu bazaar"}


class Thing(Named):
    """A named thing that is in no database."""


def make_thing(uz="", uz_cyrl="", ru="", en="", derived=""):
    thing = Thing()
    thing.name_uz, thing.name_uz_cyrl, thing.name_ru, thing.name_en, thing.names_derived = uz, uz_cyrl, ru, en, derived
    return thing


@pytest.mark.parametrize("lang", ALL)
def test_a_name_in_the_readers_language_comes_first(lang):
    assert pick_name(ALL, lang) == LocalName(ALL[lang], lang)


@pytest.mark.parametrize(
    ("known", "lang", "expected"),
    [
        ("ru en", "uz", "ru"),
        ("en", "uz", "en"),
        ("ru en", "uz-Cyrl", "ru"),
        ("uz uz-Cyrl en", "ru", "uz"),
        ("uz-Cyrl en", "ru", "uz-Cyrl"),
        ("uz uz-Cyrl ru", "en", "uz"),
        ("uz-Cyrl ru", "en", "ru"),
    ],
)
def test_a_missing_name_falls_back_to_another_and_says_its_language(known, lang, expected):
    found = pick_name({each: ALL[each] for each in known.split()}, lang)
    assert (found.text, found.lang, found.derived) == (ALL[expected], expected, False)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Oʻzbekiston", "Ўзбекистон"),
        ("Gʻafur Gʻulom", "Ғафур Ғулом"),
        ("Shayxontohur", "Шайхонтоҳур"),
        ("Yunusobod", "Юнусобод"),
        ("Mirzo Ulugʻbek", "Мирзо Улуғбек"),
        ("Qoʻngʻiroq", "Қўнғироқ"),
    ],
)
def test_cyrillic_that_nobody_wrote_is_transliterated_and_marked(latin, cyrillic):
    assert pick_name({"uz": latin, "ru": "нечто"}, "uz-Cyrl") == LocalName(cyrillic, "uz-Cyrl", derived=True)


def test_cyrillic_that_somebody_wrote_is_kept_unmarked():
    assert pick_name({"uz": "Chorsu", "uz-Cyrl": "Чорсу"}, "uz-Cyrl") == LocalName("Чорсу", "uz-Cyrl")


def test_nothing_known_is_an_empty_name():
    assert str(pick_name({}, "ru")) == ""


def test_a_thing_leaves_out_empty_forms():
    assert make_thing(uz="Chorsu", ru="Чорсу").names == {"uz": "Chorsu", "ru": "Чорсу"}


def test_a_form_that_the_data_call_derived_is_marked():
    thing = make_thing(uz="Chorsu", uz_cyrl="Чорсу", en="Chorsu", derived="uz_cyrl;en")
    assert thing.name("uz-Cyrl").derived and thing.name("en").derived
    assert not thing.name("uz").derived
