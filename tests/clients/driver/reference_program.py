"""A driver around clients that are also tested in process: ``reference_program.py NAME`` of :data:`CLIENTS`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).parents[3])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from pytest_realtime.clients import Client, ListenRequest, Response, Status  # noqa: E402
from tests.faulty import reference  # noqa: E402
from tests.faulty.zoo import ZOO  # noqa: E402

CLIENTS: dict[str, Callable[[], Client]] = {
    "reference": reference.client,
    "reference-beta": reference.beta_client,
    **{name: wrong.client for name, wrong in ZOO.items()},
}
MEMBER = {Status.REJECTED: "rejected", Status.UNSUPPORTED: "unsupported"}


def card(client: Client) -> dict[str, Any]:
    own = client.card
    types = {name: sorted(operations) for name, operations in own.types.items()}
    hears = {"hears": sorted(own.hears)} if own.hears else {}
    named = {"name": own.name, "version": own.version, "language": "python", "dialect": own.dialect}
    return {**named, "types": types, **hears}


def answer(command: str, response: Response) -> dict[str, Any]:
    if response.status is not Status.WROTE:
        return {MEMBER.get(response.status, "error"): response.message}
    wire = {} if response.text is None else {"wire": response.text}
    return {"read": True, **wire} if command == "read" else wire


def listened(client: Client, request: ListenRequest) -> dict[str, Any]:
    response = client.listen(request, timeout=10)
    if response.status is Status.CRASHED:
        # In one process a crash is an exception; in a program of its own it ends the program.
        sys.exit(response.message)
    failed = {"failed": response.message} if response.status is Status.REJECTED else {}
    return {"heard": [*response.heard], "closed": False, **failed}


def main(client: Client) -> None:
    for line in sys.stdin:
        request = json.loads(line)
        match request["cmd"]:
            case "hello":
                members: dict[str, Any] = {"card": card(client)}
            case "bye":
                members = {"bye": True}
            case "listen":
                members = listened(client, ListenRequest(**{n: request[n] for n in ListenRequest._fields}))
            case command:
                members = answer(command, client.perform(command, request["type"], request["wire"], timeout=10))
        print(json.dumps({"id": request["id"], **members}), flush=True)
        if "bye" in members:
            break


if __name__ == "__main__":
    main(CLIENTS[sys.argv[1]]())
