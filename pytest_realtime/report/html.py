"""The report as one HTML page that needs no network."""

from collections.abc import Iterator
from html import escape
from typing import Any

from pytest_realtime.report import Report
from pytest_realtime.report.building import LEVELS, VERDICTS
from pytest_realtime.report.profile import told

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #8888; padding: .25rem .6rem; text-align: left; }
td.number { text-align: right; }
details { margin: .3rem 0; }
pre { overflow-x: auto; background: #8881; padding: .5rem; }
.deviation summary::before { content: "✗ "; }
.error summary::before { content: "! "; }
.expected summary::before { content: "○ "; }
:root { color-scheme: light dark; }
"""


def render(report: Report) -> str:
    """A page with a table per client, and what it sent and wrote for every contract with findings."""
    sentences = {contract["id"]: contract for contract in report["contracts"]}
    body = "\n".join(line for client in report["clients"] for line in _of_client(report, client, sentences))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Realtime contracts</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style></head><body><h1>Realtime contracts</h1>"
        f"<p>Spec of {escape(report['spec']['date'])}, {escape(report['tool']['name'])} "
        f"{escape(report['tool']['version'])}</p>\n{body}\n</body></html>\n"
    )


def _of_client(report: Report, client: dict[str, Any], sentences: dict[str, dict[str, Any]]) -> Iterator[str]:
    name = client["name"]
    yield f"<h2>{escape(name)} {escape(client['version'])}</h2>"
    yield "<table><thead><tr><th>level</th>" + "".join(f"<th>{verdict}</th>" for verdict in VERDICTS)
    yield "</tr></thead><tbody>"
    counts = next(row for row in report["summary"] if row["client"] == name)
    for level in LEVELS:
        cells = "".join(f'<td class="number">{counts[level][verdict]}</td>' for verdict in VERDICTS)
        yield f"<tr><th>{level.upper()}</th>{cells}</tr>"
    yield "</tbody></table>"
    if profile := told(client):
        yield f"<p>{escape(profile)}</p>"
    for result in report["results"]:
        if result["client"] == name and result["findings"]:
            yield _details(result, sentences[result["contract"]])


def _details(result: dict[str, Any], contract: dict[str, Any]) -> str:
    findings = "".join(
        f"<li>{escape(finding['kind'])} <code>{escape(finding['pointer'])}</code>: expected "
        f"<code>{escape(finding['expected'])}</code>, observed <code>{escape(finding['observed'])}</code></li>"
        for finding in result["findings"]
    )
    reason = f"<p>Known deviation: {escape(result['reason'])}</p>" if result.get("reason") else ""
    return (
        f'<details class="{escape(result["verdict"])}"><summary>{escape(result["contract"])} '
        f"({escape(result['verdict'])})</summary><p>{escape(contract['sentence'])}</p>{reason}<ul>{findings}</ul>"
        f"<p>sent</p><pre>{escape(result['sent'])}</pre><p>received</p><pre>{escape(result['received'])}</pre>"
        f"<p>source: {escape(contract['source'])}</p></details>"
    )
