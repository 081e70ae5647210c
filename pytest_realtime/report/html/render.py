"""Render the report as one HTML page that needs no network: its parts, put together around the report's data.

The page's own files are in ``page/``. A client's texts reach the page as data only, and are shown as text. A policy
in the page's head names its scripts by their hashes, and forbids everything else: other scripts, any connection,
and markup made of text.
"""

import base64
import hashlib
import json
import re
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from pytest_realtime.levels import LEVELS
from pytest_realtime.report.html.data import page_data
from pytest_realtime.report.outcomes import OUTCOMES, count_outcomes
from pytest_realtime.report.schema import Report

SCRIPTS = ("text.js", "model.js", "matrix.js", "contracts.js", "causes.js", "printing.js", "main.js")
"""The page's scripts, in the order in which they need each other."""
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> str:
    """Return a page with the matrix of requirements and clients, and every result and finding."""
    style = _file("page.css")
    script = "".join(["'use strict';\n(() => {\n", *map(_file, SCRIPTS), "})();\n"])
    return Template(_file("template.html")).substitute(
        policy=escape(_policy(style, script)),
        title=escape(_title(report)),
        style=style,
        summary=_summary(report),
        data=_data(page_data(report)),
        script=script,
    )


def _file(name: str) -> str:
    return files("pytest_realtime.report.html").joinpath("page", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(data: dict[str, Any]) -> str:
    """Write JSON that no HTML parser takes for markup, and that any encoding can carry."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _title(report: Report) -> str:
    names = [_printable(client["name"]) for client in report["clients"]]
    listed = ", ".join(names) if len(names) <= 3 else f"{len(names)} clients"
    return f"Realtime contracts: {listed}" if listed else "Realtime contracts"


def _summary(report: Report) -> str:
    """The table for readers without scripts: the outcomes of each client, counted by level."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in ("client", "level", *(one.label for one in OUTCOMES)))
    rows = []
    for client in report["clients"]:
        counts = count_outcomes(row for row in report["results"] if row["client"] == client["name"])
        name = escape(_printable(client["name"]))
        for level in LEVELS:
            cells = "".join(f"<td>{counts[level][outcome]}</td>" for outcome in OUTCOMES)
            rows.append(f'<tr><th scope="row">{name}</th><td>{level}</td>{cells}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
