"""Count how many planted faults generated contracts catch in clients that have known deviations.

A fault of tests/faulty is planted into what a client writes, and only contracts with covering sets and generated
payloads are checked, with the client's deviations file: what they still find is caught. A fault that changed
nothing that the client wrote could not be planted, and is not counted.

Told beside it is what contracts catch that find nothing else in the client: a contract that fails as listed told
of no further fault, before findings that are explained were taken out of generated payloads.

    python -m benchmarks.planted_faults [CLIENT ...]
"""

import json
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pytest_realtime.clients import Card, Client, ClientRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.spec import load_client
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.deviations.known import KnownDeviations
from pytest_realtime.engine.generated import GenerationSettings, check_generated
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.regressions import RegressionCorpus
from pytest_realtime.results import Result
from pytest_realtime.suite.manifest import Contract, contracts
from tests.faulty.additions import ADDITIONS
from tests.faulty.arrays import ARRAYS
from tests.faulty.changes import REFERENCE
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
"""Faults of each class: the first ones that can be planted."""
SECONDS = 30
"""How long an answer may take."""

# A fault is planted into what the client wrote, right or wrong, and not into what the reference writes.
REFERENCE["write"] = lambda _, text: text


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
        response = self._client.perform(operation, wire_type, wire, timeout=timeout)
        return self._with_fault(response, ClientRequest(operation, wire_type, wire))

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Likewise."""
        responses = self._client.perform_many(requests, timeout=timeout)
        return [self._with_fault(one, request) for one, request in zip(responses, requests, strict=False)]

    def _with_fault(self, response: Response, request: ClientRequest) -> Response:
        text, write = response.text, self._fault.write
        if response.status is not Status.WROTE or text is None or write is None or request.operation == "read":
            return response
        try:
            planted = write(request.wire_type, text)
            is_changed = _sorted(planted) != _sorted(text)
        except Exception:
            # The client wrote something that the fault can't be planted in.
            return response
        self.changed += is_changed
        return replace(response, text=planted) if is_changed else response


def _sorted(text: str) -> str:
    """The same JSON, with its members in order: which order they have is free."""
    return json.dumps(json.loads(text), sort_keys=True)


def faults() -> Iterator[tuple[Wrong, ...]]:
    """The faults of each class that do not change nearly every payload."""
    for table in TABLES:
        yield tuple(one for one in table if one.write and not one.on_everything)


def checked(client: Client, known: KnownDeviations, which: Sequence[Contract]) -> Iterator[Result]:
    """Check contracts with generated payloads, one at a time."""
    knowledge = Knowledge(known.explains)
    with tempfile.TemporaryDirectory() as folder:
        settings = GenerationSettings(100, RegressionCorpus(Path(folder)))
        for contract in which:
            yield check_generated(contract, client, settings, timeout=SECONDS, knowledge=knowledge)


def catches(result: Result, known: KnownDeviations) -> bool:
    """Whether a contract told of something that is not listed."""
    return any(not known.explains(result.card.name, finding.key) for finding in result.findings)


def measure(client: Client, known: KnownDeviations) -> str:
    """Plant each fault, and tell how many were caught."""
    generated = [one for one in contracts().values() if one.generator and one.direction == "write"]
    # Covering sets first: what they find is not made smaller, which takes longest.
    generated.sort(key=lambda contract: contract.generator != "covering")
    alone = [result for result in checked(client, known, generated) if result.exchanges]
    silent = [result.contract for result in alone if not result.findings]
    failing = [result.contract for result in alone if result.findings]
    unlisted = [result.contract.id for result in alone if catches(result, known)]
    before, after = 0, 0
    missed, unplanted = list[str](), list[str]()
    for of_class in faults():
        left = OF_EACH
        for fault in of_class:
            planted = Planted(client, fault)
            by_silent = any(catches(result, known) for result in checked(planted, known, silent))
            is_caught = by_silent or any(catches(result, known) for result in checked(planted, known, failing))
            if not is_caught:
                (missed if planted.changed else unplanted).append(fault.name)
            before, after = before + by_silent, after + is_caught
            left -= bool(planted.changed)
            if not left:
                break
    count = after + len(missed)
    return (
        f"{count} planted, {after} caught ({100 * after / max(count, 1):.0f} %), {before} by the {len(silent)} of "
        f"{len(alone)} contracts without listed findings; missed: {', '.join(missed) or 'none'}; could not be "
        f"planted: {', '.join(unplanted) or 'none'}; not listed without a fault: {', '.join(unlisted) or 'nothing'}"
    )


def main(names: list[str]) -> None:
    """Measure the clients with deviations files, or those of these names."""
    for row in tomllib.loads((ROOT / "drivers/clients.toml").read_text(encoding="utf-8"))["client"]:
        entries = load_deviations(ROOT / row["deviations"], contract_ids=contracts())
        if row["name"] not in names and (names or not entries):
            continue
        started = time.perf_counter()
        with load_client(row["spec"]) as client:
            told = measure(client, KnownDeviations(entries))
        print(f"{row['name']}: {told} ({time.perf_counter() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
