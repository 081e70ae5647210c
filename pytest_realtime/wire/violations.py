"""Validation errors of our own: each names the API rule that is broken and how binding the rule is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from pytest_realtime.levels import Level


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken constraint at one place of a payload."""

    path: tuple[str | int, ...]
    """Member names and array indices from the value under test to the place."""
    code: str
    """What is wrong, in one word: ``unknown_member``, ``out_of_bounds``, ``missing`` …"""
    message: str
    rule: str
    """The number of the API rule (``X2``, ``V5`` …); empty for plain JSON types."""
    level: Level = "MUST"

    def details(self, value: Any = None) -> InitErrorDetails:
        """Return the violation as pydantic collects errors; ``value`` is the input that it shows."""
        return InitErrorDetails(type=self.error(), loc=self.path, input=value)

    def error(self) -> PydanticCustomError:
        """Return the violation as an exception that a pydantic validator may raise at the place itself."""
        context = {"message": self.message, "rule": self.rule, "level": self.level}
        return PydanticCustomError(self.code, "{message}", context)


def validation_error(title: str, details: Iterable[InitErrorDetails]) -> ValidationError:
    """Return several errors as one :class:`pydantic.ValidationError`, each at its own place."""
    return ValidationError.from_exception_data(title, list(details))


def without_first_step(error: ValidationError) -> ValidationError:
    """Return the same errors without the first step of their places, which pydantic adds to name a union's variant.

    The places of errors are then places in the JSON, and can be written as JSON pointers.
    """
    return validation_error(error.title, line_errors(error, skip=1))


def line_errors(error: ValidationError, *, skip: int = 0) -> list[InitErrorDetails]:
    """The errors of ``error`` in the form in which they can be raised again, without the first ``skip`` steps.

    Their places are places in the JSON. pydantic 2.13 takes ``T | MISSING`` for a union, so that what is wrong with
    the ``T`` of a member comes with the name of its branch in the place, and with a second error of the branch
    ``MISSING``. Both are left out here; pydantic 2.14 reports neither.
    """
    lines = error.errors()
    optional = {line["loc"][:1] for line in lines if line["type"] == _NOT_MISSING}
    return [
        _again(line, (line["loc"][:1] + line["loc"][2:] if line["loc"][:1] in optional else line["loc"])[skip:])
        for line in lines
        if line["type"] != _NOT_MISSING
    ]


_NOT_MISSING = "missing_sentinel_error"


def _again(line: Any, path: tuple[str | int, ...]) -> InitErrorDetails:
    context = line.get("ctx", {})
    kind = line["type"]
    if "message" in context:
        kind = PydanticCustomError(kind, "{message}", context)
    return InitErrorDetails(type=kind, loc=path, input=line["input"], ctx=context)
