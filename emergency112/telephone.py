"""Telephone numbers: typed as people say them, kept as E.164."""

import re

import phonenumbers

from emergency112.refusals import NotANumber

CITY_CODE = "71"
DIGITS_IN_THE_CITY = 7


def read_number(typed):
    """The number as E.164, '' for none. Seven digits are one of Tashkent. Raises NotANumber."""
    if not typed.strip():
        return ""
    if not re.fullmatch(r"\+?[\d\s().-]+", typed.strip()):
        raise NotANumber()  # the library would read letters as the keys they stand on
    digits = re.sub(r"\D", "", typed)
    whole = f"{CITY_CODE}{digits}" if len(digits) == DIGITS_IN_THE_CITY else typed
    try:
        number = phonenumbers.parse(whole, "UZ")
    except phonenumbers.NumberParseException:
        raise NotANumber() from None
    if not phonenumbers.is_possible_number(number):
        raise NotANumber()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_number(kept):
    """A number for people: +998 71 237 99 98."""
    return phonenumbers.format_number(phonenumbers.parse(kept), phonenumbers.PhoneNumberFormat.INTERNATIONAL) if kept else ""
