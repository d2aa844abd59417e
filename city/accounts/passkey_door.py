"""The door for passkeys: a challenge is given into the signed cookie, and its answer taken once."""

from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app, request, session

from city.accounts import audit, door, passkeys, people, sessions, throttle, totp
from city.accounts.current import find_person, is_refused
from city.accounts.errors import PasskeysOff, StalePasskey, WrongPasskey
from city.clock import now
from city.database import db, unit_of_work

COOKIE = "passkey"


def find_site():
    """The Site of passkeys: of SITE_ADDRESS, in development of the request; None where a browser would refuse."""
    set_up, config = current_app.config["SITE_ADDRESS"], current_app.config
    origin = set_up or (request.host_url.rstrip("/") if config["CITY_ENV"] == "development" else "")
    host = urlsplit(origin).hostname or ""
    return passkeys.Site(origin, host) if host and not _is_number(host) else None


def get_site():
    """The same. Raises PasskeysOff."""
    site = find_site()
    if not site:
        raise PasskeysOff()
    return site


def offer_registration(me, form):
    """Options for a new passkey, after the password. Raises MustWait, WrongPassword or NoPasskeyName."""
    site = get_site()
    passkeys.check_name(form.name)
    door.check_own_password(me, form.current_password)
    with unit_of_work():
        throttle.forgive([door.account_key(me.name)], [], now())
        audit.record("accounts.own_passkey_asked", me.name)
    challenge = passkeys.make_challenge()
    offered = passkeys.offer_registration(site, people.get(me.id), challenge)
    _give("register", challenge, me.id, handle=offered["user"]["id"])
    return offered


def register(me, form):
    """Keep a new passkey. Returns recovery codes where there were none, else None. Raises StalePasskey or WrongPasskey."""
    site, given = get_site(), _take("register", me.id)
    with unit_of_work():
        person = people.get_to_change(me.id)
        passkeys.add(site, person, form.name, given["handle"], given["challenge"], form.answer, now())
        codes = None if totp.count_recovery_codes(me.id) else totp.make_recovery_codes(me.id, current_app.secret_key)
        audit.record("accounts.own_passkey", me.name, {"name": form.name})
    return codes


def remove(me, number, password):
    """Take a passkey away, after the password. Raises NotFound, MustWait or WrongPassword."""
    passkeys.get_of(me.id, number)
    door.check_own_password(me, password)
    with unit_of_work():
        throttle.forgive([door.account_key(me.name)], [], now())
        name = passkeys.remove(people.get_to_change(me.id), number)
        audit.record("accounts.own_passkey_off", me.name, {"name": name})


def offer_sign_in():
    """Options for signing in: of the person whose password was right, else of anybody."""
    site, challenge = get_site(), passkeys.make_challenge()
    person_id = find_waiting()
    known = passkeys.list_of(person_id) if person_id else ()
    _give("sign-in", challenge, person_id if known else None)
    return passkeys.offer_sign_in(site, challenge, known)


def enter(answer):
    """Begin a session by a passkey, alone or after the password. Raises MustWait, StalePasskey or WrongPasskey."""
    site, address = get_site(), door.address_key()
    with unit_of_work():
        throttle.take_try({address: throttle.ADDRESS}, now())
    given = _take("sign-in")
    found = passkeys.find_by_answer(answer)
    asked, waiting = given["person"], door.find_waiting_session()
    if not found or not _opens(found.person_id, asked, waiting):
        raise _refused("", WrongPasskey())
    passkey_id, person_id, name = found.id, found.person_id, people.get(found.person_id).name
    try:
        with unit_of_work():
            passkeys.take(site, passkey_id, given["challenge"], answer, now(), alone=asked is None)
            throttle.forgive([], [address], now())
            if waiting and waiting[1] == person_id:
                sessions.end(waiting[0], person_id, now())
            key = door.begin_session(people.get_to_change(person_id), "password and passkey" if asked else "passkey")
    except (WrongPasskey, StalePasskey) as error:
        raise _refused(name, error) from None
    door.use(key)


def find_waiting():
    """Id of the person whose password was right and whose second step is still to come; None for nobody."""
    waiting = door.find_waiting_session()
    return waiting[1] if waiting and not find_person() else None


def _opens(person_id, asked, waiting):
    """Whether this person may come in: an account that is on, and the one whose password was given if one was."""
    person = people.get(person_id)
    if person.disabled_at or is_refused(person):
        return False
    return asked is None or (person_id == asked and bool(waiting) and waiting[1] == asked)


def _refused(name, error):
    db.session.rollback()
    door.note_refusal(name, "passkey")
    return error


def _give(purpose, challenge, person_id, **values):
    session[COOKIE] = {"for": purpose, "challenge": challenge, "person": person_id, "at": now().isoformat()} | values


def _take(purpose, person_id=None):
    """What was given into the cookie, taken out of it. Raises StalePasskey."""
    given = session.pop(COOKIE, None)
    if not given or given["for"] != purpose or (person_id and given["person"] != person_id):
        raise StalePasskey()
    if now() - datetime.fromisoformat(given["at"]) > passkeys.CHALLENGE_WITHIN:
        raise StalePasskey()
    return given


def _is_number(host):
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
