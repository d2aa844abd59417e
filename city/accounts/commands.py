"""`city users`: accounts from the terminal, the first administrator's above all."""

import sys

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from city.accounts import audit, passwords, people, sessions
from city.accounts.roles import ROLES
from city.clock import now
from city.database import db, unit_of_work
from city.formats import moment
from city.language import BY_CODE

PASSWORD_STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


users = AppGroup("users", help="Accounts of staff.")


@users.command("add")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(list(ROLES)), help="Can be repeated.")
@click.option("--language", default="uz", type=click.Choice(list(BY_CODE)))
@PASSWORD_STDIN
def add_person(name, roles, language, password_stdin):
    """Add an account, with one or several roles."""
    password_hash = read_password(people.check_name(name), password_stdin)
    with unit_of_work():
        act()
        added = people.add(name, password_hash, roles, language, now())
        audit.record("accounts.add", added.name, {"roles": list(roles)})
    click.echo(_("The account “%(name)s” is added.", name=added.name))


@users.command("password")
@click.argument("name")
@PASSWORD_STDIN
def set_password(name, password_stdin):
    """Give an account a new password, and end its sessions."""
    person_id = people.get_by_name(name).id
    db.session.rollback()  # nothing is held while somebody types
    password_hash = read_password(name, password_stdin)
    with unit_of_work():
        act()
        person = people.get_to_change(person_id)
        people.set_password(person, password_hash)
        sessions.end_all(person.id, now())
        audit.record("accounts.password_reset", person.name)
    click.echo(_("The password of “%(name)s” is changed.", name=person.name))


@users.command("list")
def list_people():
    """Every account: name, roles, state, codes."""
    for person in people.list_people():
        state = _("switched off on %(moment)s", moment=moment(person.disabled_at)) if person.disabled_at else _("switched on")
        codes = _("with codes") if person.totp_secret else _("without codes")
        click.echo("\t".join((person.name, ",".join(sorted(person.roles)), state, codes)))


@users.command("disable")
@click.argument("names", nargs=-1)
@click.option("--demo", is_flag=True, help="All demonstration accounts.")
def switch_off(names, demo):
    """Switch accounts off, and end their sessions."""
    with unit_of_work():
        act()
        chosen = [people.get_by_name(name) for name in names] + list(people.list_demo() if demo else [])
        for person in chosen:
            people.switch_off(people.get_to_demote(person.id), now(), keep_an_administrator=not person.is_demo)
            sessions.end_all(person.id, now())
            audit.record("accounts.off", person.name)
    for person in chosen:
        click.echo(_("The account “%(name)s” is switched off.", name=person.name))


def act():
    audit.act_as(None, "city users", now())


def read_password(name, from_stdin):
    """The hash of a password that is strong enough: typed twice, or one line of standard input. Raises a CityError."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt(_("Password"), hide_input=True, confirmation_prompt=_("The same password again"))
    passwords.check_strength(password, name)
    return passwords.hash_password(password)
