"""Codes of an authenticator application (TOTP, RFC 6238), and recovery codes for when the telephone is lost."""

import base64
import hmac
import secrets

import pyotp
import segno
from sqlalchemy import delete, func, select

from city.accounts.errors import WrongCode
from city.accounts.models import Person, RecoveryCode
from city.database import db

STEP_S = 30
DRIFT = (0, -1, 1)  # steps by which a telephone's clock may be wrong
RECOVERY_CODES = 10
ISSUER = "Tashkent City Services"


def make_secret():
    return pyotp.random_base32()


def draw_secret(secret, name):
    """The secret as a QR code: the address of a picture that carries its own data."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return segno.make(address, error="m").png_data_uri(scale=5, border=4)


def group(secret):
    """The secret in groups of four letters, as people type it."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def find_step(secret, code, now, after=None):
    """The time step that `code` belongs to, later than the step `after`; None where it is not right."""
    digits = "".join(code.split()).encode()
    today = int(now.timestamp()) // STEP_S
    for step in (today + drift for drift in DRIFT):
        if (after is None or step > after) and hmac.compare_digest(_code_at(secret, step).encode(), digits):
            return step
    return None


def begin_use(person, secret, code, now):
    """Ask for codes of `secret` from now on; `code` shows that the telephone has it. Raises WrongCode."""
    step = find_step(secret, code, now)
    if step is None:
        raise WrongCode()
    person.totp_secret, person.totp_step = secret, step
    db.session.flush()


def take_code(person_id, code, now, key):
    """Use up a code or a recovery code of a person, and say which of the two it was. Raises WrongCode."""
    person = db.session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    step = person.totp_secret and find_step(person.totp_secret, code, now, after=person.totp_step)
    if step:
        person.totp_step = step
        db.session.flush()
        return "code"
    _use_recovery_code(person_id, code, key)
    return "recovery code"


def stop_use(person, keep_recovery_codes=False):
    """Forget the secret and the recovery codes: the telephone is lost, or another takes its place."""
    person.totp_secret = person.totp_step = None
    if keep_recovery_codes:  # they stand in for passkeys too
        return db.session.flush()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.flush()


def make_recovery_codes(person_id, key):
    """New recovery codes in place of the old ones; only their keyed hashes are kept."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [_make_recovery_code() for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person_id, code_hash=_hash(code, key)) for code in codes)
    db.session.flush()
    return codes


def count_recovery_codes(person_id):
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id))


def _use_recovery_code(person_id, code, key):
    used = delete(RecoveryCode).where(RecoveryCode.person_id == person_id, RecoveryCode.code_hash == _hash(code, key))
    if db.session.execute(used).rowcount != 1:
        raise WrongCode()


def _make_recovery_code():
    """16 letters and digits in four groups: 80 bits."""
    letters = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _hash(code, key):
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hmac.digest(key.encode(), f"recovery:{plain}".encode(), "sha256").hex()


def _code_at(secret, step):
    return pyotp.TOTP(secret).generate_otp(step)
