"""What the README shows is what happens."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from pytest_realtime.suite.manifest import contracts

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(label: str) -> str:
    """The code block below a label such as ``<!-- output -->``."""
    found = re.search(rf"<!-- {re.escape(label)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, label
    return found[1]


def test_the_users_tests_pass(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_payloads=block("file: test_payloads.py"))
    result = pytester.runpytest_subprocess("-q", "-p", "no:randomly", "-W", "error")
    assert result.ret == 0
    result.stdout.re_match_lines([r"\d{3,4} passed"])


def test_the_failure_reads_as_shown(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(my_sdk_client=block("file: my_sdk_client.py"))
    command = block("contract run").split()
    assert command[0] == "pytest-realtime"
    result = pytester.run(sys.executable, "-m", "pytest_realtime", *command[1:])
    assert result.ret == 1
    assert block("output").rstrip("\n") in result.stdout.str()


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_the_number_of_contracts_is_right(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.findall(r"(\d,\d{3}) (?:contract )?tests", text) == [f"{len(contracts()):,}"]


def test_links_lead_somewhere() -> None:
    """They are whole addresses, since the package index shows this page as well."""
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    site = urls["Documentation"]
    links = re.findall(r"\]\(([^)]+)\)|<(https:[^>]+)>", README)
    assert links
    for link in filter(None, (first or second for first, second in links)):
        if link.startswith(site):
            page = link.removeprefix(site).rstrip("/") or "index"
            assert (ROOT / "docs" / f"{page}.md").exists(), link
        else:
            path = re.fullmatch(re.escape(urls["Source"]) + "/(?:blob|tree)/main/(.*)", link)
            assert path, link
            assert (ROOT / path[1]).exists(), link
