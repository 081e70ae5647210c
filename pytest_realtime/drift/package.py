"""Compare the wire types with those of OpenAI's official Python package, which is ahead of the document (S12).

The package is evidence, not the oracle (C2): Python types know of no bounds and no closed objects, and models write
null and absent alike. What is left of the differences is news, of the package or of our types.
"""

import importlib
import importlib.metadata
from collections.abc import Mapping
from typing import Any

from pytest_realtime.drift.annotations import schema_of
from pytest_realtime.drift.changes import SpecChange, changes_of
from pytest_realtime.drift.differences import Difference, compare
from pytest_realtime.drift.intended import INTENDED
from pytest_realtime.drift.intention import Intended
from pytest_realtime.drift.package_types import ANSWER_TYPES, REQUEST_TYPES
from pytest_realtime.drift.upstream import NO_DOCUMENT, Schema
from pytest_realtime.wire import wire_types

PACKAGES: dict[str, Mapping[str, str]] = {"openai": {**REQUEST_TYPES, **ANSWER_TYPES}}
"""The packages that can be compared, and the paths of their types below ``PACKAGE.types``, by our names."""

ASPECTS = ("component", "member", "variant", "type", "null", "required", "values", "open")
"""What Python types can say."""

_INPUTS = ("RealtimeAudioConfigInput", "RealtimeTranscriptionSessionAudioInput")
_ANSWERED_INPUTS = ("RealtimeSessionResponseAudioInput", "RealtimeTranscriptionSessionResponseAudioConfigInput")
_PROMPTS = ("ResponsePrompt", "RealtimeSessionCreateResponse")

STRICTER = tuple(row for row in INTENDED if row.theirs is False and set(row.aspects) <= {"required", "variant"})
"""What we require, or read, against the published document: the package is made from it."""

KNOWN: tuple[Intended, ...] = (
    Intended(
        "C2",
        "the package's requests know no null for these two switches, which the prose does (N2)",
        ("null",),
        _INPUTS,
        ("noise_reduction", "transcription"),
        False,
    ),
    Intended(
        "C2",
        "the package has one transcription type for requests and answers (S5)",
        ("member",),
        _ANSWERED_INPUTS,
        ("transcription.delay", "transcription.keywords"),
        True,
    ),
    Intended(
        "C3",
        "the package reads these events with the types of requests",
        ("member", "variant", "required"),
        ("SessionCreatedEvent", "SessionUpdatedEvent"),
        ("session*",),
        ...,
    ),
    Intended(
        "X8",
        "the package takes any value; the schema says object",
        ("type",),
        ("TracingConfig",),
        ("metadata",),
        [],
    ),
    Intended(
        "X11",
        "the package takes any value; the schema says object",
        ("type",),
        ("RealtimeFunctionTool",),
        ("parameters",),
        [],
    ),
    *STRICTER,
    Intended(
        "S13",
        "required by schema, given a default by the prose",
        ("required",),
        _PROMPTS,
        ("*<object:input_image>.detail",),
        True,
    ),
)
"""The intended differences; each row explains at least one of the version that the tests name."""


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
    found = [item for item in _compared(published) if not any(row.explains(item) for row in KNOWN)]
    return [
        SpecChange("removed", item.wire_type, "", f"no {package}.types.{PACKAGES[package][item.wire_type]}")
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
        name: _counterpart(package, path) for name, path in PACKAGES[package].items()
    }
    if not any(found.values()):
        raise PackageError(f"{package} {version} has none of the Realtime API's types: a newer version is needed")
    return found


def _compared(published: Mapping[str, Schema | None]) -> list[Difference]:
    found = compare(published, [entry for entry in wire_types() if entry.name in published])
    return [item for item in found if item.aspect in ASPECTS and not _is_null_of_model(item)]


def _is_null_of_model(difference: Difference) -> bool:
    """Models have ``Optional`` for every optional member, whether null or absent is meant."""
    return difference.aspect == "null" and difference.wire_type in ANSWER_TYPES


def _counterpart(package: str, path: str) -> dict[str, Any] | None:
    module, _, name = path.rpartition(".")
    try:
        return schema_of(getattr(importlib.import_module(f"{package}.types.{module}"), name))
    except (ImportError, AttributeError):
        return None
