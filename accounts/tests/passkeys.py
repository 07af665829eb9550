"""A passkey in software: what a browser and a phone do between them, without either."""

from __future__ import annotations

import hashlib
import json
import struct
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

from accounts.models import User

HOST = "testserver"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class SoftKey:
    """One key on one device, for one site."""

    def __init__(self, name: str = "soft key") -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(name.encode()).digest()[:16]

    def create(self, options: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the browser sends when a passkey was made."""
        challenge = options["publicKey"]["challenge"] if options else "AAAA"
        key = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))
        kept = self._head(WITH_KEY) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + key
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": kept})
        response = {
            "clientDataJSON": self._asked("webauthn.create", challenge),
            "attestationObject": websafe_encode(attestation),
        }
        return self._said(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def get(self, options: dict[str, Any], user_handle: str | None = None) -> dict[str, Any]:
        """What the browser sends when the passkey was used."""
        asked = self._asked("webauthn.get", options["publicKey"]["challenge"])
        head = self._head(0)
        signed = head + hashlib.sha256(websafe_decode(asked)).digest()
        response = {
            "clientDataJSON": asked,
            "authenticatorData": websafe_encode(head),
            "signature": websafe_encode(self.private.sign(signed, ec.ECDSA(SHA256()))),
        }
        if user_handle is not None:
            response["userHandle"] = user_handle
        return self._said(response)

    def given_to(self, user: User) -> Authenticator:
        """The row of this key as somebody's passkey."""
        data = {"name": "Soft key", "credential": self.create()}
        return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)

    def _said(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def _head(self, flags: int) -> bytes:
        return hashlib.sha256(HOST.encode()).digest() + struct.pack(">BI", PRESENT | VERIFIED | flags, 0)

    def _asked(self, kind: str, challenge: str) -> str:
        asked = {"type": kind, "challenge": challenge, "origin": f"https://{HOST}", "crossOrigin": False}
        return websafe_encode(json.dumps(asked).encode())


def handle_of(user: User) -> str:
    """The name under which a passkey keeps its person."""
    return websafe_encode(user_pk_to_url_str(user).encode())
