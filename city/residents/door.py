"""The residents' door: to OneID and back, bound to this browser by a state in the signed cookie."""

import hmac
import re
import secrets
from datetime import datetime, timedelta

from flask import current_app, request, session, url_for

from city.accounts import throttle
from city.accounts.current import describe_browser
from city.clock import now
from city.database import unit_of_work
from city.language import BY_CODE, BY_PATH, current
from city.residents import oneid, people
from city.residents.current import are_on, use
from city.residents.errors import OneIdDenied, OneIdRefused, ResidentsOff, StrangeState

STATE = "oneid"
WITHIN = timedelta(minutes=15)
HERE = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f?#]*")


def begin():
    """The address at OneID to which to send this reader. Raises ResidentsOff."""
    client, state = get_client(), secrets.token_urlsafe(24)
    session[STATE] = {"state": state, "next": safe_next(), "language": current().path, "at": now().isoformat()}
    return oneid.make_address(client, state, back())


def finish():
    """Begin a session for somebody who comes back from OneID; returns where they began. Raises OneIdError or MustWait."""
    client, begun = get_client(), take_state()
    if "code" not in request.args:
        raise OneIdDenied()
    code = request.args["code"]
    if not 0 < len(code) < 500:
        raise OneIdRefused()
    address = throttle.key_of(current_app.secret_key, "oneid", throttle.network_of(request.remote_addr))
    with unit_of_work():
        throttle.take_try({address: throttle.ADDRESS}, now())
    profile = oneid.identify(client, code, back())
    with unit_of_work():
        throttle.forgive([], [address], now())
        resident = people.recognise(profile, BY_PATH[begun["language"]].code, current_app.secret_key, now())
        key, language = people.begin_session(resident, describe_browser(), now()), resident.language
    use(key)
    return begun["next"] or url_for("residents.me", lang_path=BY_CODE[language].path)


def take_state():
    """What was put into the cookie when this sign-in began, taken out of it. Raises StrangeState."""
    begun = session.pop(STATE, None)
    if not begun or now() - datetime.fromisoformat(begun["at"]) > WITHIN:
        raise StrangeState()
    if not hmac.compare_digest(begun["state"].encode(), request.args.get("state", "").encode()):
        raise StrangeState()
    return begun


def get_client():
    """How this site is known to OneID. Raises ResidentsOff."""
    if not are_on():
        raise ResidentsOff()
    config = current_app.config
    return oneid.Client(config["ONEID_CLIENT_ID"], config["ONEID_CLIENT_SECRET"], config["ONEID_ADDRESS"])


def back():
    """The address of ours that is registered at OneID: one for all languages."""
    site = current_app.config["SITE_ADDRESS"]
    path = url_for("residents.come_back")
    return site + path if site else url_for("residents.come_back", _external=True)


def safe_next():
    """Where to go afterwards: a public page of this site, or nothing."""
    asked = request.values.get("next", "")
    is_ours = HERE.fullmatch(asked) and ".." not in asked and asked.split("/")[1] in BY_PATH
    return asked if is_ours else ""
