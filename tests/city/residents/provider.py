"""A sign-in of the state on this machine: one address for all steps, as OneID has it, over real connections.

It asks nothing: whoever is sent there comes back at once as `person`, or as `mood` says.
"""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from uuid import uuid4

CLIENT, SECRET = "city_tashkent", "only-the-two-of-us"
KARIMOVA = {
    "ret_cd": "0",
    "valid": "true",
    "user_id": "akarimova",
    "pin": "41503901234567",
    "pport_no": "AB1234567",
    "birth_date": "19900315",
    "sur_name": "KARIMOVA",
    "first_name": "ANNA",
    "mid_name": "OYBEK QIZI",
    "full_name": "KARIMOVA ANNA OYBEK QIZI",
    "per_adr": "CHILONZOR TUMANI",
    "sess_id": "6b1f",
}


class Provider:
    """What it knows: codes and tokens that it gave, and what it was asked."""

    def __init__(self):
        self.person, self.mood = dict(KARIMOVA), "well"
        self.codes, self.tokens, self.asked = {}, {}, []

    def authorize(self, asked):
        """Where the reader is sent back to. Raises KeyError for an address that lacks something."""
        assert asked["response_type"] == "one_code" and asked["client_id"] == asked["scope"] == CLIENT
        if self.mood == "denied":
            return asked["redirect_uri"] + "?" + urlencode({"error": "access_denied", "state": asked["state"]})
        code = uuid4().hex
        self.codes[code] = asked["redirect_uri"]
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def answer(self, asked):
        """(status, body) for a form that was sent."""
        self.asked.append(asked)
        if self.mood == "html":
            return 200, "<html><body>Texnik ishlar olib borilmoqda</body></html>"
        if self.mood == "broken":
            return 500, "<h1>HTTP Status 500</h1>"
        if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET):
            return 401, json.dumps({"error": "invalid_client"})
        return getattr(self, asked["grant_type"])(asked)

    def one_authorization_code(self, asked):
        if self.codes.pop(asked["code"], None) != asked["redirect_uri"] or self.mood == "expired":
            return 400, json.dumps({"error": "invalid_grant", "error_description": "code is expired"})
        token = uuid4().hex
        self.tokens[token] = True
        told = {"access_token": token, "refresh_token": uuid4().hex, "expires_in": 1764000000000, "scope": CLIENT}
        return 200, json.dumps(told)

    def one_access_token_identify(self, asked):
        if not self.tokens.get(asked["access_token"]):
            return 401, json.dumps({"error": "invalid_token"})
        return 200, json.dumps(self.person)


@contextmanager
def provider():
    """A Provider that answers at `.address`."""
    knows = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", knows.authorize(dict(parse_qsl(urlsplit(self.path).query))))
            self.end_headers()

        def do_POST(self):
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if knows.mood == "silent":
                time.sleep(3)
                return
            status, body = knows.answer({name: values[0] for name, values in sent.items()})
            self.send_response(status)
            self.send_header("Content-Type", "application/json" if body.startswith("{") else "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *values):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    knows.address = f"http://127.0.0.1:{server.server_address[1]}/sso/oauth/Authorization.do"
    try:
        yield knows
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
