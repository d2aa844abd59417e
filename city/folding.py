"""Search keys: one plain-ASCII spelling for every way in which people of Tashkent write a name."""

import re
import unicodedata

import alifbo

# After alifbo has joined the scripts and dropped the apostrophes: spellings that people mix freely.
SAME = (
    ("kh", "h"),  # khokimiyat, hokimiyat
    ("zh", "j"),
    ("x", "h"),  # xiyobon, hiyobon
    ("q", "k"),
    ("w", "v"),
    ("yo", "o"),  # Russian ё, e-bekat spellings
    ("yu", "u"),  # byudjet, budjet
    ("ya", "a"),  # sentyabr, sentabr
    ("ye", "e"),  # yer, er
    ("ts", "s"),
    ("iy", "i"),  # Navoiy, Navoi
)
MARKS = str.maketrans("", "", "'`´‘’‛ʹʻʼʽʿ＇\u0301")
WORD = re.compile(r"[a-z0-9]+")


def fold(text):
    """The search key of a text: lower-case words of a-z and 0-9, joined by one blank."""
    key = alifbo.fold_search_key_loose(_drop_accents(text.translate(MARKS)))
    key = _drop_accents(key.translate(MARKS)).lower().replace("ch", "c").replace("sh", "s")
    for written, kept in SAME:
        key = key.replace(written, kept)
    return " ".join(WORD.findall(key))


def _drop_accents(text):
    """õ, ō, ŏ, ḡ of older drafts become plain letters; й, ё, ў of Cyrillic stay whole."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter):
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if parts[0].isascii() and len(parts) > 1 else letter
