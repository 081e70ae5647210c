"""What the server hands out: ids, event ids and the time."""

import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False, repr=False)
class Issuer:
    """Gives ids in the API's style, ``sess_`` and a number behind a part that differs from server to server."""

    clock: Callable[[], float]
    """The time in seconds since 1970."""
    _server: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def new(self, prefix: str) -> str:
        """A new id such as ``event_6f2a91c40001``."""
        return f"{prefix}_{self._server}{next(self._numbers):04}"

    def secret(self, prefix: str) -> str:
        """A new key that nobody can guess."""
        return f"{prefix}{secrets.token_hex(16)}"

    def now(self) -> int:
        """Whole seconds since 1970."""
        return int(self.clock())
