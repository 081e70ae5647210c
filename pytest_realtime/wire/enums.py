"""String enums of the wire: closed on write, open on read.

A closed enum rejects other values on write, and case matters (V2). A reader keeps a value that it does not know as
a plain string, and so does an enum that is open by design, such as the names of models (V1).
"""

from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pytest_realtime.wire.direction import is_tolerant
from pytest_realtime.wire.violations import Violation


class WireEnum(StrEnum):
    """A string enum of the API. Members compare equal to the strings on the wire."""

    @classmethod
    def is_open(cls) -> bool:
        """Return whether the API accepts any other string as well."""
        return False

    @classmethod
    def rule(cls) -> str:
        """Return the number of the API rule about values outside the list."""
        return "V1" if cls.is_open() else "V2"

    @classmethod
    def is_covered(cls) -> bool:
        """Return whether generated payloads aim at every listed value."""
        return not cls.is_open()

    @classmethod
    def read(cls, value: Any) -> "Self | str":
        """Return the member for a string of the wire; an unknown string itself where that is allowed.

        Raises:
            pydantic_core.PydanticCustomError: ``unknown_value`` or ``string_type``
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
    """A string enum whose list names what is known today; every other string is valid, too (V1)."""

    @classmethod
    def is_open(cls) -> bool:
        """Return whether the API accepts any other string as well."""
        return True
