"""The examples of the documentation run."""

import re
import sys
from pathlib import Path

import pytest

DOCS = sorted((Path(__file__).parents[2] / "docs").glob("*.md"))
EXAMPLE = re.compile(r"<!-- file: (\w+)\.py -->\n```python\n(.*?)```", re.DOTALL)


def examples(path: Path) -> dict[str, str]:
    return dict(EXAMPLE.findall(path.read_text(encoding="utf-8")))


def test_fuzzing(pytester: pytest.Pytester) -> None:
    files = examples(next(path for path in DOCS if path.name == "fuzzing.md"))
    pytester.makepyfile(**files)
    result = pytester.runpytest_subprocess("-q", "-p", "no:randomly")
    result.assert_outcomes(passed=5)


def test_server(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(**examples(next(path for path in DOCS if path.name == "server.md")))
    pytester.runpytest_subprocess("-q", "-p", "no:randomly").assert_outcomes(passed=4)


def test_drivers(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    # The run inside is no worker of the run outside.
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    pytester.makepyfile(**examples(next(path for path in DOCS if path.name == "drivers.md")))
    driver = f"{sys.executable} driver.py"
    command = [sys.executable, "-m", "pytest_realtime"]
    checked = pytester.run(*command, "driver", "check", driver)
    assert (checked.ret, "FAIL" in checked.stdout.str()) == (0, False)
    only = "must.realtime-session-create-request.instructions or must.realtime-session-create-request.prompt.null"
    held = pytester.run(*command, "check", f"cmd:{driver}", "-k", only)
    held.stdout.fnmatch_lines(["deviation*.prompt.null-is-kept:*", "*null-dropped /session/prompt"])
    assert held.parseoutcomes()["failed"] == 1
    assert held.parseoutcomes()["passed"] > 1


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
