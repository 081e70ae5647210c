"""Contract tests, fixtures and strategies for everything that speaks the OpenAI Realtime API."""

from importlib import import_module as _import_module
from pathlib import Path as _Path
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any
from typing import Literal as _Literal

if _TYPE_CHECKING:
    from pytest_realtime.judge.payload_check import PayloadFinding

__all__ = ["__version__", "validate"]

__version__ = "0.1.0"
"""The version of the installed package."""

# The suite is a folder of its own in the repository and a subpackage in the wheel. In an editable
# install the two lie side by side, so the parent joins the search path; in a wheel this never happens.
_here = _Path(__file__).parent
if not (_here / "contracts").is_dir() and (_here.parent / "contracts" / "__init__.py").is_file():
    __path__.append(str(_here.parent))


def validate(
    payload: _Any,
    wire_type: _Any = None,
    *,
    direction: _Literal["write", "read"] | None = None,
    fail_level: _Literal["must", "should", "may"] = "must",
) -> "tuple[PayloadFinding, ...]":
    """Check one payload against its wire type and the API rules; raise if it is invalid.

    Args:
        payload: JSON text as ``str`` or ``bytes``, or objects as ``json.dumps`` accepts them, or a model of
            :mod:`pytest_realtime.wire`.
        wire_type: The name of its wire type, such as ``"RealtimeSessionCreateRequest"``, or the class. An event can
            do without: its ``type`` names it, and means the live API where several dialects have it.
        direction: ``"write"`` checks strictly what a client writes, ``"read"`` what a server sends, of which
            readers accept more. By default as the type travels, strictly where it travels both ways.
        fail_level: The weakest level of rules that makes a payload invalid.

    Returns:
        The findings of weaker levels; they are advisory.

    Raises:
        InvalidPayloadError: The payload is invalid, or not JSON. The message is what
            ``pytest-realtime validate`` prints, and ``findings`` has each with its ``pointer``, ``expected``,
            ``observed``, ``rule``, ``why`` and ``hint``. It is a ``ValueError``.
        UnknownWireType: There is no such wire type. It is a ``KeyError``.
        TypeNotInferred: No type is named, and the payload is not an event. It is a ``LookupError``.
        TypeError: The payload can't be written as JSON.
    """
    # By name, since loading the package must cost nothing, and everything that imports the package's version would
    # seem to import this as well.
    found = _import_module("pytest_realtime.payload_validation")
    weaker: tuple[PayloadFinding, ...] = found.validate(
        payload, wire_type, direction=direction, fail_level=fail_level
    )
    return weaker
