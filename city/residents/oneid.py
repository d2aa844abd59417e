"""OneID, the state's sign-in (id.egov.uz): OAuth 2 with grant types of its own, one address for all of its steps.

As its integrators publish it: the reader is sent there with response_type=one_code; grant_type=one_authorization_code
makes a token of the code; grant_type=one_access_token_identify makes a profile of the token. PKCE is not among what it
takes; the code is bound to this site by the client's secret and to the browser by `state`.
"""

from dataclasses import dataclass

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from requests import HTTPError, RequestException

from city import http
from city.residents.errors import OneIdError, OneIdRefused, OneIdSilent

MOST_BYTES = 200_000
SUBJECTS = ("pin", "user_id")  # the personal number, else the name of the account at OneID


@dataclass(frozen=True)
class Client:
    """How this site is known to OneID."""

    client_id: str
    secret: str
    address: str


@dataclass(frozen=True)
class Profile:
    """All that is taken of what OneID tells: who it is, for a keyed hash, and a name to show."""

    subject: str
    name: str


def make_address(client, state, back):
    """Where to send the reader. `back` is the address of ours that was registered at OneID."""
    session = _connect(client, back)
    address, _ = session.create_authorization_url(client.address, state=state, response_type="one_code")
    return address


def identify(client, code, back):
    """The Profile of somebody who comes back with a code. Raises OneIdRefused, OneIdSilent or OneIdError."""
    session = _connect(client, back)
    try:
        asked = {"grant_type": "one_authorization_code", "code": code, "redirect_uri": back}
        token = session.fetch_token(client.address, **asked, allow_redirects=False)
        told = _ask_who(session, client, token["access_token"])
    except AuthlibBaseError:
        raise OneIdRefused() from None
    except RequestException as error:  # a body that is no JSON is one of these too
        raise _name(error) from None
    except (KeyError, TypeError, ValueError):
        raise OneIdError() from None
    return read_profile(told)


def read_profile(told):
    """The Profile in what OneID tells. Raises OneIdError."""
    if not isinstance(told, dict) or str(told.get("ret_cd", "0")) != "0":
        raise OneIdError()
    subject = next((f"{key}:{told[key]}" for key in SUBJECTS if isinstance(told.get(key), str) and told[key].strip()), "")
    if not subject:
        raise OneIdError()
    parts = [str(told.get(key) or "").strip() for key in ("first_name", "sur_name")]
    return Profile(subject, tidy(" ".join(filter(None, parts)) or str(told.get("full_name") or "")))


def tidy(name):
    """A name in capitals, as the register has it, the way people write it."""
    words = name.split()[:6]
    shown = " ".join(word.capitalize() if word.isupper() else word for word in words)
    return shown[:100]


def _connect(client, back):
    values = {"scope": client.client_id, "redirect_uri": back, "token_endpoint_auth_method": "client_secret_post"}
    return http.mount_on(OAuth2Session(client.client_id, client.secret, **values))


def _ask_who(session, client, token):
    asked = {"grant_type": "one_access_token_identify", "client_id": client.client_id, "client_secret": client.secret}
    asked |= {"access_token": token, "scope": client.client_id}
    answer = session.post(client.address, data=asked, withhold_token=True, allow_redirects=False)
    if answer.status_code >= 500:
        raise OneIdSilent()
    if answer.status_code >= 400:
        raise OneIdRefused()
    if len(answer.content) > MOST_BYTES:
        raise OneIdError()
    return answer.json()


def _name(error):
    """What was the matter: OneID away or in trouble, or an answer that cannot be read."""
    if isinstance(error, ValueError):
        return OneIdError()
    if isinstance(error, HTTPError) and error.response.status_code < 500:
        return OneIdRefused()
    return OneIdSilent()
