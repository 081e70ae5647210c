"""Share failing payloads between machines through a database of Hypothesis: a folder, or Redis."""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.wire import InvalidJson, JsonValue

ALLOWED = "a folder, or redis://HOST:PORT/NUMBER"


class DatabaseError(ValueError):
    """The name of a database is not valid; the message says what is allowed."""


def open_database(name: str) -> "SharedFailures":
    """Open the database at a folder or URL.

    A Redis that does not answer causes a warning on first use, and the run continues without shared payloads.

    Raises:
        DatabaseError: If the name is not a folder or a Redis URL, or the package redis is missing.
    """
    scheme = urlsplit(name).scheme
    # A single letter is a Windows drive.
    if len(scheme) <= 1:
        return SharedFailures(DirectoryBasedExampleDatabase(Path(name)), name)
    if scheme not in ("redis", "rediss", "unix"):
        raise DatabaseError(f"{name}: unknown scheme {scheme!r}; allowed: {ALLOWED}")
    try:
        from hypothesis.extra.redis import RedisExampleDatabase
        from redis import Redis
    except ImportError:
        needed = "needs the package 'redis', which is not installed: pip install 'pytest-realtime[redis]'"
        raise DatabaseError(f"{name}: {needed}") from None
    try:
        server = Redis.from_url(name, socket_connect_timeout=2, socket_timeout=2)
    except ValueError as error:
        raise DatabaseError(f"{name}: {error}; allowed: {ALLOWED}") from None
    return SharedFailures(RedisExampleDatabase(server, key_prefix=b"pytest-realtime:"), name)


class SharedFailures:
    """The failing payloads of a database, as JSON texts. If it fails, it warns once and then does nothing.

    Args:
        database: The database.
        shown: Its name in the warning.
    """

    def __init__(self, database: ExampleDatabase, shown: str) -> None:
        self._database = database
        self._shown = shown
        self._failed = False

    def payloads(self, key: str, wire_type: str) -> Iterator[JsonValue]:
        """Yield the payloads under a key that are valid: another version may have stored them."""
        for value in self._try("fetch", key):
            try:
                payload = wire.load(value.decode("utf-8", "replace"))
                wire.validate(wire_type, payload, direction="write")
            except (InvalidJson, ValidationError):
                continue
            yield payload

    def remember(self, key: str, text: str) -> None:
        """Store the JSON text of a failing payload under a key."""
        self._try("save", key, text)

    def forget(self, key: str, text: str) -> None:
        """Remove the JSON text of a payload that fails no more."""
        self._try("delete", key, text)

    def _try(self, action: Literal["fetch", "save", "delete"], *arguments: str) -> Iterable[bytes]:
        if self._failed:
            return ()
        try:
            # Consumed here, where a failure can be caught.
            return tuple(getattr(self._database, action)(*(text.encode() for text in arguments)) or ())
        except Exception as error:
            self._failed = True
            message = f"--realtime-database={self._shown} can't be used ({error}); failing payloads are not shared"
            warnings.warn(message, DatabaseWarning, stacklevel=2)
            return ()


class DatabaseWarning(UserWarning):
    """The database of failing payloads can't be reached."""
