"""What the server issues: ids, secrets and the time."""

import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False, repr=False)
class Issuer:
    """Issues ids in the API's style: a prefix, a part that is unique to this server, and a number."""

    clock: Callable[[], float]
    """The time in seconds since 1970."""
    _server: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    last: str = ""
    """The id that was issued last."""

    def new(self, prefix: str) -> str:
        """Return a new id such as ``event_6f2a91c40001``."""
        self.last = f"{prefix}_{self._server}{next(self._numbers):04}"
        return self.last

    def secret(self, prefix: str) -> str:
        """Return a new key that can't be guessed."""
        return f"{prefix}{secrets.token_hex(16)}"

    def now(self) -> int:
        """Return the whole seconds since 1970."""
        return int(self.clock())
