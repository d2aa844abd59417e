"""Addresses that a feed gives: only those of the web are kept, since pages link to them."""


def keep_address(text):
    """The address itself, or nothing where it is none that a page may link to."""
    text = (text or "").strip()
    return text if text.lower().startswith(("https://", "http://")) and not any(each.isspace() for each in text) else ""
