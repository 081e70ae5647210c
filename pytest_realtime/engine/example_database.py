"""Share failing examples between machines through Hypothesis' own databases: a folder, or Redis."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase

ALLOWED = "a folder, or redis://HOST:PORT/NUMBER"


class DatabaseError(ValueError):
    """The name of a database is not valid; the message says what is allowed."""


def open_database(name: str) -> ExampleDatabase:
    """Open the database at a folder or URL.

    A Redis that does not answer causes a warning on first use, and the run continues without shared examples.

    Raises:
        DatabaseError: If the name is not a folder or a Redis URL, or the package redis is missing.
    """
    scheme = urlsplit(name).scheme
    # A single letter is a Windows drive.
    if len(scheme) <= 1:
        return _FailSafeDatabase(DirectoryBasedExampleDatabase(Path(name)), name)
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
    return _FailSafeDatabase(RedisExampleDatabase(server, key_prefix=b"pytest-realtime:"), name)


def namespaced(database: ExampleDatabase, name: str) -> ExampleDatabase:
    """Restrict a database to one contract: Hypothesis derives keys from code, which all contracts share."""
    return _NamespacedDatabase(database, name.encode() + b":")


_SUFFIXES = (b".secondary", b".pareto")
"""The suffixes of Hypothesis' keys for its secondary lists of examples."""


class _NamespacedDatabase(ExampleDatabase):
    def __init__(self, inner: ExampleDatabase, prefix: bytes) -> None:
        super().__init__()
        self._inner = inner
        self._prefix = prefix

    def _key(self, key: bytes) -> bytes:
        # Hypothesis' own key changes with its release and our code; a failed example is still worth replaying.
        suffix = next((suffix for suffix in _SUFFIXES if key.endswith(suffix)), b"")
        return self._prefix + suffix

    def save(self, key: bytes, value: bytes) -> None:
        self._inner.save(self._key(key), value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        return self._inner.fetch(self._key(key))

    def delete(self, key: bytes, value: bytes) -> None:
        self._inner.delete(self._key(key), value)


class _FailSafeDatabase(ExampleDatabase):
    """A database that warns once when it fails, and then does nothing."""

    def __init__(self, inner: ExampleDatabase, shown: str) -> None:
        super().__init__()
        self._inner = inner
        self._shown = shown
        self._failed = False

    def _try(self, action: str, *arguments: bytes) -> Iterable[bytes]:
        if self._failed:
            return ()
        try:
            # Consumed here, where a failure can be caught.
            return tuple(getattr(self._inner, action)(*arguments) or ())
        except Exception as error:
            self._failed = True
            message = f"--realtime-database={self._shown} can't be used ({error}); failing examples are not shared"
            warnings.warn(message, DatabaseWarning, stacklevel=2)
            return ()

    def save(self, key: bytes, value: bytes) -> None:
        self._try("save", key, value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        return self._try("fetch", key)

    def delete(self, key: bytes, value: bytes) -> None:
        self._try("delete", key, value)


class DatabaseWarning(UserWarning):
    """The example database can't be reached."""
