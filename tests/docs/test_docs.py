"""What the pages of the documentation say is what happens."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.cli.main import build_parser
from pytest_realtime.plugin_options import OPTIONS
from tests.docs.pages import DOCS, PAGES, ROOT, STEPS, blocks, lacking, walk
from tests.required import PLUGINS, absent

SPOKEN = [ROOT / "README.md", *PAGES]


def told(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.long
@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(block.kind in STEPS for block in blocks(page))], ids=told
)
def test_a_page_can_be_followed(page: Path, tmp_path: Path, forking_programs: Path) -> None:
    if names := lacking(page):
        absent(f"not installed: {', '.join(names)}", PLUGINS)
    assert walk(page, tmp_path, forking_programs) > 0


@pytest.mark.parametrize("page", SPOKEN, ids=told)
def test_every_python_block_is_run_or_says_why_not(page: Path) -> None:
    for block in blocks(page):
        if block.language == "python":
            assert block.kind == "file" or (block.kind == "not run" and block.told), block.text


@pytest.mark.parametrize("page", SPOKEN, ids=told)
def test_commands_and_options_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    options = {name for name, _, _ in OPTIONS}
    for name in re.findall(r"--(realtime-[a-z-]+[a-z])", text):
        assert name in options
    commands = next(action.choices for action in build_parser()._actions if action.choices)
    assert commands
    code = "\n".join(re.findall(r"`(pytest-realtime [^`]*)`", text) + [block.text for block in blocks(page)])
    for name in re.findall(r"(?:^\s*|bin/|- |run: )pytest-realtime ([a-z]+)\b", code, re.MULTILINE):
        assert name in commands


@pytest.mark.parametrize("page", PAGES, ids=told)
def test_data_of_a_page_can_be_read(page: Path) -> None:
    import yaml

    read: dict[str, Callable[[str], Any]] = {"toml": tomllib.loads, "yaml": yaml.safe_load}
    for block in blocks(page):
        assert read[block.language](block.text) if block.language in read else True


def test_the_supported_versions_are_those_that_the_package_requires() -> None:
    required = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    page = (DOCS / "supported-versions.md").read_text(encoding="utf-8")
    assert ["".join(row) for row in re.findall(r"^\| (\S+) \| `([^`]+)`", page, re.MULTILINE)] == required


def test_a_page_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- file: test_it.py -->\n```python\ndef test_it():\n    assert False\n```\n", encoding="utf-8"
    )
    with pytest.raises(AssertionError, match="1 failed"):
        walk(page, tmp_path)
    page.write_text("<!-- run -->\n```sh\necho one\n```\n\n<!-- output -->\n```text\ntwo\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="not printed: two"):
        walk(page, tmp_path)


def test_what_a_page_needs_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- install: pytest sh no_such_module -->\n```sh\npip install it\n```\n", encoding="utf-8")
    assert lacking(page) == ["no_such_module"]


def nav_entries(entries: list[Any]) -> list[str]:
    values = [value for entry in entries for value in entry.values()]
    return [page for value in values for page in (nav_entries(value) if isinstance(value, list) else [str(value)])]


def test_every_page_is_in_the_navigation_once() -> None:
    project = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(nav_entries(project["nav"])) == sorted(
        path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")
    )


PARTS = {
    "The client sent invalid payloads to the local Realtime server": "sent invalid payloads to",
    "The client broke the conversation with the local Realtime server": "broke the conversation with",
    "No session.update received within 5 s": "Received so far: ",
}
"""Messages that are put together of parts, with one of them."""


def test_the_error_messages_of_the_questions_exist() -> None:
    page = (DOCS / "faq.md").read_text(encoding="utf-8")
    own = page.partition("## Error messages of this package")[2].partition("## Error messages of other packages")[0]
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pytest_realtime").rglob("*.py"))
    messages = re.findall(r"^### `(.*)`$", own, re.MULTILINE)
    assert set(PARTS) < set(messages)
    assert [message for message in messages if PARTS.get(message, message) not in source] == []
