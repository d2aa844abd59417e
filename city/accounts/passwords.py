"""Passwords: Argon2id, with the parameters that OWASP recommends, and what a new one must be like."""

import secrets
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from city.accounts.errors import CommonPassword, LongPassword, ShortPassword

LEAST_LENGTH = 12
MOST_LENGTH = 256
LEAST_SCORE = 3  # of zxcvbn's 0 to 4: a hundred million guesses are not enough
READ_BY_ZXCVBN = 72  # letters; it refuses longer ones
LOCAL_WORDS = ("tashkent", "toshkent", "uzbekistan", "ozbekiston", "hokimiyat", "khokimiyat", "hokimlik")
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like another
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$MkmWiK+fW0D7A8Ml1eKEIw$iza0K//17gnCJih5RLTGEBx0blYpcRClsJM5SdRCK3Q"

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_seats = BoundedSemaphore(4)  # each hash takes 19 MB and most of a processor


def hash_password(password):
    with _seats:
        return _hasher.hash(_same_letters(password))


def verify(kept, password):
    """Whether `password` is the one that was hashed. Takes as long where nothing is kept (None), and says no."""
    try:
        with _seats:
            return _hasher.verify(kept or NOBODYS, _same_letters(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept):
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def check_strength(password, name):
    """Raise ShortPassword, LongPassword or CommonPassword for one that will not do for the account `name`."""
    if len(password) < LEAST_LENGTH:
        raise ShortPassword(least=LEAST_LENGTH)
    if len(password) > MOST_LENGTH:
        raise LongPassword(most=MOST_LENGTH)
    if zxcvbn(password[:READ_BY_ZXCVBN], user_inputs=[name, *LOCAL_WORDS])["score"] < LEAST_SCORE:
        raise CommonPassword()


def make_password():
    """A first password to hand over, in groups that can be read out: five of four characters, 99 bits."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(5))


def _same_letters(password):
    """й typed as one letter or as two is the same password."""
    return unicodedata.normalize("NFKC", password)
