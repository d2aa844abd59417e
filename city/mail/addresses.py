"""Addresses of e-mail: what we send to, checked strictly, so that nothing but one address can stand in a header."""

import re

from city.errors import N_, CityError

LONGEST = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
PART = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){PART}(\.{PART})*@({LABEL}\.)+(?=[a-z0-9-]*[a-z]){LABEL}", re.IGNORECASE | re.ASCII)


class WrongAddress(CityError):
    status = 422
    field = "email"
    sentence = N_("This is not an e-mail address. It looks like name@example.uz.")


def is_address(text):
    """Whether `text` is one address and nothing else: no name, no quotes, no comment, no line break."""
    return len(text) <= LONGEST and bool(ADDRESS.fullmatch(text))


def check_address(text):
    """The address as it is kept. Raises WrongAddress."""
    if not is_address(text):
        raise WrongAddress()
    return text
