"""Passkeys (WebAuthn level 2, by py_webauthn): adding them, and holding what a browser signed against what is kept.

`Site` says for which address they are; a challenge is answered once, within CHALLENGE_WITHIN.
"""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import webauthn
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from city.accounts.errors import NoPasskeyName, StalePasskey, TooManyPasskeys, WrongPasskey
from city.accounts.models import Passkey, Person, RecoveryCode, TakenChallenge
from city.database import db
from city.errors import NotFound

CHALLENGE_WITHIN = timedelta(minutes=5)
CHALLENGE_BYTES = 32
CREDENTIAL_ID = re.compile(r"[A-Za-z0-9_-]{1,1400}")  # base64url of 1,023 bytes at most (WebAuthn, 4)
MOST = 10  # of one person
LONGEST_NAME = 60
PROVIDER = "Tashkent City Services"


@dataclass(frozen=True)
class Site:
    """The address that passkeys belong to: https://city.example and city.example."""

    origin: str
    rp_id: str


def make_challenge():
    return bytes_to_base64url(secrets.token_bytes(CHALLENGE_BYTES))


def offer_registration(site, person, challenge):
    """What navigator.credentials.create() is asked, as JSON: a key that is found without a name, held by PIN or finger."""
    wanted = AuthenticatorSelectionCriteria(
        resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
    )
    options = webauthn.generate_registration_options(
        rp_id=site.rp_id,
        rp_name=PROVIDER,
        user_name=person.name,
        user_id=base64url_to_bytes(person.passkeys[0].user_handle if person.passkeys else make_challenge()),
        challenge=base64url_to_bytes(challenge),
        exclude_credentials=_describe(person.passkeys),
        authenticator_selection=wanted,
    )
    return json.loads(webauthn.options_to_json(options))


def offer_sign_in(site, challenge, known=()):
    """What navigator.credentials.get() is asked. Without `known` any passkey will do, and it alone is enough to come in."""
    asked = UserVerificationRequirement.PREFERRED if known else UserVerificationRequirement.REQUIRED
    options = webauthn.generate_authentication_options(
        rp_id=site.rp_id,
        challenge=base64url_to_bytes(challenge),
        allow_credentials=_describe(known),
        user_verification=asked,
    )
    return json.loads(webauthn.options_to_json(options))


def check_name(name):
    """The name of a passkey as it is kept. Raises NoPasskeyName."""
    if not 0 < len(name) <= LONGEST_NAME:
        raise NoPasskeyName(most=LONGEST_NAME)
    return name


def add(site, person, name, user_handle, challenge, answer, now):
    """Keep what a browser answered to `offer_registration`. Raises StalePasskey, TooManyPasskeys or WrongPasskey."""
    take_challenge(challenge, now)
    if len(person.passkeys) >= MOST:
        raise TooManyPasskeys(most=MOST)
    try:
        checked = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise WrongPasskey() from None
    made = Passkey(
        person_id=person.id,
        credential_id=bytes_to_base64url(checked.credential_id),
        user_handle=user_handle,
        name=check_name(name),
        public_key=checked.credential_public_key,
        sign_count=checked.sign_count,
        added_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # the same key twice
        raise WrongPasskey() from None
    return made


def find_by_answer(answer):
    """The passkey that a browser says it has signed with, not yet checked; None for one that is not known."""
    try:
        named = str(json.loads(answer)["id"])
        if not CREDENTIAL_ID.fullmatch(named):  # PostgreSQL takes no NUL for a text
            return None
        return db.session.scalar(select(Passkey).where(Passkey.credential_id == named))
    except (ValueError, KeyError, TypeError):
        return None


def take(site, passkey_id, challenge, answer, now, alone):
    """Hold a signature against a passkey, and note its use. `alone`: no password was asked, so the key must have asked
    for PIN or finger. Raises StalePasskey or WrongPasskey; a counter that does not grow is a copied key."""
    kept = db.session.scalar(select(Passkey).where(Passkey.id == passkey_id).with_for_update())
    if not kept:
        raise WrongPasskey()
    take_challenge(challenge, now)
    try:
        _check_handle(kept, answer, alone)
        checked = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=kept.public_key,
            credential_current_sign_count=kept.sign_count,
            require_user_verification=alone,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise WrongPasskey() from None
    kept.sign_count, kept.used_at = checked.new_sign_count, now
    db.session.flush()
    return kept


def take_challenge(challenge, now):
    """Use up a challenge. Raises StalePasskey where it was answered before."""
    db.session.execute(delete(TakenChallenge).where(TakenChallenge.taken_at < now - 2 * CHALLENGE_WITHIN))
    try:
        with db.session.begin_nested():
            db.session.add(TakenChallenge(challenge_hash=sha256(challenge.encode()).hexdigest(), taken_at=now))
    except IntegrityError:
        raise StalePasskey() from None


def list_of(person_id):
    return db.session.scalars(select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)).all()


def get_of(person_id, passkey_id):
    """A passkey of this person. Raises NotFound."""
    found = db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id))
    if not found:
        raise NotFound()
    return found


def remove(person, passkey_id):
    """Take a passkey away; with the last second step the recovery codes go too. Returns its name. Raises NotFound."""
    gone = get_of(person.id, passkey_id)
    name = gone.name
    db.session.delete(gone)
    db.session.flush()
    db.session.refresh(person, ["passkeys"])
    if not person.has_second_step:
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    return name


def remove_all(person: Person):
    """All passkeys of a person; says how many there were."""
    count = db.session.execute(delete(Passkey).where(Passkey.person_id == person.id)).rowcount
    db.session.refresh(person, ["passkeys"])
    return count


def _describe(passkeys):
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in passkeys]


def _check_handle(kept, answer, alone):
    """A key that was found without a name says whose it is."""
    handle = json.loads(answer)["response"].get("userHandle")
    if (alone or handle) and (handle or "").rstrip("=") != kept.user_handle:
        raise WrongPasskey()
