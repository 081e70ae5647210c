"""Write the reports of a run, so that a report that can't be rendered loses no result."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_realtime.report.schema import Report


def _as_json(report: Report) -> str:
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _as_markdown(report: Report) -> str:
    from pytest_realtime.report.markdown import render

    return render(report)


def _as_html(report: Report) -> str:
    from pytest_realtime.report.html.render import render

    return render(report)


FORMATS: dict[str, Callable[[Report], str]] = {".json": _as_json, ".html": _as_html, ".md": _as_markdown}
"""The formats of a report, by the file extension that sets each."""


def check_writable(path: Path) -> None:
    """Create the folder of a file that will be written later, and leave no trace of the file.

    Raises:
        OSError: the file can't be written
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab"):
        pass
    if is_new:
        path.unlink(missing_ok=True)


def write_report(report: Report, path: Path) -> None:
    """Write a report in the format that the path's extension sets.

    Raises:
        OSError: the file can't be written
    """
    # A client may write lone surrogates, which UTF-8 can't encode; escaped they stay valid JSON.
    path.write_bytes(FORMATS[path.suffix](report).encode("utf-8", "backslashreplace"))


@dataclass(frozen=True)
class Written:
    """The fate of one report."""

    message: str
    """For the end of the run."""
    failed: bool = False


def write_reports(report: Report, paths: Sequence[Path]) -> Iterator[Written]:
    """Write a report to each path, JSON first: it is the source of the others.

    Where a format can't be rendered and no JSON was requested, JSON is written in its place.
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
