"""requests on top of the door: each request, and each redirection of it, goes through Door.ask."""

from io import BytesIO

from requests import PreparedRequest, Session
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from city.http.addresses import origin_of, read_address
from city.http.door import MOST_REDIRECTS, SAFE, follow
from city.http.errors import AddressRefused

UNPACKED = ("content-encoding", "content-length", "transfer-encoding")  # said of the answer before it was unpacked


class DoorAdapter(BaseAdapter):
    """What a requests.Session sends by. Time-outs, certificates and proxies of the caller are passed over for the door's own."""

    def __init__(self, door, trusted, limits):
        super().__init__()
        self.door, self.trusted, self.limits = door, trusted, limits

    def send(self, request: PreparedRequest, **_passed_over):
        headers = dict(request.headers)
        answer = self.door.ask(request.method, request.url, headers, request.body, trusted=self.trusted, **self.limits)
        kept = {name: value for name, value in answer.headers.items() if name not in UNPACKED}
        raw = HTTPResponse(BytesIO(answer.data), headers=kept, status=answer.status, preload_content=False)
        response = HTTPAdapter().build_response(request, raw)
        response.content  # noqa: B018 - read now, so that it can be read again
        return response

    def close(self):
        pass


class DoorSession(Session):
    """A session that is not led from https to http, and takes no form to a server that it was not meant for."""

    def get_redirect_target(self, response):
        target = super().get_redirect_target(response)
        if target:
            here = read_address(response.url)
            there = follow(here, target)
            if response.request.method not in SAFE and origin_of(there) != origin_of(here):
                raise AddressRefused()
        return target


def make_session(door, trusted, limits):
    return mount_on(DoorSession(), door, trusted, limits)


def mount_on(session, door, trusted, limits):
    """Have a session go through the door."""
    session.trust_env = False  # neither proxies nor passwords of the environment
    session.max_redirects = MOST_REDIRECTS
    session.headers["Accept-Encoding"] = "gzip"
    session.headers.pop("User-Agent", None)  # the door says who asks
    adapter = DoorAdapter(door, trusted, limits)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
