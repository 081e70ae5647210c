"""The driver of PyPI's openai.

The client is the one that `pytest-realtime` asks in its own process; here it stands behind the driver protocol,
so that the verdicts of both transports can be compared.
"""

import json
import sys
from typing import Any

from pytest_realtime.clients.client import Client, Response, Status
from pytest_realtime.clients.openai.client import client as openai_client

NAME = "python-openai"
# The suite knows better how long a request may take, and ends the process.
NO_LIMIT = 3600.0


def main() -> None:
    """Answer requests until ``bye`` or the end of stdin."""
    lines, sys.stdout = sys.stdout, sys.stderr  # what the package prints is no protocol line
    with openai_client() as client:
        for line in sys.stdin:
            try:
                request = json.loads(line)
            except ValueError as error:  # no id to answer to
                print(f"passed over: {error}", file=sys.stderr)
                continue
            print(json.dumps({"id": request["id"], **answer(client, request)}), file=lines, flush=True)
            if request["cmd"] == "bye":
                break


def answer(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    """Status one request, without its id."""
    match request["cmd"]:
        case "hello":
            return {"card": card(client)}
        case "bye":
            return {"bye": True}
        case "roundtrip" | "send" | "read" as command:
            return told(command, client.perform(command, request["type"], request["wire"], timeout=NO_LIMIT))
        case other:
            return {"error": f"there is no command {other!r}"}


def card(client: Client) -> dict[str, Any]:
    """The client's card under this driver's name."""
    own = client.card
    return {
        "name": NAME,
        "version": own.version,
        "language": own.language,
        "homepage": own.homepage,
        "dialect": own.dialect,
        "types": {name: sorted(operations) for name, operations in own.types.items()},
    }


def told(command: str, outcome: Response) -> dict[str, Any]:
    """An outcome in the protocol's words."""
    match outcome.status:
        case Status.WROTE:
            wire = {} if outcome.text is None else {"wire": outcome.text}
            return {"read": True, **wire} if command == "read" else wire
        case Status.REJECTED:
            return {"rejected": outcome.message}
        case Status.UNSUPPORTED:
            return {"unsupported": outcome.message}
        case Status.CRASHED:
            # In one process a crash is an exception; in a program of its own it ends the program.
            print(outcome.message, file=sys.stderr)
            sys.exit(1)
        case _:
            return {"error": outcome.message}


if __name__ == "__main__":
    main()
