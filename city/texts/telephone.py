"""Telephone numbers of offices: as E.164, or a short number such as 1055 as it is."""

import re

import phonenumbers

from city.texts.refusals import WrongTelephone

SHORT = re.compile(r"\d{3,4}")
TYPED = re.compile(r"\+?[\d\s().-]+")  # the library would read letters as the keys they stand on


def read_telephone(typed, field):
    """The number to keep, '' for none. Raises WrongTelephone, naming the field."""
    typed = typed.strip()
    if not typed or SHORT.fullmatch(typed):
        return typed
    if not TYPED.fullmatch(typed):
        raise WrongTelephone(field=field)
    try:
        number = phonenumbers.parse(typed, "UZ")
    except phonenumbers.NumberParseException:
        raise WrongTelephone(field=field) from None
    if not phonenumbers.is_possible_number(number):
        raise WrongTelephone(field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_telephone(kept):
    """A number for people: +998 71 237 99 98."""
    if not kept.startswith("+"):
        return kept
    return phonenumbers.format_number(phonenumbers.parse(kept), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
