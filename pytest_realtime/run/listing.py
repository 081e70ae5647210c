"""Write a deviations file from a full run, keeping the reasons and comments that are in it already."""

import json
import tempfile
from pathlib import Path
from typing import Any

import tomlkit
import tomlkit.exceptions

from pytest_realtime.judge import ERRORS
from pytest_realtime.run.process import run_pytest
from pytest_realtime.suite.manifest import contracts

NEW_REASON = "to be found in the client's source"
"""What stands in a new entry until a person has found the true reason."""


class ListingError(Exception):
    """The deviations can't be listed; the message says why."""


def list_deviations(spec: str, path: str | Path, *, write: bool) -> str:
    """Run the whole suite against the client ``spec`` and list its MUST deviations in TOML.

    Returns what was written or, without ``write``, the text of the file as it would be. Raises
    :class:`ListingError` when the run is not whole, when the client crashed or did not answer (that can't be
    listed), or when the file can't be read or written.
    """
    file = Path(path)
    report = _run(spec)
    client = report["clients"][0]["name"]
    text = merged(_document(file), client, _deviating(report))
    if not write:
        return text
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ListingError(f"{file}: can't be written: {error.strerror}") from None
    return f"{file}: {len(_deviating(report))} deviations of {client}"


def _run(spec: str) -> dict[str, Any]:
    """Run every contract, without any deviations file, and return the report."""
    with tempfile.TemporaryDirectory() as folder:
        report, nothing = Path(folder, "report.json"), Path(folder, "none.toml")
        nothing.write_text("")
        options = [f"--realtime-client={spec}", f"--realtime-report={report}", f"--realtime-deviations={nothing}"]
        status = run_pytest(["--realtime-contracts", *options, "-q", "-p", "no:cacheprovider"], quiet=True)
        if status not in (0, 1) or not report.exists():
            again = f"pytest-realtime check {spec}"
            raise ListingError(f"the run did not come to its end (exit status {status}); to see why: {again}")
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    missing = set(contracts()) - {result["contract"] for result in found["results"]}
    if missing:
        raise ListingError(f"this was a partial run: {len(missing)} of {len(contracts())} contracts were not run")
    return found


def _deviating(report: dict[str, Any]) -> dict[str, list[str]]:
    """The findings, as a deviations file spells them, of each MUST contract that does not hold."""
    found = {}
    for result in report["results"]:
        kinds = {finding["kind"] for finding in result["findings"]}
        if kinds & ERRORS:
            raise ListingError(
                f"{result['contract']}: {', '.join(sorted(kinds & ERRORS))} can't be listed; mend it first"
            )
        if kinds and result["contract"].startswith("must."):
            spelled = [f"{finding['kind']} {finding['pointer']}".rstrip() for finding in result["findings"]]
            found[result["contract"]] = sorted(spelled)
    return found


def _document(file: Path) -> tomlkit.TOMLDocument:
    if not file.exists():
        return tomlkit.document()
    try:
        return tomlkit.parse(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomlkit.exceptions.TOMLKitError) as error:
        raise ListingError(f"{file}: {error}") from None


def merged(document: tomlkit.TOMLDocument, client: str, deviating: dict[str, list[str]]) -> str:
    """The deviations file with exactly these deviations of ``client``, sorted by client and contract.

    Entries of other clients stay as they are; so do reasons and comments of entries that still hold.
    """
    listed = list(document.get("deviation", []))
    others = [entry for entry in listed if entry.get("client", client) != client]
    own = {entry.get("contract"): entry for entry in listed if entry not in others}
    entries = others + [_entry(own.get(id_), client, id_, findings) for id_, findings in deviating.items()]
    entries.sort(key=lambda entry: (str(entry.get("client", "")), str(entry.get("contract", ""))))
    array = tomlkit.aot()
    for entry in entries:
        array.append(entry)
    document.pop("deviation", None)
    if entries:
        document.append("deviation", array)
    return tomlkit.dumps(document)


def _entry(known: Any, client: str, contract: str, findings: list[str]) -> Any:
    entry = known if known is not None else tomlkit.table()
    entry.setdefault("client", client)
    entry["contract"] = contract
    entry.setdefault("reason", NEW_REASON)
    if sorted(entry.get("findings", [])) != findings:
        entry["findings"] = tomlkit.array(json.dumps(findings)).multiline(len(findings) > 1)
    return entry
