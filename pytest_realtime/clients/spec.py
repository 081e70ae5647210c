"""Finds a client by the name that a user types: ``--realtime-client=SPEC``.

A SPEC is one of three things: a registered name (``openai``), an attribute of a module
(``mypackage.clients:make``), or a scheme and its argument (``cmd:COMMAND LINE``). Everything that can go wrong
ends in one :class:`ClientError` that says whose fault it is.
"""

import importlib
import inspect
import os
import re
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pytest_realtime.clients.client import Client, ClientError
from pytest_realtime.did_you_mean import did_you_mean

GROUP = "pytest_realtime.clients"
"""The entry point group in which packages register their clients."""
FACTORY = "a Client, or a function without arguments that returns one"
HOW = f"name a registered client, or your own as module:attribute ({FACTORY})"


def _driver(command: str) -> Client:
    from pytest_realtime.clients.driver import DriverClient

    return DriverClient(command)


SCHEMES: dict[str, Callable[[str], Client]] = {"cmd": _driver}
"""Words before a colon that are not modules but transports, each called with the text after the colon."""


def registered_clients() -> dict[str, EntryPoint]:
    """Return the clients that installed packages have registered, by name. Nothing is imported."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def load_client(spec: str) -> Client:
    """Resolve a SPEC. Raises :class:`ClientError` when it does not lead to a client."""
    spec = spec.strip()
    if not spec:
        raise ClientError(f"the client's name is empty; {HOW}")
    before, colon, after = spec.partition(":")
    if not colon:
        return _registered(spec)
    if before in SCHEMES:
        return SCHEMES[before](after.strip())
    return _from_module(spec, before, after)


def _registered(name: str) -> Client:
    registered = registered_clients()
    if name not in registered:
        known = ", ".join(registered) or "none"
        hint = did_you_mean(name, registered)
        raise ClientError(f"there is no registered client {name!r}{hint}; registered: {known}. Otherwise {HOW}")
    entry = registered[name]
    owner = f"the registered client {name!r} (from {_distribution(entry)}, {entry.value})"
    try:
        found = entry.load()
    except ModuleNotFoundError as error:
        raise ClientError(
            f"{owner} needs {error.name!r}, which is not installed{_install(entry, error)}"
        ) from error
    except KeyboardInterrupt:
        raise
    # A module may raise anything when imported, even what sys.exit and pytest.skip raise.
    except BaseException as error:
        raise ClientError(f"{owner} can't be loaded: {_describe(error)}. The fault is in that package") from error
    return _client_of(owner, found)


def _from_module(spec: str, module_name: str, path: str) -> Client:
    if not all(re.fullmatch(r"\w+(\.\w+)*", part) for part in (module_name, path)):
        raise ClientError(f"{spec!r} is not a valid client name; {HOW}")
    value = _import(module_name)
    at = module_name
    for name in path.split("."):
        value, at = _attribute(value, name, at), f"{at}:{name}" if at == module_name else f"{at}.{name}"
    return _client_of(repr(spec), value)


def _import(name: str) -> Any:
    # As pytest does with the root directory, so that a client beside the tests need not be installed.
    here = os.getcwd()
    if here not in sys.path:
        sys.path.insert(0, here)
    importlib.invalidate_caches()
    try:
        return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        missing = error.name if isinstance(error, ModuleNotFoundError) else None
        if missing and f"{name}.".startswith(f"{missing}."):
            message = f"there is no module {missing!r}, neither installed nor in the current directory"
        else:
            message = f"importing the module {name!r} failed: {_describe(error)}. The fault is in that module"
        raise ClientError(message) from error


def _attribute(value: Any, name: str, at: str) -> Any:
    try:
        return getattr(value, name)
    except AttributeError as error:
        raise ClientError(f"{at} has no attribute {name!r}{did_you_mean(name, dir(value))}") from error
    except Exception as error:
        raise ClientError(f"{at}: getting {name!r} failed: {_describe(error)}") from error


def _client_of(owner: str, found: Any) -> Client:
    if isinstance(found, Client):
        return found
    if not _is_factory(found):
        raise ClientError(f"{owner} is {_kind_of(found)}; allowed: {FACTORY}")
    try:
        made = found()
    except (ClientError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise ClientError(
            f"{owner} was called and failed: {_describe(error)}. The fault is in that function"
        ) from error
    if not isinstance(made, Client):
        raise ClientError(f"{owner} was called and returned {_kind_of(made)}; allowed: a Client")
    return made


def _is_factory(found: Any) -> bool:
    """Classes other than clients are not called: their instances would not be clients either."""
    if isinstance(found, type):
        return issubclass(found, Client)
    return callable(found) and not inspect.iscoroutinefunction(found)


def _kind_of(value: Any) -> str:
    if isinstance(value, type):
        return f"the class {value.__qualname__}"
    if inspect.iscoroutinefunction(value):
        return "an async function"
    return "None" if value is None else f"an object of type {type(value).__qualname__}"


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "an unknown package"


def _install(entry: EntryPoint, error: ModuleNotFoundError) -> str:
    """The command that helps, if the package has an extra for the missing module."""
    missing = re.sub(r"[-_.]+", "-", (error.name or "").partition(".")[0]).lower()
    for requirement in (entry.dist.requires if entry.dist else None) or ():
        found = re.fullmatch(r"([\w.-]+).*;.*\bextra\s*==\s*['\"]([\w.-]+)['\"].*", requirement)
        if found and re.sub(r"[-_.]+", "-", found[1]).lower() == missing:
            return f": pip install '{_distribution(entry)}[{found[2]}]'"
    extras = ",".join(entry.extras)
    return f": pip install '{_distribution(entry)}[{extras}]'" if extras else ""


def _describe(error: BaseException) -> str:
    text = f"{type(error).__qualname__}: {error}".strip().rstrip(":")
    return text if len(text) <= 300 else f"{text[:299]}…"
