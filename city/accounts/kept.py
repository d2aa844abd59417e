"""What the city keeps about people who work here, for the page on one's own data."""

from sqlalchemy import select

from city.accounts import passkeys, people
from city.accounts.models import AuditRow, StaffSession
from city.database import db
from city.errors import N_
from city.features import PersonalData

BY_LAW = N_("Kept for as long as the audit speaks of this account. An administrator can switch it off.")
AUDIT = N_("Kept: who did what in a service of the city must be known afterwards. The database refuses to change it.")
AT_ONCE = 1000


def read_account(person_id):
    found = people.get(person_id)
    known = {"name": found.name, "roles": ", ".join(sorted(found.roles)), "language": found.language}
    known |= {"created_at": found.created_at, "signed_in_at": found.signed_in_at, "disabled_at": found.disabled_at}
    return [known | {"codes": bool(found.totp_secret)}]


def read_sessions(person_id):
    query = select(StaffSession).where(StaffSession.person_id == person_id).order_by(StaffSession.id.desc())
    return [
        {"browser": each.browser, "begun_at": each.begun_at, "used_at": each.used_at, "ended_at": each.ended_at}
        for each in db.session.scalars(query)
    ]


def read_passkeys(person_id):
    return [{"name": each.name, "added_at": each.added_at, "used_at": each.used_at} for each in passkeys.list_of(person_id)]


def read_audit(person_id):
    """What somebody did, newest first, read in pieces."""
    mine = select(AuditRow).where(AuditRow.person_id == person_id).order_by(AuditRow.id.desc()).limit(AT_ONCE)
    last = None
    while rows := db.session.scalars(mine.where(AuditRow.id < last) if last else mine).all():
        for row in rows:
            yield {"at": row.at, "action": row.action, "subject": row.subject, "detail": row.detail}
        last = rows[-1].id


SESSION_FIELDS = {"browser": N_("Browser"), "begun_at": N_("Signed in"), "used_at": N_("Last used"), "ended_at": N_("Ended")}
ACCOUNT_FIELDS = {
    "name": N_("Sign-in name"),
    "roles": N_("Roles"),
    "language": N_("Language"),
    "created_at": N_("Added"),
    "signed_in_at": N_("Last sign-in"),
    "disabled_at": N_("Switched off"),
    "codes": N_("Codes"),
}
SOURCES = (
    PersonalData("accounts.account", N_("Account"), "staff", ACCOUNT_FIELDS, read_account, kept_because=BY_LAW),
    PersonalData(
        "accounts.passkeys",
        N_("Passkeys"),
        "staff",
        {"name": N_("Name of the passkey"), "added_at": N_("Added"), "used_at": N_("Last used")},
        read_passkeys,
        kept_because=N_("Kept until you remove them, on the page of your account."),
    ),
    PersonalData(
        "accounts.sessions",
        N_("Where you signed in"),
        "staff",
        SESSION_FIELDS,
        read_sessions,
        kept_because=N_("Kept for 30 days after the last use."),
    ),
    PersonalData(
        "accounts.audit",
        N_("What you did"),
        "staff",
        {"at": N_("When"), "action": N_("What"), "subject": N_("To what"), "detail": N_("Details")},
        read_audit,
        kept_because=AUDIT,
    ),
)
