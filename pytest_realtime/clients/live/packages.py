"""Imports of the packages that live clients drive: each is needed only if its client is loaded."""

import importlib
import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pytest_realtime.clients.client import ClientError


def needed(module: str, client: str) -> Any:
    """Import a module of the package that ``client`` drives.

    Raises:
        ClientError: If it, or something that it needs, is not installed; the message names the extra.
    """
    try:
        # Warnings while a package is imported are between it and its own dependencies.
        with warnings.catch_warnings(action="ignore"):
            return importlib.import_module(module)
    except ModuleNotFoundError as error:
        message = f"the client {client!r} needs the package {error.name!r}, which is not installed"
        raise ClientError(f"{message}: pip install 'pytest-realtime[{client}]'") from error


def version_of(distribution: str) -> str:
    """Return the installed version; empty where it is not recorded."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
