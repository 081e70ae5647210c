"""String enums of the wire: closed on write, open on read.

A closed enum refuses other values when writing, case-sensitively (V2). A reader keeps a value that it
does not know as plain text, and so does an enum that is open by design, such as a model name (V1).
"""

from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pytest_realtime.wire.direction import is_tolerant
from pytest_realtime.wire.violations import Violation


class WireEnum(StrEnum):
    """A string enum of the API. Members compare equal to their wire text."""

    @classmethod
    def is_open(cls) -> bool:
        """Whether the API takes any other text as well."""
        return False

    @classmethod
    def rule(cls) -> str:
        """The ruling about values outside the list."""
        return "V2"

    @classmethod
    def is_covered(cls) -> bool:
        """Whether generated payloads aim at every listed value."""
        return not cls.is_open()

    @classmethod
    def read(cls, value: Any) -> "Self | str":
        """The member with this wire text; unknown text itself where that is allowed.

        Raises pydantic's custom error ``unknown_value`` or ``string_type`` otherwise.
        """
        if isinstance(value, str):
            member = cls._value2member_map_.get(value)
            if member is not None:
                return member  # type: ignore[return-value]
            if cls.is_open() or is_tolerant():
                return str(value)
            allowed = ", ".join(cls)
            raise Violation((), "unknown_value", f"should be one of: {allowed}", cls.rule()).error()
        raise Violation((), "string_type", "should be a string", "").error()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.to_string_ser_schema()
        )


class OpenWireEnum(WireEnum):
    """A string enum whose list names what is known; every other text is legal, too (V1)."""

    @classmethod
    def is_open(cls) -> bool:
        """Whether the API takes any other text as well."""
        return True

    @classmethod
    def rule(cls) -> str:
        """The ruling about values outside the list."""
        return "V1"
