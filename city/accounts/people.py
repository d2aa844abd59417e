"""People with accounts: adding them, giving them roles, switching them off."""

import re

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from city.accounts.errors import LastAdministrator, NameTaken, NoRole, UnknownPerson, UnknownRole, WrongName
from city.accounts.models import Person, PersonRole
from city.accounts.roles import ADMINISTRATOR, ROLES
from city.database import db
from city.errors import NotFound

PAGE_ROWS = 50
STATES = {
    "on": lambda: (Person.disabled_at.is_(None),),
    "off": lambda: (Person.disabled_at.is_not(None),),
    "one_step": lambda: (Person.totp_secret.is_(None), ~Person.passkeys.any()),
    "never": lambda: (Person.signed_in_at.is_(None),),
    "demo": lambda: (Person.is_demo,),
}
NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,99}")


def add(name, password_hash, roles, language, now, must_change_password=False, is_demo=False):
    """A new account. Raises WrongName, NameTaken, NoRole or UnknownRole."""
    person = Person(
        name=check_name(name),
        password_hash=password_hash,
        language=language,
        must_change_password=must_change_password,
        is_demo=is_demo,
        created_at=now,
        held=[PersonRole(role=role) for role in check_roles(roles)],
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        raise NameTaken(name=person.name) from None
    return person


def check_name(name):
    """The name as it is kept, in small letters. Raises WrongName."""
    kept = fold_name(name)
    if not NAME.fullmatch(kept):
        raise WrongName()
    return kept


def check_roles(roles):
    """The roles in the order of ROLES, each once. Raises NoRole or UnknownRole."""
    for role in roles:
        if role not in ROLES:
            raise UnknownRole(role=role)
    if not roles:
        raise NoRole()
    return [role for role in ROLES if role in roles]


def fold_name(name):
    return name.strip().casefold()


def find_by_name(name):
    return db.session.scalar(select(Person).where(Person.name == fold_name(name)))


def get_by_name(name):
    """The person called `name`. Raises UnknownPerson."""
    found = find_by_name(name)
    if not found:
        raise UnknownPerson(name=fold_name(name))
    return found


def get(person_id):
    """The person with this id. Raises NotFound."""
    return _one(select(Person).where(Person.id == person_id))


def get_to_change(person_id):
    """The person with this id, whom nobody else changes until this unit of work ends. Raises NotFound."""
    return _one(select(Person).where(Person.id == person_id).with_for_update())


def get_to_demote(person_id):
    """The same, together with all administrators, in one order: so two of them cannot remove each other at once."""
    others = select(PersonRole.person_id).where(PersonRole.role == ADMINISTRATOR)
    query = select(Person).where((Person.id == person_id) | Person.id.in_(others)).order_by(Person.id).with_for_update()
    found = [each for each in db.session.scalars(query) if each.id == person_id]
    if not found:
        raise NotFound()
    return found[0]


def list_people():
    return db.session.scalars(select(Person).order_by(Person.name)).all()


def search(words, role, state, page):
    """(people of one page by name, is there another page, how many in all). `state`: a key of STATES, or nothing."""
    query = select(Person)
    for word in fold_name(words).split():
        query = query.where(Person.name.contains(word, autoescape=True))
    if role:
        query = query.where(Person.id.in_(select(PersonRole.person_id).where(PersonRole.role == role)))
    if state:
        query = query.where(*STATES[state]())
    count = db.session.scalar(select(func.count()).select_from(query.subquery()))
    ordered = query.order_by(Person.name).options(selectinload(Person.passkeys))
    rows = db.session.scalars(ordered.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS + 1)).all()
    return rows[:PAGE_ROWS], len(rows) > PAGE_ROWS, count


def set_roles(person, roles):
    """Give a person (of `get_to_demote`) these roles and no others. Raises NoRole, UnknownRole or LastAdministrator."""
    wanted = check_roles(roles)
    if ADMINISTRATOR in person.roles and ADMINISTRATOR not in wanted:
        _check_another_administrator(person)
    kept = {each.role: each for each in person.held}
    person.held = [kept.get(role) or PersonRole(role=role) for role in wanted]
    db.session.flush()


def switch_off(person, now, keep_an_administrator=True):
    """Keep a person (of `get_to_demote`) out. Raises LastAdministrator."""
    if keep_an_administrator and ADMINISTRATOR in person.roles:
        _check_another_administrator(person)
    person.disabled_at = person.disabled_at or now
    db.session.flush()


def switch_on(person):
    person.disabled_at = None
    db.session.flush()


def set_password(person, password_hash, must_change_password=False):
    person.password_hash, person.must_change_password = password_hash, must_change_password
    db.session.flush()


def list_demo():
    """Demonstration accounts that are switched on."""
    return db.session.scalars(select(Person).where(Person.is_demo, Person.disabled_at.is_(None))).all()


def has_demo():
    return db.session.scalar(select(exists().where(Person.is_demo, Person.disabled_at.is_(None))))


def _one(query):
    found = db.session.scalar(query)
    if not found:
        raise NotFound()
    return found


def _check_another_administrator(person):
    others = select(PersonRole.person_id).where(PersonRole.role == ADMINISTRATOR, PersonRole.person_id != person.id)
    if not db.session.scalar(select(Person.id).where(Person.id.in_(others), Person.disabled_at.is_(None)).limit(1)):
        raise LastAdministrator()
