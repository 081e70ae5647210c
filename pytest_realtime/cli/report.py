"""``pytest-realtime report``: merge, compare and render reports, and turn them into badges."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_realtime.cli.parser import Commands, add_command, failed

if TYPE_CHECKING:
    from pytest_realtime.report.schema import Report


def add(commands: "Commands[Any]") -> None:
    """Add the commands."""
    report = commands.add_parser(
        "report",
        help="merge, compare and render reports",
        description="Processes the JSON reports that --realtime-report=….json writes.",
        epilog="example: pytest-realtime report render report.json -o report.html",
    )
    kinds = report.add_subparsers(required=True, metavar="merge|diff|render|badges")
    for kind in (_add_merge, _add_diff, _add_render, _add_badges):
        kind(kinds)


def _add_merge(kinds: "Commands[Any]") -> None:
    merge = add_command(
        kinds,
        "merge",
        _with_errors("report merge", _merge),
        help="merge several reports into one",
        more="For the shards of a run, and for runs of several clients. Contradictory reports are rejected.",
        example="pytest-realtime report merge shard-1.json shard-2.json -o report.json",
    )
    merge.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="a JSON report")
    _add_out(merge)


def _add_diff(kinds: "Commands[Any]") -> None:
    diff = add_command(
        kinds,
        "diff",
        _with_errors("report diff", _diff),
        help="show what got better or worse between two reports",
        more="Lists causes that are new, gone, or in more or fewer contracts. Exit status: 1 if contracts of level "
        "MUST or SHOULD got worse by a cause that is not known, else 0; 2 if a file can't be read. "
        "Contracts that only one report has don't affect the status.",
        example="pytest-realtime report diff main.json branch.json",
    )
    diff.add_argument("old", type=Path, metavar="OLD", help="a JSON report")
    diff.add_argument("new", type=Path, metavar="NEW", help="a later JSON report")


def _add_render(kinds: "Commands[Any]") -> None:
    render = add_command(
        kinds,
        "render",
        _with_errors("report render", _render),
        help="render a report as HTML or Markdown",
        example="pytest-realtime report render report.json -o report.html",
    )
    render.add_argument("report", type=Path, metavar="REPORT", help="a JSON report")
    _add_out(render)


def _add_badges(kinds: "Commands[Any]") -> None:
    badges = add_command(
        kinds,
        "badges",
        _with_errors("report badges", _badges),
        help="write one badge per client",
        more="Each is a JSON file for shields.io's endpoint badges, with the share of passed MUST contracts, "
        "rounded down.",
        example="pytest-realtime report badges report.json -o badges",
    )
    badges.add_argument("report", type=Path, metavar="REPORT", help="a JSON report")
    badges.add_argument("-o", dest="out", type=Path, required=True, metavar="FOLDER", help="the folder to write to")


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        dest="out",
        type=Path,
        required=True,
        metavar="OUT",
        help="the file to write: .json, .html or .md",
    )


def _with_errors(name: str, run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Turn the command's errors into one line and exit status 2."""

    def guarded(known: argparse.Namespace) -> int:
        from pytest_realtime.report.load import ReportError

        try:
            return run(known)
        except ReportError as error:
            return failed(name, error, 2)
        except BrokenPipeError:
            raise
        except OSError as error:
            return failed(name, f"{known.out}: can't write: {error.strerror}", 2)

    return guarded


def _merge(known: argparse.Namespace) -> int:
    from pytest_realtime.report.load import load_report
    from pytest_realtime.report.merge import merge

    _check_suffix(known.out)
    merged = merge({str(path): load_report(path) for path in known.reports})
    _write(merged, known.out)
    counts = {"report": known.reports, "client": merged["clients"], "result": merged["results"]}
    print(f"{known.out}: " + ", ".join(f"{len(of)} {noun}{'s' * (len(of) != 1)}" for noun, of in counts.items()))
    return 0


def _diff(known: argparse.Namespace) -> int:
    from pytest_realtime.report.diff import CHANGES, diff
    from pytest_realtime.report.load import load_report
    from pytest_realtime.safe_text import safe_line

    old, new = load_report(known.old), load_report(known.new)
    for what, before, after in (
        ("spec date", old["spec"]["date"], new["spec"]["date"]),
        ("tool version", old["tool"]["version"], new["tool"]["version"]),
    ):
        if before != after:
            print(f"different {what}: {before} → {after}")
    found = diff(old, new)
    changes = [changed.change for changed in found]
    print(", ".join(f"{changes.count(change)} {change}" for change in CHANGES) if found else "no difference")
    for one in found:
        print(safe_line(f"{one.change:<6}  {one.client}  {one.subject}: {one.message}"))
    return 1 if any(one.is_regression for one in found) else 0


def _render(known: argparse.Namespace) -> int:
    from pytest_realtime.report.load import load_report

    _check_suffix(known.out)
    _write(load_report(known.report), known.out)
    print(f"report written to {known.out}")
    return 0


def _badges(known: argparse.Namespace) -> int:
    from pytest_realtime.report.badges import write_badges
    from pytest_realtime.report.load import load_report

    print(*write_badges(load_report(known.report), known.out), sep="\n")
    return 0


def _check_suffix(path: Path) -> None:
    from pytest_realtime.report.load import ReportError
    from pytest_realtime.report.output import FORMATS

    if path.suffix not in FORMATS:
        raise ReportError(f"{path}: unsupported file extension; allowed: {', '.join(FORMATS)}")


def _write(report: "Report", path: Path) -> None:
    from pytest_realtime.report.output import check_writable, write_report

    check_writable(path)
    write_report(report, path)
