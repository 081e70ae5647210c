"""Compare the wire types with those of OpenAI's official Python package, which is ahead of the document (S12).

The package is evidence, not the oracle (C2): Python types know of no bounds and no closed objects, and models write
null and absent alike. What is left of the differences is news, of the package or of our types.
"""

import importlib
import importlib.metadata
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.drift.annotations import schema_of
from pytest_realtime.drift.changes import SpecChange, changes_of
from pytest_realtime.drift.differences import Difference, compare
from pytest_realtime.drift.intended_package import reasons
from pytest_realtime.drift.package_types import places_in_package
from pytest_realtime.drift.upstream import NO_DOCUMENT, Schema
from pytest_realtime.wire import get_wire_type, wire_types

PACKAGES: dict[str, Callable[[], Mapping[str, str]]] = {"openai": places_in_package}
"""The packages that can be compared, and what tells the paths of types below ``PACKAGE.types``, by our names."""

ASPECTS = ("component", "member", "variant", "type", "null", "required", "values", "open")
"""What Python types can say."""


class PackageError(Exception):
    """A package that can't be compared; the message says why, on one line."""


def package_version(package: str) -> str:
    """Return the version of an installed package.

    Raises:
        PackageError: when it is not installed
    """
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        message = f"the package {package} is not installed: pip install 'pytest-realtime[{package}]'"
        raise PackageError(message) from None


def package_differences(package: str) -> list[Difference]:
    """Compare our types with those of an installed package, including the intended differences.

    Raises:
        PackageError: when it is not installed, or has none of the types
    """
    return _compared(published_types(package))


def package_changes(package: str) -> list[SpecChange]:
    """Return what an installed package has and our types lack, and the other way round.

    Raises:
        PackageError: when it is not installed, or has none of the types
    """
    published = published_types(package)
    found = [item for item in _compared(published) if not reasons(item)]
    places = PACKAGES[package]()
    return [
        SpecChange("removed", item.wire_type, "", f"no {package}.types.{places[item.wire_type]}")
        if item.aspect == "component"
        else change
        for item in found
        for change in changes_of([item], published, NO_DOCUMENT)
    ]


def published_types(package: str) -> dict[str, Schema | None]:
    """Return the types of an installed package as JSON Schemas, by our names; None where it has no such type.

    Raises:
        PackageError: when it is not installed, or has none of the types
    """
    version = package_version(package)
    found: dict[str, Schema | None] = {
        name: _counterpart(package, path) for name, path in PACKAGES[package]().items()
    }
    if not any(found.values()):
        raise PackageError(f"{package} {version} has none of the Realtime API's types: a newer version is needed")
    return found


def _compared(published: Mapping[str, Schema | None]) -> list[Difference]:
    found = compare(published, [entry for entry in wire_types() if entry.name in published])
    return [item for item in found if item.aspect in ASPECTS and not _is_null_of_model(item)]


def _is_null_of_model(difference: Difference) -> bool:
    """Models have ``Optional`` for every optional member, whether null or absent is meant."""
    return difference.aspect == "null" and "write" not in get_wire_type(difference.wire_type).directions


def _counterpart(package: str, path: str) -> dict[str, Any] | None:
    module, _, name = path.rpartition(".")
    try:
        return schema_of(getattr(importlib.import_module(f"{package}.types.{module}"), name))
    except (ImportError, AttributeError):
        return None
