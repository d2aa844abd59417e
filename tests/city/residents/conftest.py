"""An application that knows the local OneID, and a resident who signs in through it."""

from types import SimpleNamespace
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from tests.city.conftest import open_app  # noqa: F401
from tests.city.residents.provider import CLIENT, SECRET, provider


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *values):
        return None


@pytest.fixture
def oneid():
    with provider() as running:
        yield running


@pytest.fixture
def app(open_app, database_url, oneid):  # noqa: F811
    return open_app(database_url, **settings_for(oneid))


def settings_for(oneid):
    return {"ONEID_CLIENT_ID": CLIENT, "ONEID_CLIENT_SECRET": SECRET, "ONEID_ADDRESS": oneid.address}


def go_to_oneid(client, path="/uz/me/sign-in"):
    """Begin, and go there: (the address at OneID, the address of ours to which it sends back)."""
    there = client.get(path).location
    opener = build_opener(Stay)
    try:
        opener.open(there, timeout=5)
    except OSError as answered:  # urllib calls a redirection that is not followed an error
        back = urlsplit(answered.headers["Location"])
        answered.close()
    return SimpleNamespace(there=there, path=back.path, back=f"{back.path}?{back.query}")


def sign_in_resident(client, path="/uz/me/sign-in"):
    """The answer to coming back."""
    return client.get(go_to_oneid(client, path).back)
