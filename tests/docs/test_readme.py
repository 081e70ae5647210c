"""What the README shows is what happens."""

import re
import tomllib
from pathlib import Path

import pytest

from pytest_realtime.suite.manifest import contracts

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FAILING = """

def test_helpers_drop_nones(realtime_server):
    with OpenAI(base_url=realtime_server.base_url, api_key=realtime_server.api_key) as client:
        with client.realtime.connect(model="gpt-realtime-2.1") as connection:
            connection.session.update(session={"type": "realtime", "audio": {"input": {}}})
    assert realtime_server.session_updates.last["audio"]["input"] == {"turn_detection": None}


def test_instructions(realtime_server):
    with OpenAI(base_url=realtime_server.base_url, api_key=realtime_server.api_key) as client:
        with client.realtime.connect(model="gpt-realtime-2.1") as connection:
            connection.session.update(session={"type": "realtime", "instructions": None})
"""
"""The README's test as its sentences change it: the helper that drops None, and the null that the API rejects."""


def block(label: str) -> str:
    """The code block below a label such as ``<!-- output -->``."""
    found = re.search(rf"<!-- {re.escape(label)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, label
    return found[1]


def test_tests_pass_and_fail_as_it_says(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_payloads=block("file: test_payloads.py"), test_agent=block("file: test_agent.py") + FAILING
    )
    # openai opens connections in a way that websockets 17.1 deprecates.
    warnings = ["-W", "error", "-W", "ignore:connect() must be used:DeprecationWarning"]
    result = pytester.runpytest_subprocess("-v", "-p", "no:randomly", *warnings)
    result.assert_outcomes(passed=4, failed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["FAILED test_agent.py::test_helpers_drop_nones*", "ERROR test_agent.py::test_instructions*"]
    )
    assert block("output").rstrip("\n") in result.stdout.str()


def test_it_fits_in_a_few_screens() -> None:
    assert len(README.splitlines()) < 120


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
            assert any((ROOT / "docs" / name).exists() for name in (f"{page}.md", f"{page}/index.md")), link
        else:
            path = re.fullmatch(re.escape(urls["Source"]) + "/(?:blob|tree)/main/(.*)", link)
            assert path, link
            assert (ROOT / path[1]).exists(), link
