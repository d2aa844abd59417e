"""The one door to other hosts: connections with time-outs."""

import requests
from requests.adapters import HTTPAdapter

CONNECT_S, READ_S = 5, 15


class Patient(HTTPAdapter):
    """Waits so long and no longer, whoever forgets to say so."""

    def send(self, request, timeout=None, **values):
        return super().send(request, timeout=timeout or (CONNECT_S, READ_S), **values)


def session():
    """A requests.Session whose connections end in time."""
    return mount_on(requests.Session())


def mount_on(session):
    """The same for a session that a library has made, such as Authlib's."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, Patient())
    return session
