"""Cursors: where the next page of a list begins, signed, and good for the very question that it was given for."""

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer

from city.errors import N_, WrongValue

OF_A_PAGE = ("cursor", "limit")  # arguments that may change from page to page


class BadCursor(WrongValue):
    sentence = N_("This cursor was changed, or belongs to another question. Begin again without “%(name)s”.")

    def __init__(self):
        super().__init__(name="cursor")


def write_cursor(values):
    """The cursor for `values`, a list of what JSON can hold: the sort key of the last row that was sent."""
    return _signer().dumps(values)


def read_cursor(text):
    """The values of a cursor. Raises BadCursor for what we did not write, or wrote for another address or other filters."""
    try:
        return _signer().loads(text)
    except BadData:
        raise BadCursor() from None


def _signer():
    filters = sorted((name, value) for name, value in request.args.items(multi=True) if name not in OF_A_PAGE)
    question = repr((request.endpoint, sorted((request.view_args or {}).items()), filters))
    return URLSafeSerializer(current_app.secret_key, salt=f"cursor 1 {question}")
