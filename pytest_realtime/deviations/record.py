"""Write a deviations file from a full run, keeping the reasons and comments that are in it already."""

import json
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pytest_realtime.deviations.editor import DeviationsEditor, EditorError
from pytest_realtime.judge import ERRORS
from pytest_realtime.pytest_integration.subprocess import run_pytest
from pytest_realtime.report.write import check_writable
from pytest_realtime.suite.manifest import contracts


class RecordError(Exception):
    """The deviations can't be listed; the message says why."""


def list_deviations(spec: str, path: str | Path, *, write: bool, level: str | None = None) -> str:
    """Run the whole suite against the client ``spec`` and list in TOML what would fail the run.

    These are the deviations down to the fail level ``level``; None is that of the ini file. What the file lists
    already and still deviates stays listed, whatever its level.
    Returns what was written or, without ``write``, the text of the file as it would be. Raises
    :class:`RecordError` when the run is not whole, when the client crashed or did not answer (that can't be
    listed), or when the file can't be read or written.
    """
    file = Path(path)
    # What is wrong with the file is told before the run, not after it.
    listing = _listing(file, write)
    report, failed = _run(spec, level)
    client = report["clients"][0]["name"]
    deviating = {
        contract: findings
        for contract, findings in _deviating(report).items()
        if contract in failed or listing.lists(client, contract)
    }
    text = listing.updated(client, deviating)
    if not write:
        return text
    file.write_text(text, encoding="utf-8")
    return f"{file}: {len(deviating)} deviation{'s' * (len(deviating) != 1)} of {client}"


def _listing(file: Path, write: bool) -> DeviationsEditor:
    try:
        if write:
            check_writable(file)
        return DeviationsEditor(file.read_text(encoding="utf-8") if file.exists() else "")
    except OSError as error:
        raise RecordError(f"{file}: can't be {'written' if write else 'read'}: {error.strerror}") from None
    except (UnicodeDecodeError, EditorError) as error:
        raise RecordError(f"{file}: {error}") from None


def _run(spec: str, level: str | None) -> tuple[dict[str, Any], set[str]]:
    """Run every contract, without any deviations file; returns the report, and the contracts that failed."""
    with tempfile.TemporaryDirectory() as folder:
        report, nothing, tests = (Path(folder, name) for name in ("report.json", "none.toml", "tests.xml"))
        nothing.write_text("")
        options = [f"--realtime-client={spec}", f"--realtime-report={report}", f"--realtime-deviations={nothing}"]
        options += [f"--junitxml={tests}", *([f"--realtime-fail-level={level}"] if level else [])]
        # The whole suite, also where the user's own options stop at the first failure.
        whole = ["-q", "-p", "no:cacheprovider", "--maxfail=0"]
        status = run_pytest(["--realtime-contracts", *options, *whole], quiet=True)
        if status not in (0, 1) or not report.exists():
            again = f"pytest-realtime check {spec}"
            raise RecordError(f"the run did not come to its end (exit status {status}); to see why: {again}")
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        failed = _failed(tests)
    missing = set(contracts()) - {result["contract"] for result in found["results"]}
    if missing:
        raise RecordError(f"this was a partial run: {len(missing)} of {len(contracts())} contracts were not run")
    return found, failed


def _failed(tests: Path) -> set[str]:
    """The contracts whose tests failed: pytest itself knows best which level fails, with its ini file."""
    # Written by pytest in this very run.
    root = ElementTree.parse(tests).getroot()  # noqa: S314
    names = [case.get("name", "") for case in root.iter("testcase") if case.find("failure") is not None]
    return {contract for contract in contracts() if any(name.endswith(f"-{contract}]") for name in names)}


def _deviating(report: dict[str, Any]) -> dict[str, list[str] | None]:
    """The findings, as a deviations file spells them, of each contract that does not hold.

    None for payloads that are drawn anew in each run.
    """
    known = contracts()
    found: dict[str, list[str] | None] = {}
    for result in report["results"]:
        kinds = {finding["kind"] for finding in result["findings"]}
        if kinds & ERRORS:
            raise RecordError(
                f"{result['contract']}: {', '.join(sorted(kinds & ERRORS))} can't be listed; mend it first"
            )
        if kinds:
            spelled = [f"{finding['kind']} {finding['pointer']}".rstrip() for finding in result["findings"]]
            is_drawn = known[result["contract"]].generator == "generated"
            found[result["contract"]] = None if is_drawn else sorted(spelled)
    return found
