"""Share failing examples between machines, through Hypothesis' own databases: a folder, or Redis."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase

ALLOWED = "a folder, or redis://HOST:PORT/NUMBER"


class DatabaseError(ValueError):
    """A database that can't be named so; the message says what is allowed."""


def open_database(named_so: str) -> ExampleDatabase:
    """The database at a folder or URL. Raises :class:`DatabaseError`.

    A Redis that does not answer is a warning when it is first used, and a run without shared examples.
    """
    scheme = urlsplit(named_so).scheme
    # One letter is a drive of Windows.
    if len(scheme) <= 1:
        return _FailSafeDatabase(DirectoryBasedExampleDatabase(Path(named_so)), named_so)
    if scheme not in ("redis", "rediss", "unix"):
        raise DatabaseError(f"{named_so}: the scheme {scheme!r} is not known; allowed: {ALLOWED}")
    try:
        from hypothesis.extra.redis import RedisExampleDatabase
        from redis import Redis
    except ImportError:
        needed = "needs the package 'redis', which is not installed: pip install 'pytest-realtime[redis]'"
        raise DatabaseError(f"{named_so}: {needed}") from None
    try:
        server = Redis.from_url(named_so, socket_connect_timeout=2, socket_timeout=2)
    except ValueError as error:
        raise DatabaseError(f"{named_so}: {error}; allowed: {ALLOWED}") from None
    return _FailSafeDatabase(RedisExampleDatabase(server, key_prefix=b"pytest-realtime:"), named_so)


def named(database: ExampleDatabase, name: str) -> ExampleDatabase:
    """The same database with keys of one test only: Hypothesis can't tell our contracts apart by their code."""
    return _NamespacedDatabase(database, name.encode() + b":")


_SUFFIXES = (b".secondary", b".pareto")
"""What Hypothesis adds to a test's key for its further lists of examples."""


class _NamespacedDatabase(ExampleDatabase):
    def __init__(self, inner: ExampleDatabase, prefix: bytes) -> None:
        super().__init__()
        self._inner = inner
        self._prefix = prefix

    def _key(self, key: bytes) -> bytes:
        # Hypothesis' own key changes with its release and our code; what failed stays worth a question.
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
            # Drawn here, where a failure can be caught.
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
    """The database of examples can't be reached."""
