"""The registered client ``litellm``: LiteLLM's call for client secrets.

Its WebSocket call passes the events of an application on as they are and belongs to its proxy, so what remains to
be asked is ``litellm.acreate_realtime_client_secret(session=…, expires_after=…)``. LiteLLM has no call of this kind
for translations.
"""

import json
import os
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.inprocess import Unsupported
from pytest_realtime.clients.interface import Client
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.packages import needed, version_of

NAME = "litellm"
BODY = "RealtimeClientSecretCreateRequest"


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when the package is missing."""
    # Importing it fetches a list of prices otherwise; nothing here leaves the machine.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    needed("litellm", NAME)
    return LiveClient(LiteLLM())


class LiteLLM(Integration):
    """One request a question."""

    def __init__(self) -> None:
        self._litellm = needed("litellm", NAME)
        self.rejects = (self._litellm.exceptions.BadRequestError,)
        self._create = needed("litellm.realtime_api.main", NAME).acreate_realtime_client_secret
        self.card = Card(
            name=NAME,
            version=version_of("litellm"),
            homepage="https://github.com/BerriAI/litellm",
            transport="live",
            types={BODY: frozenset({"send"})},
        )
        self._address: Address | None = None

    async def open(self, address: Address) -> None:
        """Take the address."""
        self._address = address

    async def send(self, wire_type: str, wire: str, *, way: str, is_later: bool) -> None:
        """Ask for a client secret."""
        body = json.loads(wire)
        if not isinstance(body, dict) or not body.keys() <= {"session", "expires_after"}:
            raise Unsupported("the call takes a session and expires_after, and nothing else")
        assert self._address is not None
        arguments: dict[str, Any] = {**body, "model": "openai/gpt-realtime"}
        where = {"api_base": self._address.http.removesuffix("/v1"), "api_key": self._address.api_key}
        response = await self._create(**arguments, **where)
        response.raise_for_status()

    async def mark(self, way: str) -> None:
        """Nothing: a request has arrived when it is answered."""

    async def close(self) -> None:
        """Nothing is open: LiteLLM keeps its HTTP clients for the process."""
