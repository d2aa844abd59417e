"""Search keys: one plain-ASCII spelling for every way in which people of Tashkent write a name."""

import re
import unicodedata
from functools import lru_cache

import alifbo

# After alifbo has joined the scripts and dropped the apostrophes: spellings that people mix freely.
SAME = (
    ("ch", "c"),
    ("sh", "s"),
    ("kh", "h"),  # khokimiyat, hokimiyat
    ("gh", "g"),  # Ulugh Beg
    ("zh", "j"),
    ("dj", "j"),  # Джами, Жомий
    ("x", "h"),  # xiyobon, hiyobon
    ("q", "k"),
    ("w", "v"),
    ("yo", "o"),  # Russian ё, e-bekat spellings
    ("yu", "u"),  # byudjet, budjet
    ("ya", "a"),  # sentyabr, sentabr
    ("ye", "e"),  # yer, er
    ("ts", "s"),
    ("ou", "u"),  # boulevard
    ("y", "i"),  # Navoiy, Navoi, Navoy
)
VERSION = 2  # of the rules: keys that older rules made are made anew
MARKS = str.maketrans("", "", "'`´‘’‛ʹʻʼʽʿ＇\u0301")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = re.compile("[а-яёўқғҳ]", re.IGNORECASE)
WORD = re.compile(r"[a-z0-9]+")
TWICE = re.compile(r"([a-z])\1+")
LONGEST_DOUBLED = 2
HELD_DOWN = re.compile(r"([a-z])\1{3}")
VOWELS = re.compile("[aeiou]+")


def fold(text):
    """The search key of a text: lower-case words of a-z and 0-9, joined by one blank."""
    return " ".join(map(join_spellings, spell(text)))


def spell(text):
    """The words of a text in plain Latin letters, still as they were spelt."""
    return [word for written in text.split() for word in _spell_one(written)]


def make_slug(text):
    """A text as the last part of an address: Шайхонтоҳур тумани, shayxontohur-tumani."""
    latin = alifbo.to_old_latin(alifbo.from_cyrillic(text).text).text if CYRILLIC.search(text) else text
    return "-".join(WORD.findall(_drop_accents(latin.translate(MARKS)).lower()))


@lru_cache(maxsize=100_000)
def join_spellings(word):
    """The search key of one word as `spell` gives it."""
    for written, kept in SAME:
        word = word.replace(written, kept)
    return TWICE.sub(_once, word)


def _once(letters):
    """A letter that was doubled is one; one that was held down is no spelling of anything, and stays."""
    return letters[1] if len(letters[0]) <= LONGEST_DOUBLED else letters[0]


def is_held_down(key):
    """Whether a letter stands in it again and again, as when a key was held down."""
    return bool(HELD_DOWN.search(key))


def sound(key):
    """What is left of a search key when vowels sound alike: Sergeli and Sirgʻali, Qoʻyliq and Kuylyuk."""
    return VOWELS.sub("a", key)


def list_mistakes(word):
    """Keys of all words one typing mistake away. Made before spellings are joined: a wrong letter may break a pair."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    added = (left + letter + right for left, right in halves for letter in LETTERS)
    changed = (left + letter + right[1:] for left, right in halves if right for letter in ("", *LETTERS))
    swapped = (left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1)
    return set(join_spellings.__wrapped__(" ".join((*added, *changed, *swapped))).split())  # in one go: ten times quicker


@lru_cache(maxsize=100_000)
def _spell_one(written):
    """The same for what stands between two blanks; most of it comes again and again, and making it is slow."""
    key = alifbo.fold_search_key_loose(_drop_accents(written.translate(MARKS)))
    return tuple(WORD.findall(_drop_accents(key.translate(MARKS)).lower()))


def _drop_accents(text):
    """õ, ō, ŏ, ḡ of older drafts become plain letters; й, ё, ў of Cyrillic stay whole."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter):
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if parts[0].isascii() and len(parts) > 1 else letter
