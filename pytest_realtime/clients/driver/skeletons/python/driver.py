"""A driver of pytest-realtime: wraps one client library, so that the contract suite can test it."""

import json
import sys
import traceback
from typing import Any

CARD: dict[str, Any] = {
    "name": "my-client",
    "version": "0.1.0",
    "language": "python",
    # The client's wire types, by name, and the operations for each: roundtrip, write, send, read.
    "types": {
        "TurnDetection": ["write"],
        "SessionUpdateEvent": ["roundtrip", "send"],
        "SessionCreatedEvent": ["read"],
    },
    # The events of a server that the client hands to its user.
    "hears": ["session.created", "error", "response.done"],
}
NO_CLIENT = {"unsupported": "the driver has no client yet"}


# In each function: where the client rejects the input, return {"rejected": its own message}; where it has no word
# for a member, {"unsupported": the member}.


def write(wire_type: str, wire: str) -> dict[str, Any]:
    """Build the object with the client's own constructors, member by member, and write it."""
    match wire_type:
        case "TurnDetection":
            # members = json.loads(wire)
            # return {"wire": to_json(TurnDetection(type=members["type"], threshold=members.get("threshold"), ...))}
            return NO_CLIENT
        case other:
            return {"unsupported": f"no type {other}"}


def roundtrip(wire_type: str, wire: str) -> dict[str, Any]:
    """Parse ``wire`` into the client's own type and write it back, with the calls that its users make."""
    match wire_type:
        case "SessionUpdateEvent":
            # return {"wire": to_json(from_json(SessionUpdateEvent, wire))}
            return NO_CLIENT
        case other:
            return {"unsupported": f"no type {other}"}


def read(wire_type: str, wire: str) -> dict[str, Any]:
    """Let the client parse what a server sent. A member ``wire`` may show what its users then see."""
    match wire_type:
        case "SessionCreatedEvent":
            # return {"read": True, "wire": to_json(from_json(SessionCreatedEvent, wire))}
            return NO_CLIENT
        case other:
            return {"unsupported": f"no type {other}"}


def send(wire_type: str, wire: str, base_url: str, api_key: str) -> dict[str, Any]:
    """Let the client send it to the server at ``base_url``. Answer when its call has returned."""
    match wire_type:
        case "SessionUpdateEvent":
            # Keep the connection for the next payload, and keep reading what the server answers.
            # connection.session.update(**json.loads(wire)["session"]); return {"sent": True}
            return NO_CLIENT
        case other:
            return {"unsupported": f"no type {other}"}


def listen(base_url: str, api_key: str, model: str, kind: str, until: str, timeout: float) -> dict[str, Any]:
    """Connect, play nothing, and collect what the client hands to its user.

    Until the event ``until`` (if it is empty, until the server closes), or for ``timeout`` seconds.
    """
    match kind:
        case "conversation":
            # heard = []  # each event as JSON text, or only its type if the client has something else for it
            # for event in connection(base_url, api_key, model):
            #     heard.append(to_json(event))
            #     if event.type == until: break
            # return {"heard": heard}; with {"failed": its own message} if the client ended with an error of its own
            return NO_CLIENT
        case other:  # transcription, translation, beta
            return {"unsupported": f"no connection for {other}"}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request, without its id."""
    match request["cmd"]:
        case "hello":
            return {"card": CARD}
        case "write":
            return write(request["type"], request["wire"])
        case "roundtrip":
            return roundtrip(request["type"], request["wire"])
        case "read":
            return read(request["type"], request["wire"])
        case "send":
            return send(request["type"], request["wire"], request["base_url"], request["api_key"])
        case "listen":
            names = ("base_url", "api_key", "model", "kind", "until", "timeout")
            return listen(*(request[name] for name in names))
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
