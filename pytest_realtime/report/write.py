"""Writes all the reports that a run was asked for, so that no failure to render one loses a result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_realtime.report import Report, write_report


@dataclass(frozen=True)
class Written:
    """What came of one report."""

    told: str
    """For the end of the run."""
    failed: bool = False


def write_reports(report: Report, paths: Sequence[Path]) -> Iterator[Written]:
    """Write a report to each path, JSON first: it is the source of the others.

    A form that can't be rendered is told; where no JSON was asked for, it is written in its place.
    """
    is_safe = False
    for path in sorted(paths, key=lambda path: path.suffix != ".json"):
        try:
            write_report(report, path)
        except OSError as error:
            yield Written(f"report {path} could not be written: {error}", failed=True)
        except Exception as error:
            yield Written(f"report {path} could not be rendered: {type(error).__name__}: {error}", failed=True)
            if not is_safe:
                yield from write_reports(report, [path.with_suffix(".json")])
                is_safe = True
        else:
            is_safe = is_safe or path.suffix == ".json"
            yield Written(f"report written to {path}")
