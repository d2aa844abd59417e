"""Demonstration accounts, one a role; their password stands in the README, so production does not start with them."""

from sqlalchemy.exc import SQLAlchemyError

from city.accounts import people
from city.accounts.errors import DemoAccountsOn
from city.accounts.roles import ROLES
from city.database import db

PASSWORD = "choynak-piyola-dasturxon"
LANGUAGES = {"supervisor": "uz-Cyrl", "publisher": "ru", "assessor": "ru", "reviewer": "en", "administrator": "en"}


def name_of(role):
    return f"{role}@demo.tashkent"


def load_people(password_hash, now):
    """An account for each role, where there is none of that name yet."""
    for role in ROLES:
        if not people.find_by_name(name_of(role)):
            people.add(name_of(role), password_hash, [role], LANGUAGES.get(role, "uz"), now, is_demo=True)


def refuse_demo_accounts(environment):
    """Raise DemoAccountsOn where production is about to start with accounts whose password everybody knows.

    A database that is not there yet is passed over: no demonstration account signs in in production anyway.
    """
    if environment == "production" and _has_demo():
        raise DemoAccountsOn()


def _has_demo():
    try:
        return people.has_demo()
    except SQLAlchemyError:
        return False
    finally:
        db.session.remove()
        db.engine.dispose()  # the web processes are forked from this one and take no connection along
