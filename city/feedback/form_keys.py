"""Keys of forms: one each time that a form is shown, signed, with the moment in it, so that it says how fast it was filled in."""

from datetime import timedelta
from uuid import uuid4

from itsdangerous import BadData, URLSafeTimedSerializer

from city.feedback.refusals import LooksAutomatic, StaleKey

LEAST = timedelta(seconds=3)  # in which nobody can read the form and write a sentence
VOTE_KEPT = timedelta(days=1)


def make_key(secret):
    return _signer(secret, "form").dumps(uuid4().hex)


def read_key(secret, key):
    """(id, moment when the form was shown). Raises StaleKey for what is no key of ours."""
    try:
        return _signer(secret, "form").loads(key, return_timestamp=True)
    except BadData:
        raise StaleKey() from None


def check_person(shown_at, trap, now):
    """Raise LooksAutomatic where no person can have filled in the form: too fast, or a field that nobody sees."""
    if trap or now - shown_at < LEAST:
        raise LooksAutomatic()


def sign_vote(secret, number):
    """What opens the page on which words can be added to an answer."""
    return _signer(secret, "vote").dumps(number)


def read_vote(secret, key):
    """The id of the answer; None for what is no key of ours, or one of long ago."""
    try:
        return _signer(secret, "vote").loads(key, max_age=VOTE_KEPT.total_seconds())
    except BadData:
        return None


def _signer(secret, what):
    return URLSafeTimedSerializer(secret, salt=f"feedback {what}")
