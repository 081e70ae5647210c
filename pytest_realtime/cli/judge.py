"""``pytest-realtime judge``: judge recordings of sessions."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_realtime.cli.colours import painted
from pytest_realtime.cli.parser import Commands, add_command, failed
from pytest_realtime.levels import LEVEL_WORDS, levels_down_to

if TYPE_CHECKING:
    from pytest_realtime.deviations.known import KnownDeviations
    from pytest_realtime.server_testing.recorded_session import JudgedRecording

DEVIATIONS = Path("realtime-deviations.toml")


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    judge = add_command(
        commands,
        "judge",
        _run,
        help="judge recordings of sessions, without a server",
        more="Finds what realtime_server finds: payloads, order, and what was refused. Exit status: 0 if nothing "
        "fails, 1 if a finding does, 2 if a file or an option is wrong.",
        example="pytest-realtime judge recordings/*.jsonl --realtime-report=report.html",
        strict="judge takes files",
    )
    judge.add_argument(
        "file",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a recording, as --realtime-record writes it, or a HAR that Chromium exported",
    )
    judge.add_argument(
        "--client", default="", metavar="NAME", help="the client's name, for reports and the deviations file"
    )
    judge.add_argument(
        "--realtime-report",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="write a report: .json, .html or .md; repeatable",
    )
    judge.add_argument(
        "--realtime-deviations",
        type=Path,
        metavar="FILE",
        help="the known deviations (default: realtime-deviations.toml in this folder, if it exists)",
    )
    judge.add_argument(
        "--realtime-known-members",
        action="append",
        default=[],
        metavar="PLACE[,PLACE]",
        help="members newer than this package, such as RealtimeSessionCreateRequest.new_setting; repeatable",
    )
    judge.add_argument(
        "--realtime-fail-level",
        choices=LEVEL_WORDS,
        default="must",
        metavar="|".join(LEVEL_WORDS),
        help="the weakest level that fails (default: must)",
    )


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.deviations.entry_checks import DeviationsError
    from pytest_realtime.report.load import ReportError
    from pytest_realtime.server.recordings.contents import RecordingError
    from pytest_realtime.wire import known_members

    with ExitStack() as until_the_end:
        try:
            if known.realtime_known_members:
                until_the_end.enter_context(known_members(*known.realtime_known_members))
        except ValueError as error:
            return failed("judge", f"--realtime-known-members: {error}", 2)
        try:
            judged = _judged(known)
        except (RecordingError, DeviationsError, ReportError) as error:
            return failed("judge", error, 2)
        except OSError as error:
            return failed("judge", f"{error.filename}: can't write: {error.strerror}", 2)
        for number, one in enumerate(judged):
            print(*[""] * (number > 0), *one.lines(painted), sep="\n")
        has_failed = any(finding.is_failure for one in judged for finding in one.findings)
        return 1 if _write(known, judged) or has_failed else 0


def _judged(known: argparse.Namespace) -> "list[JudgedRecording]":
    from pytest_realtime.report.load import ReportError
    from pytest_realtime.report.output import FORMATS, check_writable
    from pytest_realtime.server_testing.recorded_session import judge_recording

    for path in known.realtime_report:
        if path.suffix not in FORMATS:
            raise ReportError(f"{path}: unsupported file extension; allowed: {', '.join(FORMATS)}")
        check_writable(path)
    levels = levels_down_to(known.realtime_fail_level)
    deviations = _deviations(known.realtime_deviations)
    return [
        judge_recording(path, known=deviations, client=known.client, levels=levels)
        for path in dict.fromkeys(known.file)
    ]


def _deviations(given: Path | None) -> "KnownDeviations":
    from pytest_realtime.deviations.file import load_deviations
    from pytest_realtime.deviations.known import KnownDeviations

    path = given or (DEVIATIONS if DEVIATIONS.is_file() else None)
    if path is None:
        return KnownDeviations()
    from pytest_realtime.suite.manifest import contracts

    return KnownDeviations(load_deviations(path, contract_ids=contracts()))


def _write(known: argparse.Namespace, judged: "list[JudgedRecording]") -> bool:
    """Write the reports; return whether one of them failed."""
    if not known.realtime_report:
        return False
    from pytest_realtime.report.output import write_reports
    from pytest_realtime.server_testing.recorded_report import recorded_report

    report = recorded_report(judged, known.client or "the recorded client")
    written = list(write_reports(report, known.realtime_report))
    print("", *(one.message for one in written), sep="\n")
    return any(one.failed for one in written)
