"""The driver of PyPI's openai.

The client is the one that `pytest-realtime` uses in its own process. Here it is behind the driver protocol, so that
the verdicts of both transports can be compared.
"""

import json
import sys
from typing import Any

from pytest_realtime.clients.client import Client, Response, Status
from pytest_realtime.clients.openai.client import client as openai_client

NAME = "python-openai"
# The suite knows how long a request may take, and ends the process.
NO_LIMIT = 3600.0


def main() -> None:
    """Answer requests until ``bye`` or the end of stdin."""
    lines, sys.stdout = sys.stdout, sys.stderr  # what the package prints is not a protocol line
    with openai_client() as client:
        for line in sys.stdin:
            try:
                request = json.loads(line)
            except ValueError as error:  # no id to answer to
                print(f"ignored: {error}", file=sys.stderr)
                continue
            print(json.dumps({"id": request["id"], **answer(client, request)}), file=lines, flush=True)
            if request["cmd"] == "bye":
                break


def answer(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request, without its id."""
    match request["cmd"]:
        case "hello":
            return {"card": card(client)}
        case "bye":
            return {"bye": True}
        case "roundtrip" | "send" | "read" as command:
            return members_of(command, client.perform(command, request["type"], request["wire"], timeout=NO_LIMIT))
        case other:
            return {"error": f"unknown command {other!r}"}


def card(client: Client) -> dict[str, Any]:
    """Return the client's card under this driver's name."""
    own = client.card
    return {
        "name": NAME,
        "version": own.version,
        "language": own.language,
        "homepage": own.homepage,
        "dialect": own.dialect,
        "types": {name: sorted(operations) for name, operations in own.types.items()},
    }


def members_of(command: str, response: Response) -> dict[str, Any]:
    """Return a response as the members of an answer."""
    match response.status:
        case Status.WROTE:
            wire = {} if response.text is None else {"wire": response.text}
            return {"read": True, **wire} if command == "read" else wire
        case Status.REJECTED:
            return {"rejected": response.message}
        case Status.UNSUPPORTED:
            return {"unsupported": response.message}
        case Status.CRASHED:
            # In one process a crash is an exception; in a program of its own it ends the program.
            print(response.message, file=sys.stderr)
            sys.exit(1)
        case _:
            return {"error": response.message}


if __name__ == "__main__":
    main()
