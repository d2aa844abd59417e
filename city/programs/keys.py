"""Keys of programs and the links that draw them: 32 random bytes, kept as SHA-256; what is random needs no slow hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from city.database import db
from city.programs.models import Program, ProgramKey
from city.programs.refusals import NoSuchLink

MARK = "tcs_"  # by which scanners of published code can know a key
LINK_GOOD_FOR = timedelta(days=7)
PREFIX_LETTERS = 10
LONGEST = 100


@dataclass(frozen=True)
class Known:
    """What is known of a key: whose it is, how many times the usual limits it has, and why it is no more good."""

    program_id: int
    tier: str
    withdrawn_at: datetime | None = None
    replaced_at: datetime | None = None


def hash_of(secret):
    return sha256(secret.encode()).hexdigest()


def find(key_hash):
    """What is Known of the key with this hash; None where it is none of ours."""
    query = select(Program, ProgramKey).join(ProgramKey, ProgramKey.program_id == Program.id)
    row = db.session.execute(query.where(ProgramKey.key_hash == key_hash)).first()
    if not row:
        return None
    program, key = row
    withdrawn_at = None if program.state == "accepted" else program.decided_at
    return Known(program.id, program.tier, withdrawn_at, key.ended_at)


def make_link(program, now):
    """A new secret for the link that draws a key; one before it is no more good. Inside a unit of work."""
    secret = secrets.token_urlsafe(24)
    program.link_hash, program.link_until = hash_of(secret), now + LINK_GOOD_FOR
    db.session.flush()
    return secret


def get_by_link(secret, now, lock=False):
    """The accepted program whose link this is. Raises NoSuchLink."""
    query = select(Program).where(Program.link_hash == hash_of(secret), Program.state == "accepted", Program.link_until > now)
    found = db.session.scalar(query.with_for_update() if lock else query)
    if not found:
        raise NoSuchLink()
    return found


def draw_key(secret, now):
    """(program, key): a fresh key by a link, once; keys before it end. Inside a unit of work. Raises NoSuchLink."""
    program = get_by_link(secret, now, lock=True)
    program.link_hash, program.link_until = "", None
    for each in list_keys(program.id):
        each.ended_at = each.ended_at or now
    key = MARK + secrets.token_urlsafe(32)
    db.session.add(ProgramKey(program_id=program.id, key_hash=hash_of(key), prefix=key[:PREFIX_LETTERS], made_at=now))
    db.session.flush()
    return program, key


def list_keys(program_id):
    """All keys of a program, the newest first."""
    return db.session.scalars(select(ProgramKey).where(ProgramKey.program_id == program_id).order_by(ProgramKey.id.desc())).all()
