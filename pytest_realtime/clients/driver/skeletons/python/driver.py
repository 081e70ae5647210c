"""A driver of pytest-realtime: wraps one client library, so that the contract suite can test it."""

import json
import sys
import traceback
from typing import Any

CARD: dict[str, Any] = {
    "name": "my-client",
    "version": "0.1.0",
    "language": "python",
    # The client's wire types, by name, and the operations for each: roundtrip, read, send.
    "types": {"SessionUpdateEvent": ["roundtrip"]},
}


def roundtrip(wire_type: str, wire: str) -> dict[str, Any]:
    """Parse ``wire`` into the client's own type and write it back, with the calls that its users make."""
    # Call the client here. Where it rejects the input, return {"rejected": its own message}.
    if wire_type == "SessionUpdateEvent":
        return {"unsupported": "the driver has no client yet"}
    return {"unsupported": f"no type {wire_type}"}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request, without its id."""
    match request["cmd"]:
        case "hello":
            return {"card": CARD}
        case "roundtrip":
            return roundtrip(request["type"], request["wire"])
        case "bye":
            return {"bye": True}
        case other:
            return {"error": f"unknown command {other}"}


def main() -> None:
    """Read one request per line until ``bye`` or the end of stdin. Print nothing else to stdout."""
    for line in sys.stdin.buffer:
        try:
            request = json.loads(line)
            number = request["id"]
        except (ValueError, TypeError, KeyError) as error:
            print(f"not a request: {error}", file=sys.stderr)
            continue
        try:
            members = answer(request)
        except Exception:
            members = {"error": traceback.format_exc()}
        print(json.dumps({"id": number, **members}), flush=True)
        if "bye" in members:
            break


if __name__ == "__main__":
    main()
