"""Texts for users use the words of the glossary, and not those that it replaced."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pytest_realtime"

REPLACED = {
    r"(hold|held|holds|holding)\b[^.]{0,40}\bagainst": "check, test",
    r"\b(told (as|at|by|in|of|once)|telling)\b": "reported, shown",
    r"\b(mend|mends|mended)\b": "fix",
    r"\btraps?\b": "API rule",
    r"\bvisitors?\b": "client, connection",
    r"(?<!there )\b(is|are|was) no (valid|JSON|kind|object|text|list|string|number|such)\b": "is not a",
    r"\bbelongs? into\b": "belongs in",
    r"\bleav(e|es|ing) away\b": "remove",
    r"\bread over\b": "ignored",
    r"\bso many\b": "at most N",
    r"\btolerated\b": "advisory",
    r"\bgolden forms?\b": "golden file",
    r"\bdefaults profile\b": "always-sent members",
    r"\b(says?|said) (a |an |each |the )?(stream|event|turn of speech)s?\b": "sends, sent",
    r"\b(has|have) no word for\b": "can't set, can't express",
    r"\b(is|are) no (refusals|failures|errors|members|events)\b": "is not a",
    r"\bpayloads a type\b": "payloads per type",
    r"\bleast value\b": "minimum",
    r"\btravels? by (itself|themselves)\b": "whole payload",
    r"\bnot judged\b": "not checked",
}
"""Patterns that must not come back, and the words to use instead."""


def texts_of(path: Path) -> Iterator[str]:
    """The strings of a Python file, docstrings included; all of any other file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield source
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def files() -> list[Path]:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "drivers").glob("*.md")]
    package = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".toml", ".js", ".html", ".md"}]
    return [*pages, *package, ROOT / "contracts" / "requirements.toml"]


@pytest.mark.parametrize("pattern", REPLACED)
def test_a_replaced_word_does_not_come_back(pattern: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: …{text[max(0, match.start() - 30) : match.end() + 30]}…"
        for path in files()
        for text in texts_of(path)
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert found == [], f"use instead: {REPLACED[pattern]}"
