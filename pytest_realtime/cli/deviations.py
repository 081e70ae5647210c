"""``pytest-realtime deviations``: write the deviations file from a full run."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_realtime.cli.parser import Commands, add_command, failed
from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.safe_text import safe_line

if TYPE_CHECKING:
    from pytest_realtime.deviations.record import DeviationsFile


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "deviations",
        _run,
        help="write the deviations file from a full run",
        more="Runs the whole suite, until it finds nothing new, and lists every cause that would fail the run. "
        "Reasons and comments are kept; entries that explain nothing any more are removed. New entries have the "
        "reason TODO, with which a run fails: find out why the client does this, and say so.",
        example="pytest-realtime deviations --write openai",
        strict="deviations needs a full run",
    )
    parser.add_argument("--write", action="store_true", help="write the file instead of printing it")
    parser.add_argument(
        "--realtime-fail-level",
        choices=LEVEL_WORDS,
        metavar="|".join(LEVEL_WORDS),
        help="the weakest level to list (default: as in the ini file, else must)",
    )
    parser.add_argument("--file", type=Path, default="realtime-deviations.toml", help="the deviations file")
    parser.add_argument("spec", metavar="SPEC", help="the client, as for check")


MOST_ROUNDS = 9
"""Runs until no new cause is found: what is listed is taken out of generated payloads, and may have hidden more.
After the last one the command says that there may be more, and fails."""


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.deviations.entry_checks import DeviationsError
    from pytest_realtime.deviations.record import DeviationsFile, Update

    try:
        # Errors in the file are reported before the run, not after it.
        file = _deviations_file(known.file, known.write)
        update, latest = Update(file.without_contracts()), set[str]()
        for number in range(1, MOST_ROUNDS + 1):
            _show_progress(f"run {number} of at most {MOST_ROUNDS}: {known.spec}, {len(latest)} new causes so far")
            report, before = _full_run(known.spec, known.realtime_fail_level, update.text), update
            update = file.updated(report)
            latest = set(update.new) - set(before.new)
            if not latest:
                break
        _show_progress("")
    except DeviationsError as error:
        _show_progress("")
        return failed("deviations", error)
    client = report["clients"][0]["name"]
    if known.write:
        known.file.write_text(update.text, encoding="utf-8")
        count = len(
            [e for e in DeviationsFile.parse(update.text).entries if e.members.get("client", client) == client]
        )
        print(f"{known.file}: {count} deviation{'s' * (count != 1)} of {client}")
        for what, keys in (("new", update.new), ("changed", update.changed), ("gone", update.gone)):
            for key in keys:
                print(f"{what:<8}{key}")
    else:
        print(update.text)
    return failed("deviations", _unfinished(latest)) if latest else 0


def _show_progress(text: str) -> None:
    """Show a passing note on a terminal, since a run takes minutes; write nothing into a log."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{safe_line(text)}", end="", file=sys.stderr, flush=True)


def _unfinished(latest: Iterable[str]) -> str:
    return (
        f"{MOST_ROUNDS} runs were not enough. The last one found for the first time: {', '.join(sorted(latest))}. "
        "Generated payloads may show more behind that. With --write the next call goes on from here"
    )


def _deviations_file(path: Path, write: bool) -> "DeviationsFile":
    from pytest_realtime.deviations.entry_checks import DeviationsError
    from pytest_realtime.deviations.record import DeviationsFile
    from pytest_realtime.report.output import check_writable

    try:
        if write:
            check_writable(path)
        return DeviationsFile.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    except OSError as error:
        raise DeviationsError(f"{path}: can't {'write' if write else 'read'}: {error.strerror}") from None
    except (UnicodeDecodeError, DeviationsError) as error:
        raise DeviationsError(f"{path}: {error}") from None


def _full_run(spec: str, level: str | None, deviations: str) -> dict[str, Any]:
    """Run every contract with the entries of a deviations file, and return the report."""
    from pytest_realtime.deviations.entry_checks import DeviationsError
    from pytest_realtime.plugin_options import PREFIX
    from pytest_realtime.pytest_integration.subprocess import run_pytest
    from pytest_realtime.suite.manifest import contracts

    with tempfile.TemporaryDirectory() as folder:
        report, file = Path(folder, "report.json"), Path(folder, "deviations.toml")
        file.write_text(deviations, encoding="utf-8")
        options = [f"--realtime-client={spec}", f"--realtime-report={report}", f"--realtime-deviations={file}"]
        options += [f"--realtime-fail-level={level}"] if level else []
        # The whole suite, even if the user's own options stop at the first failure.
        whole = ["-q", "-p", "no:cacheprovider", "--maxfail=0"]
        status = run_pytest([PREFIX, *options, *whole], quiet=True)
        if status not in (0, 1) or not report.exists():
            raise DeviationsError(
                f"the run did not finish (exit status {status}); to see why, run: pytest-realtime check {spec}"
            )
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    missing = set(contracts()) - {result["contract"] for result in found["results"]}
    if missing:
        raise DeviationsError(
            f"this was a partial run: {len(missing)} of {len(contracts())} contracts were not run"
        )
    return found
