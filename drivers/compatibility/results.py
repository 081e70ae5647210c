"""The measurements in ``drivers/results.json``, and whether they still apply to this checkout."""

import json
import re
from collections.abc import Iterator
from typing import Any

from drivers.compatibility.measurement import fingerprint, listed_fingerprint
from drivers.compatibility.rows import DRIVERS, ROOT, Row, rows
from pytest_realtime.report.schema import SPEC
from pytest_realtime.suite.manifest import contracts

RESULTS = DRIVERS / "results.json"
PAGE = ROOT / "docs" / "compatibility.md"


def load() -> dict[str, dict[str, Any]]:
    """Return the measurements by client name; empty before the first."""
    if not RESULTS.exists():
        return {}
    clients = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {client["name"]: client for client in clients}


def save(measured: dict[str, dict[str, Any]]) -> None:
    """Write the measurements of clients that have a row, in the order of the table."""
    known = [measured[row.name] for row in rows() if row.name in measured]
    RESULTS.write_text(_pretty(known), encoding="utf-8")


def _pretty(clients: list[dict[str, Any]]) -> str:
    # One requirement per line, so that a diff shows what changed.
    text = json.dumps(clients, ensure_ascii=False, indent=1)
    return re.sub(r"\{[^{}\[\]]*\}", lambda match: " ".join(match[0].split()), text) + "\n"


def stale(row: Row, measured: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield why the measurement of this client no longer applies, in sentences."""
    if row.name not in measured:
        yield f"{row.name} was never measured"
        return
    of = measured[row.name]
    if of["spec"] != SPEC or of["contracts"] != fingerprint(contracts()):
        yield f"{row.name} was measured with other contracts"
    if of["listed"] != listed_fingerprint(row):
        yield f"{row.name} was measured with other entries in {row.deviations}"
    if row.pin and not row.pins(of["version"]):
        yield f"{row.name} was measured as {of['version']}, but {row.pin} pins another version"
