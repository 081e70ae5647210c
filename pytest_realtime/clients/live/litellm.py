"""The registered client ``litellm``: LiteLLM's calls for client secrets.

Its WebSocket call passes an application's events on as they are and belongs to its proxy. That leaves
``litellm.acreate_realtime_client_secret(session=…, expires_after=…)`` and its twin for translations. Both also take
a ``model``, which is more than a hint for routing: without a session one is made from it, and for translations it
replaces the session's own. So only the provider is named, and the model comes from the payload.
"""

import json
import os
from collections.abc import Awaitable, Callable
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client, ClientError
from pytest_realtime.clients.in_process import Unsupported
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.packages import needed, version_of

NAME = "litellm"
CALLS = {
    "RealtimeClientSecretCreateRequest": "acreate_realtime_client_secret",
    "RealtimeTranslationClientSecretCreateRequest": "acreate_realtime_translation_client_secret",
}


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when the package is missing or too old."""
    # Otherwise the import fetches a price list; nothing here leaves the machine.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    litellm = needed("litellm", NAME)
    # Older ones ignore the given provider and refuse every model that is not in their price list.
    if not hasattr(litellm, CALLS["RealtimeTranslationClientSecretCreateRequest"]):
        message = f"the client {NAME!r} needs litellm 1.110 or later, but {version_of('litellm')} is installed"
        raise ClientError(f"{message}: pip install --upgrade 'pytest-realtime[{NAME}]'")
    return LiveClient(LiteLLM())


class LiteLLM(Integration):
    """One request per payload."""

    def __init__(self) -> None:
        litellm = needed("litellm", NAME)
        self.rejects = (litellm.exceptions.BadRequestError,)
        self._calls: dict[str, Callable[..., Awaitable[Any]]] = {
            wire_type: getattr(litellm, call) for wire_type, call in CALLS.items()
        }
        self.card = Card(
            name=NAME,
            version=version_of("litellm"),
            homepage="https://github.com/BerriAI/litellm",
            transport="live",
            types=dict.fromkeys(CALLS, frozenset({"send"})),
        )
        self._address: Address | None = None

    async def open(self, address: Address) -> None:
        """Keep the address."""
        self._address = address

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Create a client secret."""
        body = json.loads(wire)
        if not isinstance(body, dict) or not body.keys() <= {"session", "expires_after"}:
            raise Unsupported("the call takes only a session and expires_after")
        assert self._address is not None
        where = {"api_base": self._address.http.removesuffix("/v1"), "api_key": self._address.api_key}
        response = await self._calls[wire_type](**body, **where, custom_llm_provider="openai")
        response.raise_for_status()

    async def mark(self, variant: str) -> None:
        """Do nothing: a request has arrived when it is answered."""

    async def close(self) -> None:
        """Do nothing: LiteLLM keeps its HTTP clients for the process."""
