"""Records without secrets, to be written to a file.

What a request may hold is listed, and everything else is masked: a new header or parameter with a secret is masked
before anybody has heard of it.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from pytest_realtime.judge import mask
from pytest_realtime.judge.redaction import MASK
from pytest_realtime.server.records import Request

KEPT_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "content-type",
        "host",
        "openai-beta",
        "origin",
        "sec-websocket-extensions",
        "sec-websocket-version",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    }
)
"""The headers whose values are written, except for what has the form of a key."""
SUBPROTOCOLS = "sec-websocket-protocol"
KEPT_SUBPROTOCOLS = frozenset({"realtime", "openai-beta.realtime-v1"})
"""The subprotocols that are written whole; of others what precedes the first full stop. Browsers send keys so."""
KEPT_PARAMETERS = frozenset({"call_id", "intent", "model"})
"""The parameters of a query whose values are written."""
_SHORTEST = 8
"""Characters of the shortest key that is masked wherever it is."""
_ICE = re.compile(r"(a=(?:ice-pwd|crypto):)[^\s\\]+")
"""The secrets of an SDP offer."""


class SecretMasks:
    """Masks secrets by their form and by their places, and those that a server has issued wherever they are.

    Args:
        issued: The keys and client secrets of the server.
    """

    def __init__(self, issued: Iterable[str]) -> None:
        # A user may give a server the key "a". Its header is masked; other texts would be ruined.
        self._issued = sorted((one for one in issued if len(one) >= _SHORTEST), key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return a text without secrets; valid JSON stays valid."""
        for secret in self._issued:
            text = text.replace(secret, MASK)
        return _ICE.sub(rf"\1{MASK}", mask(text))

    def data(self, raw: bytes) -> bytes:
        """Return bytes without secrets."""
        return self.text(raw.decode("latin-1")).encode("latin-1")

    def url(self, request: Request) -> str:
        """Return the path and query of a request: names of parameters, and values of those that are no secrets."""
        query = urlsplit(request.target.partition("#")[0]).query if "?" in request.target else ""
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
        shown = [(self.text(name), self.text(value) if name in KEPT_PARAMETERS else MASK) for name, value in pairs]
        return self.text(request.path) + ("?" if shown else "") + urlencode(shown, safe="*")

    def headers(self, request: Request) -> list[tuple[str, str]]:
        """Return the headers, all of them with their names."""
        return [(self.text(name), self._header(name.lower(), value)) for name, value in request.headers]

    def _header(self, name: str, value: str) -> str:
        if name == SUBPROTOCOLS:
            return ", ".join(_subprotocol(item.strip()) for item in value.split(","))
        return self.text(value) if name in KEPT_HEADERS else MASK


def _subprotocol(item: str) -> str:
    if item in KEPT_SUBPROTOCOLS:
        return item
    name, point, _ = item.partition(".")
    return f"{name}.{MASK}" if point else MASK
