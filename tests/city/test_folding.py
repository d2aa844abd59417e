"""One search key for every way of writing a name."""

import random

import pytest

from city.folding import LETTERS, fold, list_mistakes, make_slug, spell

pytestmark = pytest.mark.once

# What people type between o or g and the next letter: the marks of old and new keyboards, and none at all.
APOSTROPHES = ("'", "`", "´", "‘", "’", "‛", "ʹ", "ʻ", "ʼ", "ʽ", "ʿ", "＇", "")


def make_mistakes(word, count=60, seed=7):
    """Words one mistake away from `word`, as fingers make them: a letter missing, added, changed, or two swapped."""
    ends = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = [left + right[1:] for left, right in ends if right]
    added = [left + letter + right for left, right in ends for letter in LETTERS]
    changed = [left + letter + right[1:] for left, right in ends if right for letter in LETTERS]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in ends if len(right) > 1]
    return missing + swapped + random.Random(seed).sample(added, count) + random.Random(seed).sample(changed, count)


@pytest.mark.parametrize("mark", APOSTROPHES, ids=lambda mark: f"U+{ord(mark):04X}" if mark else "none")
@pytest.mark.parametrize(
    ("written", "plain"),
    [("O{}zbekiston", "ozbekiston"), ("G{}afur G{}ulom", "gafur gulom"), ("ma{}lumot", "malumot"), ("SAN{}AT", "sanat")],
)
def test_every_apostrophe_and_none_give_one_key(mark, written, plain):
    assert fold(written.format(mark, mark)) == plain


@pytest.mark.parametrize(
    "spellings",
    [
        ("Oʻzbekiston", "Ўзбекистон", "Özbekiston", "Õzbekiston", "Ōzbekiston", "Ŏzbekiston", "OZBEKISTON"),
        ("Gʻafur Gʻulom", "Ғафур Ғулом", "Ğafur Ğulom", "Ḡafur Ḡulom"),
        ("Chorsu", "Чорсу", "Çorsu"),
        ("Shayxontohur", "Шайхонтоҳур", "Şayxontohur", "shayhontohur"),
        ("xiyobon", "hiyobon", "хиёбон"),
        ("xokimiyat", "khokimiyat", "hokimiyat", "хокимият"),
        ("sentabr", "sentyabr", "сентябр"),
        ("budjet", "byudjet", "бюджет"),
        ("Navoiy", "Navoi", "Навоий", "Навои"),
        ("Yer", "Er"),
        ("  Amir   Temur ", "amir-temur", "Амир Темур", "АМИР ТЕМУР"),
        ("Юнусабад", "Yunusabad"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_that_people_mix_give_one_key(spellings):
    assert len({fold(each) for each in spellings}) == 1


def test_different_names_keep_different_keys():
    names = ("Chilonzor", "Chorsu", "Sergeli", "Bektemir", "Mirobod", "Mirzo Ulugʻbek", "Yakkasaroy", "Yashnobod")
    assert len({fold(each) for each in names}) == len(names)


@pytest.mark.parametrize("text", ["Oʻzbekiston 29", "Сквер №7, «Боғ»!", "🌳 park\n\t'\"*%", "ёлка щука съезд", "", "漢字"])
def test_a_key_has_only_plain_letters_digits_and_single_blanks(text):
    key = fold(text)
    assert key == " ".join(key.split())
    assert all(letter in LETTERS + "0123456789 " for letter in key)


@pytest.mark.parametrize("text", ["Shayxontohur", "Yangihayot", "Қўнғироқ", "Tashkent"])
def test_folding_a_key_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("name", ["Chilonzor", "Shayxontohur", "Yangihayot", "Toshkent", "Yunusobod", "Navoiy", "Buyuk"])
def test_the_keys_of_mistakes_hold_the_right_word_for_every_mistake(name):
    missed = [typed for typed in make_mistakes(name.lower()) if fold(name) not in list_mistakes(spell(typed)[0])]
    assert not [typed for typed in missed if fold(typed) != fold(name)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Oʻzbekiston koʻchasi, 5", "ozbekiston-kochasi-5"), ("Шайхонтоҳур тумани", "shayxontohur-tumani"), ("«»", "")],
)
def test_a_text_becomes_the_last_part_of_an_address(text, slug):
    assert make_slug(text) == slug
