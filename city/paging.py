"""Pages of a list: the form of a page, the address of the next one, and the Link header (RFC 8288)."""

from urllib.parse import urlencode

from flask import g, request

from city.cursors import read_cursor, write_cursor


def read_start(query):
    """The values from which a page goes on, None for the first page. Raises BadCursor."""
    return read_cursor(query.cursor) if query.cursor else None


def take_page(rows, limit, key_of):
    """(rows of this page, address of the next page or None): `rows` has one more than `limit` where there are more.

    `key_of(row)` gives the values from which the next page goes on.
    """
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], name_next(key_of(rows[limit - 1]))


def name_next(values):
    """The address of the page that goes on after `values`; the answer tells it in its Link header too."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    g.next_page = f"{request.path}?{urlencode([*kept, ('cursor', write_cursor(values))])}"
    return g.next_page


def list_links():
    """The Link header of this answer; empty where there is nothing to lead to."""
    return f'<{g.next_page}>; rel="next"' if "next_page" in g else ""
