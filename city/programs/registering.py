"""Registering a program: it is asked for, accepted or refused, and may be withdrawn."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from city.database import db
from city.errors import N_, NotFound
from city.mail.addresses import check_address
from city.programs.models import Program, ProgramUse
from city.programs.refusals import Decided, Missing, NotPossible, SentAlready, TooLongField, WrongSite

STATES = {
    "waiting": N_("Waiting for a decision"),
    "accepted": N_("Registered"),
    "refused": N_("Refused"),
    "withdrawn": N_("Key withdrawn"),
}
TIERS = {"usual": (N_("usual limits"), 1), "high": (N_("five times the usual limits"), 5)}
LONGEST = {"name": 100, "purpose": 2000, "site": 300, "reason": 500}
SITE = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")
FORGET_REFUSED, FORGET_WITHDRAWN, FORGET_USE = timedelta(days=30), timedelta(days=365), timedelta(days=400)
PAGE_ROWS = 50


@dataclass(frozen=True)
class Asked:
    """What somebody tells of a program."""

    name: str
    purpose: str
    email: str
    site: str
    language: str

    def check(self):
        """Raise the refusal of the first field that cannot be taken."""
        for field in ("name", "purpose", "email"):
            if not getattr(self, field):
                raise Missing(field)
        for field in ("name", "purpose", "site"):
            if len(getattr(self, field)) > LONGEST[field]:
                raise TooLongField(field, LONGEST[field])
        check_address(self.email)
        if self.site and not SITE.fullmatch(self.site):
            raise WrongSite()


def register(form_key, asked, now):
    """Keep a program that waits for a decision. Inside a unit of work. Raises Refused or SentAlready."""
    asked.check()
    if db.session.scalar(select(Program.id).where(Program.form_key == form_key)):
        raise SentAlready()
    values = vars(asked) | {"name": " ".join(asked.name.split()), "email": asked.email.lower()}
    empty = {"reason": "", "decided_by": "", "link_hash": ""}
    program = Program(form_key=form_key, **values, **empty, state="waiting", tier="usual", asked_at=now, version=0)
    db.session.add(program)
    db.session.flush()
    return program


def get_program(number, lock=False):
    """The program with this number. Raises NotFound."""
    query = select(Program).where(Program.id == number)
    found = db.session.scalar(query.with_for_update() if lock else query)
    if not found:
        raise NotFound()
    return found


def get_accepted(number):
    """The accepted program with this number, held until the unit of work ends. Raises NotFound or NotPossible."""
    program = get_program(number, lock=True)
    if program.state != "accepted":
        raise NotPossible()
    return program


def accept(number, version, tier, who, now):
    return _decide(number, version, ("waiting",), who, now, state="accepted", tier=tier)


def refuse(number, version, reason, who, now):
    return _decide(number, version, ("waiting",), who, now, state="refused", reason=_check_reason(reason))


def withdraw(number, version, reason, who, now):
    """From now on its keys are no more good, in other processes within seconds."""
    changed = {"state": "withdrawn", "reason": _check_reason(reason), "link_hash": "", "link_until": None}
    return _decide(number, version, ("accepted",), who, now, **changed)


def set_tier(number, version, tier):
    program = _lock(number, version, ("accepted",))
    program.tier, program.version = tier, program.version + 1
    db.session.flush()
    return program


def _decide(number, version, states, who, now, **values):
    program = _lock(number, version, states)
    for name, value in values.items():
        setattr(program, name, value)
    program.decided_at, program.decided_by, program.version = now, who, program.version + 1
    db.session.flush()
    return program


def _lock(number, version, states):
    program = get_program(number, lock=True)
    if program.version != version:
        raise Decided()
    if program.state not in states:
        raise NotPossible()
    return program


def _check_reason(reason):
    if not reason:
        raise Missing("reason")
    if len(reason) > LONGEST["reason"]:
        raise TooLongField("reason", LONGEST["reason"])
    return reason


def list_programs(state=None, page=1):
    """(programs of one page, those that wait first and then the newest; is there another page)."""
    query = select(Program).order_by(Program.state != "waiting", Program.id.desc())
    query = query.where(Program.state == state) if state else query
    found = db.session.scalars(query.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS + 1)).all()
    return found[:PAGE_ROWS], len(found) > PAGE_ROWS


def count_by_state():
    counts = dict(db.session.execute(select(Program.state, func.count()).group_by(Program.state)).all())
    return {state: counts.get(state, 0) for state in STATES}


def list_accepted_of(email):
    """The accepted programs of an address, for a new link to each. Inside a unit of work."""
    query = select(Program).where(Program.email == email.lower(), Program.state == "accepted").order_by(Program.id)
    return db.session.scalars(query.with_for_update()).all()


def forget(now):
    """(programs deleted, programs freed of who registered them): refused after 30 days, withdrawn after a year."""
    refused = select(Program.id).where(Program.state == "refused", Program.decided_at < now - FORGET_REFUSED)
    gone = db.session.execute(
        delete(Program).where(Program.id.in_(refused)).execution_options(synchronize_session=False)
    ).rowcount
    long_ago = (Program.state == "withdrawn", Program.decided_at < now - FORGET_WITHDRAWN, Program.email != "")
    freed = update(Program).where(*long_ago).values(email="", purpose="", site="", reason="")
    free = db.session.execute(freed.execution_options(synchronize_session=False)).rowcount
    old_use = delete(ProgramUse).where(ProgramUse.day < (now - FORGET_USE).date())
    db.session.execute(old_use.execution_options(synchronize_session=False))
    return gone, free
