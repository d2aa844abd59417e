"""A security key of software: makes a key pair and signs what a browser would send, so that each part can be wrong."""

import hashlib
import json
import os
import struct

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as to_text

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


class Authenticator:
    """One passkey for one address; `sign_count` grows with each use unless it is set back."""

    def __init__(self, origin="http://localhost", rp_id="localhost"):
        self.origin, self.rp_id, self.sign_count = origin, rp_id, 0
        self.id, self.user_handle = os.urandom(32), ""
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options, **wrong):
        """The answer to navigator.credentials.create()."""
        self.user_handle = options["user"]["id"]
        data = self._authenticator_data(NEW | PRESENT | wrong.get("verified", VERIFIED)) + self._attested()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client_data("webauthn.create", options["challenge"], wrong)
        return self._answer({"clientDataJSON": to_text(client), "attestationObject": to_text(attestation)})

    def get(self, options, **wrong):
        """The answer to navigator.credentials.get()."""
        self.sign_count = wrong.get("sign_count", self.sign_count + 1)
        data = self._authenticator_data(PRESENT | wrong.get("verified", VERIFIED))
        client = self._client_data("webauthn.get", options["challenge"], wrong)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        signed = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        handle = wrong.get("user_handle", self.user_handle)
        return self._answer({name: to_text(value) for name, value in signed.items()} | {"userHandle": handle})

    def _client_data(self, kind, challenge, wrong):
        told = {"type": kind, "challenge": challenge, "origin": wrong.get("origin", self.origin), "crossOrigin": False}
        return json.dumps(told).encode()

    def _authenticator_data(self, flags):
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.sign_count)

    def _attested(self):
        numbers = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + struct.pack(">H", len(self.id)) + self.id + key

    def _answer(self, response):
        return json.dumps({"id": to_text(self.id), "rawId": to_text(self.id), "type": "public-key", "response": response})
