"""Measuring a client: run the suite on it, count by requirement, and ask each type by itself."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drivers.compatibility.rows import ROOT, Row
from pytest_realtime.clients import Card, Client, Response, load_client
from pytest_realtime.clients.card import Operation
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.suite.manifest import contracts

SECONDS_PER_QUESTION = 30.0
COUNTED = {"pass": "pass", "expected": "deviation", "deviation": "deviation", "not-applicable": "not-applicable"}
"""How the table counts the verdicts of a report: known or not, a deviation is one."""
OF_THE_RUN_OUTSIDE = ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
Counts = dict[str, dict[str, int]]


class MeasuringError(Exception):
    """A client could not be measured. The message says why."""


@dataclass(frozen=True)
class Run:
    """A run of the whole suite."""

    status: int
    output: str
    report: dict[str, Any]
    """The JSON report; empty when the run did not get that far."""


def run_suite(specs: Iterable[str], deviations: Path | None, *, python: str = sys.executable) -> Run:
    """Run the whole suite in a process of its own, with this deviations file or, with None, without any."""
    with tempfile.TemporaryDirectory() as folder:
        # A root directory of its own: no option of this project, and no failing payload remembered here.
        configuration, report, none = (Path(folder, name) for name in ("pytest.ini", "report.json", "none.toml"))
        configuration.write_text("[pytest]\n")
        none.write_text("")
        options = [
            "-c",
            configuration,
            f"--realtime-report={report}",
            f"--realtime-deviations={deviations or none}",
        ]
        quiet = ["-q", "--tb=no", "-p", "no:cacheprovider"]
        # The interpreter that runs us or a driver's own, with the specs of our table.
        ran = subprocess.run(  # noqa: S603
            [python, "-m", "pytest_realtime", "check", *specs, *map(str, options), *quiet],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in OF_THE_RUN_OUTSIDE},
            capture_output=True,
            text=True,
        )
        found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Run(ran.returncode, ran.stdout + ran.stderr, found)


def measure(row: Row) -> dict[str, Any]:
    """All that ``drivers/results.json`` holds of a client. Raises :class:`MeasuringError`."""
    lacking = row.lacking()
    if lacking:
        raise MeasuringError(lacking)
    run = run_suite([row.spec], ROOT / row.deviations)
    if run.status not in (0, 1) or not run.report:
        raise MeasuringError(f"{row.name}: the run did not come to its end:\n{run.output[-2000:]}")
    return {**condensed(run.report), "listed": listed_fingerprint(row), "by_themselves": by_themselves(row.spec)}


def condensed(report: dict[str, Any]) -> dict[str, Any]:
    """What the table needs of a report of one client. Raises :class:`MeasuringError` after errors."""
    (card,), (strictness,) = report["clients"], report["strictness"]
    errors = [result["contract"] for result in report["results"] if result["verdict"] == "error"]
    if errors:
        raise MeasuringError(f"{card['name']}: {len(errors)} contracts ended in an error, {errors[0]} first")
    return {
        **{name: card[name] for name in ("name", "version", "language", "transport")},
        "spec": report["spec"],
        "contracts": fingerprint(result["contract"] for result in report["results"]),
        "invalid": {name: strictness[f"invalid_{name}"] for name in ("tried", "rejected")},
        "requirements": counts(report["results"]),
    }


def counts(results: Iterable[dict[str, Any]]) -> Counts:
    """How many contracts of each requirement check_contract, deviate and are not applicable."""
    found: Counts = {}
    for result in results:
        requirement = contracts()[result["contract"]].requirement.name
        row = found.setdefault(requirement, {"pass": 0, "deviation": 0, "not-applicable": 0})
        row[COUNTED[result["verdict"]]] += 1
    order = list(dict.fromkeys(contract.requirement.name for contract in contracts().values()))
    return {name: found[name] for name in order if name in found}


def by_themselves(spec: str) -> dict[str, int]:
    """How many MUST contracts check_contract when a value is asked of its own type only.

    The suite also asks each value inside the payloads that travel, so that one cause in an envelope fails all
    that goes through it. Contracts with generated payloads, and of types that the client has no way to be asked
    about alone, are left out.
    """
    asked = held = 0
    with load_client(spec) as client:
        for contract in contracts().values():
            if contract.level == "MUST" and contract.cases and contract.wire_type in client.card.types:
                result = check_contract(
                    contract, _OfOneType(client, contract.wire_type), timeout=SECONDS_PER_QUESTION
                )
                asked += bool(result.probed)
                held += bool(result.probed and not result.findings)
    return {"asked": asked, "held": held}


class _OfOneType(Client):
    """A client as if it had one type only."""

    def __init__(self, client: Client, wire_type: str) -> None:
        self._client = client
        card = client.card
        defaults = {name: members for name, members in card.defaults.items() if name == wire_type}
        self._card = replace(card, types={wire_type: card.types[wire_type]}, defaults=defaults)

    @property
    def card(self) -> Card:
        """The client's card, with this type only."""
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Ask the client."""
        return self._client.perform(operation, wire_type, wire, timeout=timeout)


def fingerprint(texts: Iterable[str]) -> str:
    """A short text that differs when any of these does; their order is free."""
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()[:16]


def listed_fingerprint(row: Row) -> str:
    """A fingerprint of what its deviations file lists: contracts and findings. Reasons are free to be reworded."""
    return fingerprint(f"{id_} {sorted(entry.findings or ())}" for entry in row.listed() for id_ in entry.contracts)
