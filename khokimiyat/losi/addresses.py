"""Addresses of portals and of evidence: checked for their form and never fetched."""

import re
from urllib.parse import urljoin, urlsplit

from khokimiyat.losi.refusals import WrongAddress

OWN = "/"  # the address of this very portal, whatever it is called where it runs
LONGEST = 2000
UNFIT = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")


def check_portal(text):
    """The address of a portal: http, https, or `/` for this very one. Raises WrongAddress."""
    return OWN if text == OWN else check(text, "portal_address")


def check_evidence(text, portal_address, field="evidence"):
    """The address of a page, or empty. `/page` is one of the portal's own. Raises WrongAddress."""
    if not text:
        return ""
    if text.startswith("/") and not text.startswith("//"):
        text = urljoin(portal_address, text)
    if portal_address == OWN and text.startswith("/") and not text.startswith("//"):
        return _refuse_unfit(text, field)
    return check(text, field)


def check(text, field=""):
    """An http or https address with a host, as it was written. Raises WrongAddress."""
    try:
        parts = urlsplit(_refuse_unfit(text, field))
        named = parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".") and parts.port != 0
    except ValueError:
        named = False
    if not named or "@" in parts.netloc:
        raise WrongAddress(field)
    return text


def _refuse_unfit(text, field):
    if UNFIT.search(text) or len(text) > LONGEST:
        raise WrongAddress(field)
    return text
