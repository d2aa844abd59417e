"""What a timetable may be called: its key stands in the addresses of its stops and lines."""

import re

from transit.refusals import WrongKey

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_key(key):
    """Raise WrongKey for what cannot stand in addresses as the name of a feed."""
    if not KEY.fullmatch(key):
        raise WrongKey(value=key)
