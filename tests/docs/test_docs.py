"""The examples of the documentation run."""

import re
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


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
