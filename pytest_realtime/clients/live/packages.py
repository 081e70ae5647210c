"""The packages that live clients drive: none of them is needed unless its client is asked for."""

import importlib
import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pytest_realtime.clients.client import ClientError


def needed(module: str, client: str) -> Any:
    """Import a module of the package that ``client`` drives.

    Raises :class:`ClientError` that names the extra when it, or something that it needs, is not installed.
    """
    try:
        # What a package warns of while it is imported is between it and its own dependencies.
        with warnings.catch_warnings(action="ignore"):
            return importlib.import_module(module)
    except ModuleNotFoundError as error:
        fault = f"the client {client!r} needs the package {error.name!r}, which is not installed"
        raise ClientError(f"{fault}: pip install 'pytest-realtime[{client}]'") from error


def version_of(distribution: str) -> str:
    """The installed version; empty where nothing tells it."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
