"""Endings of Uzbek and Russian grammar: chilonzorga, navoiyning, в парке, парка Навои. Keys as city.folding makes them."""

from city.folding import fold

UZBEK = """
    ga ka qa da dan ni ning niki dagi dan gacha kacha cha lar lari larni larda lardan larga larning larining
    si sini sida sidan siga sining i ini ida idan iga ining dagi sidagi idagi im ing imiz ingiz mi chi dir
"""
RUSSIAN = """
    а у ом е ы и ам ами ах ой ою ей ею я ю ям ями ях ов ев ого ому ым ом ых ыми ий ый ая яя ое ее ие ые ую юю
    его ему им ем их ими ского скому ском ским ской скую ская ское ские ских ский
"""
ENDINGS = sorted({fold(each) for each in (UZBEK + RUSSIAN).split()}, key=lambda ending: (-len(ending), ending))
SET = frozenset(ENDINGS)
SHORTEST_STEM = 3


def list_stems(word):
    """What may be left of a word without its ending, the longest first."""
    stems = [word[: -len(each)] for each in ENDINGS if word.endswith(each) and len(word) - len(each) >= SHORTEST_STEM]
    return sorted(dict.fromkeys(stems), key=lambda stem: -len(stem))


def is_form_of(term, stem):
    """Whether a word of the index is the stem itself, or it with an ending."""
    return term == stem or (term.startswith(stem) and term[len(stem) :] in SET)
