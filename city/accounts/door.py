"""The door: signing in step by step. Each step counts the try, looks without holding a transaction, then writes."""

from flask import current_app, g, request, session

from city.accounts import audit, passkeys, passwords, people, sessions, throttle, totp
from city.accounts.current import COOKIE_KEY, describe_browser, find_person, is_refused
from city.accounts.errors import NotSignedIn, UnlikePasswords, WrongCode, WrongPassword, WrongSignIn
from city.clock import now
from city.database import db, unit_of_work
from city.language import keep_choice, speak


def enter(name, password):
    """Begin a session by name and password. Raises MustWait or WrongSignIn."""
    account, address = account_key(name), address_key()
    with unit_of_work():
        throttle.take_try({account: throttle.ACCOUNT, address: throttle.ADDRESS}, now())
    person_id, better_hash = check_password(name, password)
    with unit_of_work():
        throttle.forgive([account], [address], now())
        person = people.get_to_change(person_id)
        if better_hash:
            people.set_password(person, better_hash, person.must_change_password)
        key = begin_session(person, None if person.has_second_step else "password")
    use(key)


def check_password(name, password):
    """(id, a hash with today's parameters where the kept one is older). Raises WrongSignIn, as slowly for anybody."""
    known = people.find_by_name(name)
    opens = known and not known.disabled_at and not is_refused(known)
    person_id, kept = (known.id, known.password_hash) if opens else (None, None)
    known_name = known.name if known else ""
    db.session.rollback()
    if not passwords.verify(kept, password):
        note_refusal(known_name, "password")
        raise WrongSignIn()
    return person_id, passwords.hash_password(password) if passwords.is_outdated(kept) else None


def confirm(code):
    """Complete a session by a code. Raises NotSignedIn, MustWait or WrongCode."""
    waiting_id, person_id, name = get_waiting()
    with unit_of_work():
        throttle.take_try({code_key(person_id): throttle.ACCOUNT}, now())
    try:
        with unit_of_work():
            how = totp.take_code(person_id, code, now(), current_app.secret_key)
            throttle.forgive([code_key(person_id)], [], now())
            sessions.end(waiting_id, person_id, now())
            key = begin_session(people.get_to_change(person_id), how)
    except WrongCode:
        note_refusal(name, "code")
        raise
    use(key)


def get_waiting():
    """(session id, person id, name) of the session that waits for a code. Raises NotSignedIn."""
    waiting = find_waiting_session()
    if not waiting:
        raise NotSignedIn()
    return waiting


def find_waiting_session():
    """The same; None where none waits."""
    found = sessions.find(session.get(COOKIE_KEY, ""))
    if not found or not sessions.awaits_code(found, now()) or not found.person.has_second_step or is_refused(found.person):
        return None
    return found.id, found.person_id, found.person.name


def begin_session(person, how):
    """The key of a new session of `person`, who is known by `how`; by None while a code is awaited."""
    sessions.forget_old(now())
    throttle.forget_old(now())
    if how:
        audit.act_as(person.id, person.name, now())
        audit.record("accounts.sign_in", person.name, {"by": how})
        person.signed_in_at = now()
    return sessions.begin(person, describe_browser(), now(), confirmed=bool(how))


def use(key):
    """Let the cookie hold this key, and nothing of what it held before but the language that was chosen."""
    language = session.get("language")
    session.clear()
    session.update({COOKIE_KEY: key} | ({"language": language} if language else {}))
    g.pop("person", None)
    if person := find_person():
        speak(person.language)
        keep_choice(person.language)  # for public pages, and for the sign-in page of the next time


def leave(person):
    """End the session of this browser."""
    with unit_of_work():
        audit.act_as(person.id, person.name, now())
        sessions.end(person.session_id, person.id, now())
        audit.record("accounts.sign_out", person.name)


def forget():
    """Let the cookie hold no key."""
    session.pop(COOKIE_KEY, None)
    session.pop("csrf_token", None)
    g.person = None


def change_own_password(person, form):
    """Put a new password in place of the current one, and end the person's other sessions. Raises a CityError."""
    if form.password != form.password_again:
        raise UnlikePasswords()
    passwords.check_strength(form.password, person.name)
    check_own_password(person, form.current_password)
    password_hash = passwords.hash_password(form.password)
    with unit_of_work():
        throttle.forgive([account_key(person.name)], [], now())
        people.set_password(people.get_to_change(person.id), password_hash)
        sessions.end_all(person.id, now(), but=person.session_id)
        audit.record("accounts.own_password", person.name)
    g.pop("person")


def check_own_password(person, password):
    """Ask somebody who is signed in for the password once more. Raises MustWait or WrongPassword."""
    with unit_of_work():
        throttle.take_try({account_key(person.name): throttle.ACCOUNT}, now())
        audit.record("accounts.own_password_asked", person.name)
    kept = people.get(person.id).password_hash
    db.session.rollback()
    if not passwords.verify(kept, password):
        raise WrongPassword()


def give_up_codes(person, code):
    """Ask for no more codes, by a last one. Raises MustWait or WrongCode."""
    with unit_of_work():
        throttle.take_try({code_key(person.id): throttle.ACCOUNT}, now())
        audit.record("accounts.own_codes_asked", person.name)
    with unit_of_work():
        totp.take_code(person.id, code, now(), current_app.secret_key)
        throttle.forgive([code_key(person.id)], [], now())
        totp.stop_use(people.get_to_change(person.id), keep_recovery_codes=bool(passkeys.list_of(person.id)))
        audit.record("accounts.own_codes_off", person.name)


def note_refusal(name, step):
    with unit_of_work():
        audit.act_as(None, "", now())
        audit.record("accounts.sign_in_refused", name, {"step": step})


def account_key(name):
    return throttle.key_of(current_app.secret_key, "account", people.fold_name(name))


def code_key(person_id):
    return throttle.key_of(current_app.secret_key, "code", person_id)


def address_key():
    return throttle.key_of(current_app.secret_key, "address", throttle.network_of(request.remote_addr))
