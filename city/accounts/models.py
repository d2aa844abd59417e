"""Tables of accounts: people and their roles, sessions, recovery codes, passkeys, tries to sign in, and the audit."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from city.database import Base


class Person(Base):
    """Somebody with an account. Accounts are switched off, never deleted: the audit speaks of them."""

    __tablename__ = "city_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)  # what is typed to sign in, in small letters
    password_hash: Mapped[str]
    language: Mapped[str]
    totp_secret: Mapped[str | None]
    totp_step: Mapped[int | None]  # of the last code taken: no code is taken twice
    must_change_password: Mapped[bool]
    is_demo: Mapped[bool]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]  # the last time
    held: Mapped[list["PersonRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    passkeys: Mapped[list["Passkey"]] = relationship(order_by="Passkey.id")

    @property
    def roles(self):
        return frozenset(each.role for each in self.held)

    @property
    def has_second_step(self):
        return bool(self.totp_secret or self.passkeys)


class PersonRole(Base):
    __tablename__ = "city_person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("city_person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class RecoveryCode(Base):
    """A code that stands in for a telephone that is lost; gone once it is used."""

    __tablename__ = "city_recovery_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("city_person.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)


class Passkey(Base):
    """A credential of WebAuthn: the browser or a security key holds the private key, this table the public one."""

    __tablename__ = "city_passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("city_person.id"), index=True)
    credential_id: Mapped[str] = mapped_column(unique=True)  # base64url
    user_handle: Mapped[str]  # base64url; the same for all passkeys of a person
    name: Mapped[str]
    public_key: Mapped[bytes]  # COSE
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TakenChallenge(Base):
    """A challenge that was answered: it is kept until it is too old to be answered again."""

    __tablename__ = "city_passkey_challenge"

    challenge_hash: Mapped[str] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime]


class StaffSession(Base):
    """One browser of one person, from sign-in to sign-out. `confirmed_at` is empty while the code is awaited."""

    __tablename__ = "city_staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)  # the cookie holds the key; it cannot be read off the table
    person_id: Mapped[int] = mapped_column(ForeignKey("city_person.id"), index=True)
    browser: Mapped[str]
    begun_at: Mapped[datetime]
    used_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Tries(Base):
    """Tries to sign in that have not succeeded, by account and by network address, each known by a keyed hash only."""

    __tablename__ = "city_sign_in_tries"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]


class AuditRow(Base):
    """What somebody did. Rows are added and read; the database refuses to change or delete them."""

    __tablename__ = "city_audit"
    __table_args__ = (
        Index("ix_city_audit_at_id", "at", "id"),  # each filter reads in the order of the page: newest first
        Index("ix_city_audit_person_name_at_id", "person_name", "at", "id"),
        Index("ix_city_audit_action_at_id", "action", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"), index=True)
    person_name: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict] = mapped_column(JSON)
