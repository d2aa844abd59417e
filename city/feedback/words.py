"""What people write, in the form in which it is kept."""

import re
import unicodedata

from city.feedback.refusals import TooLongText

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")  # also what turns the line round


def tidy(field, text, limit):
    """Lines that end alike, without characters that nobody sees. Raises TooLongText."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > limit:
        raise TooLongText(field, limit=limit, count=len(text))
    return text


def tidy_line(field, text, limit):
    """The same for a field of one line."""
    return tidy(field, " ".join(text.split()), limit)


def says_something(text):
    """Whether there is a letter, digit or sign in it: some blanks have a width of nothing."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)
