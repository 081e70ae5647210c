"""Measures a client: runs the suite, counts results by requirement, and tests each type by itself."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drivers.compatibility.rows import ROOT, Row
from pytest_realtime.clients import Card, Client, Response, load_client
from pytest_realtime.clients.card import Operation
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.suite.manifest import contracts

SECONDS_PER_REQUEST = 30.0
COUNTED = {"pass": "pass", "expected": "deviation", "deviation": "deviation", "not-applicable": "not-applicable"}
"""How the table counts the verdicts of a report: a known deviation is a deviation."""
OUTER_RUN = ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
Counts = dict[str, dict[str, int]]


class MeasurementError(Exception):
    """A client could not be measured. The message says why."""


@dataclass(frozen=True)
class Run:
    """A run of the whole suite."""

    status: int
    output: str
    report: dict[str, Any]
    """The JSON report; empty when the run did not get that far."""


def run_suite(
    specs: Iterable[str],
    deviations: Path | None,
    *,
    python: str = sys.executable,
    only: str = "",
    examples: int | None = None,
) -> Run:
    """Run the suite in a process of its own, with this deviations file or, for None, without one.

    All contracts run, or those that ``only`` selects, an expression as for ``-k``; with so many generated payloads
    per type, or as many as in any run.
    """
    with tempfile.TemporaryDirectory() as folder:
        # A root directory of its own: without this project's options and its example database.
        configuration, report, none = (Path(folder, name) for name in ("pytest.ini", "report.json", "none.toml"))
        configuration.write_text("[pytest]\n")
        none.write_text("")
        options = [
            "-c",
            configuration,
            f"--realtime-report={report}",
            f"--realtime-deviations={deviations or none}",
        ]
        if examples is not None:
            options.append(f"--realtime-examples={examples}")
        quiet = ["-q", "--tb=no", "-p", "no:cacheprovider", *(["-k", only] if only else [])]
        # The interpreter that runs us or a driver's own, with the specs of our table.
        ran = subprocess.run(  # noqa: S603
            [python, "-m", "pytest_realtime", "check", *specs, *map(str, options), *quiet],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in OUTER_RUN},
            capture_output=True,
            text=True,
        )
        found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Run(ran.returncode, ran.stdout + ran.stderr, found)


def measure(row: Row) -> dict[str, Any]:
    """Return a client's entry for ``drivers/results.json``. Raises :class:`MeasurementError`."""
    lacking = row.lacking()
    if lacking:
        raise MeasurementError(lacking)
    run = run_suite([row.spec], ROOT / row.deviations)
    if run.status not in (0, 1) or not run.report:
        raise MeasurementError(f"{row.name}: the run did not finish:\n{run.output[-2000:]}")
    return {**condensed(run.report), "listed": listed_fingerprint(row), "by_themselves": by_themselves(row.spec)}


def condensed(report: dict[str, Any]) -> dict[str, Any]:
    """Return what the table needs of one client's report. Raises :class:`MeasurementError` if it has errors."""
    (card,), (strictness,) = report["clients"], report["strictness"]
    errors = [result["contract"] for result in report["results"] if result["verdict"] == "error"]
    if errors:
        raise MeasurementError(
            f"{card['name']}: {len(errors)} contracts ended in an error; the first is {errors[0]}"
        )
    return {
        **{name: card[name] for name in ("name", "version", "language", "transport")},
        "spec": report["spec"],
        "contracts": fingerprint(result["contract"] for result in report["results"]),
        "invalid": {name: strictness[f"invalid_{name}"] for name in ("tried", "rejected")},
        "requirements": counts(report["results"]),
        "causes": contracts_by_reason(report["results"]),
    }


def contracts_by_reason(results: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count the contracts in which each reason of the deviations file explains a finding, most contracts first."""
    found = Counter(
        reason
        for result in results
        # Generated payloads may be others in each run.
        if result["kind"] != "generated"
        for reason in {finding["known"] for finding in result["findings"]} - {""}
    )
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [{"contracts": count, "reason": reason} for reason, count in ordered]


def counts(results: Iterable[dict[str, Any]]) -> Counts:
    """Count the contracts of each requirement that pass, deviate and are not applicable."""
    found: Counts = {}
    for result in results:
        requirement = contracts()[result["contract"]].requirement.name
        row = found.setdefault(requirement, {"pass": 0, "deviation": 0, "not-applicable": 0})
        row[COUNTED[result["verdict"]]] += 1
    order = list(dict.fromkeys(contract.requirement.name for contract in contracts().values()))
    return {name: found[name] for name in order if name in found}


def by_themselves(spec: str) -> dict[str, int]:
    """Count the MUST contracts that pass when each value is tested in its own type only.

    The suite also embeds each value in top-level payloads, where one cause in an outer object fails every contract
    inside it. Contracts with generated payloads, and of types that the client does not have, are not counted.
    """
    applicable = passed = 0
    with load_client(spec) as client:
        for contract in contracts().values():
            if contract.level == "MUST" and contract.cases and contract.wire_type in client.card.types:
                result = check_contract(
                    contract, _OfOneType(client, contract.wire_type), timeout=SECONDS_PER_REQUEST
                )
                applicable += bool(result.probed)
                passed += bool(result.probed and not result.findings)
    return {"applicable": applicable, "passed": passed}


class _OfOneType(Client):
    """A client that seems to have only one type."""

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
        """Pass the request on."""
        return self._client.perform(operation, wire_type, wire, timeout=timeout)


def fingerprint(texts: Iterable[str]) -> str:
    """Return a short string that changes when any of these does, but not with their order."""
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()[:16]


def listed_fingerprint(row: Row) -> str:
    """Return a fingerprint of what its deviations file lists; reasons may be reworded."""
    return fingerprint(f"{entry.contract or ''} {sorted(entry.findings or ())}" for entry in row.listed())
