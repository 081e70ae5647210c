"""Authorization: the API key of the server, and the client secrets that it has issued."""

from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.endpoints import CONVERSATION, ConnectionKind
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.records import Request

SUBPROTOCOLS = "sec-websocket-protocol"
SUBPROTOCOL = "realtime"
"""The subprotocol that the server accepts of those that a browser offers."""
_KEY_SUBPROTOCOL = "openai-insecure-api-key."


@dataclass(frozen=True, eq=False, repr=False)
class Grant:
    """What a bearer token allows: everything, or the session that a client secret is for."""

    is_api_key: bool = True
    kind: ConnectionKind = CONVERSATION
    settings: dict[str, Any] = field(default_factory=dict)
    """The configuration of the session that the secret opens."""
    expires_at: float = float("inf")


@dataclass(eq=False, repr=False)
class Credentials:
    """All bearer tokens that the server accepts."""

    issuer: Issuer
    api_key: str
    secrets: dict[str, Grant] = field(default_factory=dict)

    def issue(self, kind: ConnectionKind, settings: dict[str, Any], seconds: int) -> tuple[str, int]:
        """Return a new client secret and the time at which it expires, in seconds since 1970.

        A secret opens any number of sessions until then: nothing published says that it can be used only once.
        """
        value, expires_at = self.issuer.secret("ek_"), self.issuer.now() + seconds
        self.secrets[value] = Grant(False, kind, settings, expires_at)
        return value, expires_at

    def grant(self, request: Request) -> Grant | None:
        """Return what this request's bearer token allows; None if it is missing, wrong or expired."""
        bearer = bearer_of(request)
        if bearer == self.api_key:
            return Grant()
        granted = self.secrets.get(bearer)
        return granted if granted and self.issuer.clock() < granted.expires_at else None


def bearer_of(request: Request) -> str:
    """Return the key in the header ``Authorization``, or the one that a browser puts among its subprotocols."""
    scheme, _, key = (request.header("authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        return key.strip()
    keys = (name for name in request.header_items(SUBPROTOCOLS) if name.startswith(_KEY_SUBPROTOCOL))
    return next(keys, "").removeprefix(_KEY_SUBPROTOCOL)
