"""Count how many planted faults generated contracts catch in clients that have known deviations.

A fault of tests/faulty is planted into what a client writes, and only contracts with generated payloads are
checked, with the client's deviations file: what they still find is caught. A fault that changed nothing that the
client wrote could not be planted, and is not counted.

    python -m benchmarks.planted_faults [CLIENT ...]
"""

import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from pytest_realtime.clients import Card, Client, ClientRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.spec import load_client
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.deviations.known import KnownDeviations
from pytest_realtime.engine.generated import GenerationSettings, check_generated
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.regressions import RegressionCorpus
from pytest_realtime.suite.manifest import contracts
from tests.faulty.additions import ADDITIONS
from tests.faulty.arrays import ARRAYS
from tests.faulty.members import MEMBERS
from tests.faulty.nulls import NULLS
from tests.faulty.numeric import NUMBERS
from tests.faulty.strings import STRINGS
from tests.faulty.values import VALUES
from tests.faulty.variants import VARIANTS
from tests.faulty.wrong import Wrong

ROOT = Path(__file__).parents[1]
TABLES = (NULLS, MEMBERS, ADDITIONS, VALUES, NUMBERS, STRINGS, ARRAYS, VARIANTS)
"""The classes of faults that change what is written."""
OF_EACH = 2
"""Faults of each class: the first ones that do not change nearly every payload."""


class Planted(Client):
    """A client into whose output a fault is planted."""

    def __init__(self, client: Client, fault: Wrong) -> None:
        self._client = client
        self._fault = fault
        self.changed = 0
        """How many outputs the fault changed."""

    @property
    def card(self) -> Card:
        """The client's own card."""
        return self._client.card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Have the client do it, and change what it wrote."""
        return self._with_fault(self._client.perform(operation, wire_type, wire, timeout=timeout), wire_type)

    def perform_many(self, requests: Any, *, timeout: float) -> list[Response]:
        """Likewise."""
        responses = self._client.perform_many(requests, timeout=timeout)
        return [
            self._with_fault(one, ClientRequest(*request).wire_type)
            for one, request in zip(responses, requests, strict=False)
        ]

    def _with_fault(self, response: Response, wire_type: str) -> Response:
        if response.status is not Status.WROTE or response.text is None or self._fault.write is None:
            return response
        try:
            text = self._fault.write(wire_type, response.text)
        except Exception:
            # The client wrote something that the fault can't be planted in.
            return response
        self.changed += text != response.text
        return Response(response.status, text, response.message)


def faults() -> list[Wrong]:
    """The faults to plant."""
    return [
        fault
        for table in TABLES
        for fault in [one for one in table if one.write and not one.on_everything][:OF_EACH]
    ]


def caught(client: Client, fault: Wrong, known: KnownDeviations) -> bool | None:
    """Whether a fault is caught; None if it could not be planted."""
    planted = Planted(client, fault)
    knowledge = Knowledge(known.explains)
    with tempfile.TemporaryDirectory() as folder:
        settings = GenerationSettings(100, RegressionCorpus(Path(folder)))
        for contract in contracts().values():
            if contract.generator:
                result = check_generated(contract, planted, settings, timeout=30, knowledge=knowledge)
                if any(not known.explains(client.card.name, finding.key) for finding in result.findings):
                    return True
    return False if planted.changed else None


def main(names: list[str]) -> None:
    """Measure the clients with deviations files, or those of these names."""
    for row in tomllib.loads((ROOT / "drivers/clients.toml").read_text(encoding="utf-8"))["client"]:
        entries = load_deviations(ROOT / row["deviations"], contract_ids=contracts())
        if row["name"] not in names and (names or not entries):
            continue
        with load_client(row["spec"]) as client:
            found = {fault.name: caught(client, fault, KnownDeviations(entries)) for fault in faults()}
        planted = {name: is_caught for name, is_caught in found.items() if is_caught is not None}
        missed = ", ".join(name for name, is_caught in planted.items() if not is_caught)
        print(
            f"{row['name']}: {sum(planted.values())} of {len(planted)} caught; missed: {missed or 'none'}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
