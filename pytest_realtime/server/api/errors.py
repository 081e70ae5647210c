"""Errors as the API reports them: in the body of a reply, and as an event."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from pytest_realtime.server.actions import Reply

_CODES = {
    "missing": "missing_required_parameter",
    "missing_one_of": "missing_required_parameter",
    "unknown_member": "unknown_parameter",
    "excluded": "unknown_parameter",
    "unknown_value": "invalid_value",
    "unknown_type": "invalid_value",
    "no_such_variant": "invalid_type",
}
"""Codes of violations and what the API calls them."""
_LEAST = {"rate": 24000}
"""The smallest values of members that have one value only (API rule V9)."""


class ApiError(NamedTuple):
    """One error."""

    message: str
    code: str | None = "invalid_value"
    param: str | None = None
    type: str = "invalid_request_error"

    def members(self) -> dict[str, Any]:
        """Return the members that bodies and events have in common."""
        return {"type": self.type, "code": self.code, "message": self.message, "param": self.param}

    def reply(self, status: int = 400, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
        """Return the error as the reply to a request."""
        return json_reply({"error": self.members()}, status, headers)


UNAUTHORIZED = ApiError(
    "You need an API key of this server, or a client secret that it has issued and that has not expired.",
    "invalid_api_key",
)
EXCESSIVE = ApiError("The payload holds more values than this server accepts.", "payload_too_large")


def json_reply(value: Any, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """Return a reply whose body is JSON."""
    return Reply(status, json.dumps(value).encode(), (("Content-Type", "application/json"), *headers))


def violation_error(wire_type: str, payload: Any, *, prefix: tuple[str | int, ...] = ()) -> ApiError | None:
    """Return why the API rejects a payload of a client; None if it accepts it.

    Args:
        wire_type: The name of the payload's wire type.
        payload: JSON-ready objects.
        prefix: Where the payload is in the event.
    """
    # Wire types are imported when they are first needed, here and elsewhere: a server starts without them.
    from pydantic import ValidationError

    from pytest_realtime import wire

    try:
        wire.validate(wire_type, payload, direction="write")
    except ValidationError as error:
        lines = (line for line in error.errors() if line.get("ctx", {}).get("level", "MUST") == "MUST")
        line = next(lines, None)
        if line is None:
            return None
        param = dotted((*prefix, *line["loc"]))
        return ApiError(f"Invalid '{param}': {line['msg']}.", _code(line), param)
    return None


def _code(line: Any) -> str:
    kind, value = line["type"], line["input"]
    is_integer = type(value) is int
    least = _LEAST.get(str(line["loc"][-1])) if line["loc"] and kind == "literal_error" else None
    if is_integer and ((least is not None and value < least) or line["msg"].startswith("should be at least")):
        return "integer_below_min_value"
    return _CODES.get(kind, "invalid_type" if kind.endswith("_type") else "invalid_value")


def dotted(path: Iterable[str | int]) -> str:
    """Return a place as the API writes it: ``session.tools[0].name``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
