"""The HTML report as a file: whole, still, and without a way out of its data."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from pytest_realtime.report.build import build_report
from pytest_realtime.report.html.render import render
from pytest_realtime.report.outcomes import OUTCOMES, outcome_of
from tests.browser.sample_reports import HOSTILE, hostile_report, small_report


class Parts(HTMLParser):
    """The texts of a page's scripts and styles, and the addresses that it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.addresses: list[str] = []
        self.policy = ""
        self._within = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"] or ""
        self._within = named.get("id") or tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.texts.setdefault(self._within, []).append(data)

    def text(self, name: str) -> str:
        return "".join(self.texts[name])


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Parts(page).text("data"))
    return found


def test_page_names_no_address_but_its_own_parts() -> None:
    page = render(small_report())
    assert {address[:1] for address in Parts(page).addresses} == {"#"}
    assert re.findall(r"https?://|@import|url\(", page) == []


def test_policy_allows_the_own_script_and_style_and_nothing_else() -> None:
    parts = Parts(render(small_report()))
    rules = dict(rule.split(" ", 1) for rule in parts.policy.split("; "))
    assert rules["default-src"] == "'none'"
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(parts.text(name).encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_data(text: str) -> None:
    page = render(hostile_report(text))
    page.encode("utf-8")
    assert page.count("<script") == 2
    assert page.count("</script") == 2
    assert "<!--" not in page
    assert "\u2028" not in page
    data = data_of(page)
    assert text in data["texts"]
    assert data["clients"][0]["version"] == text


def test_every_result_is_there_once() -> None:
    report = small_report()
    data = data_of(render(report))
    results = data["results"]
    found = {
        (data["contracts"][contract][0], data["clients"][client]["name"], data["outcomes"][outcome][0])
        for contract, client, outcome in zip(
            results["contract"], results["client"], results["outcome"], strict=True
        )
    }
    assert found == {(row["contract"], row["client"], outcome_of(row).name) for row in report["results"]}
    assert {outcome for _, _, outcome in found} == {outcome.name for outcome in OUTCOMES}
    assert len(results["contract"]) == len(report["results"])
    assert len(set(data["texts"])) == len(data["texts"])


def test_requirements_are_grouped_and_each_kind_of_error_is_a_group() -> None:
    data = data_of(render(small_report()))
    assert [(data["levels"][level], name) for level, name in data["groups"]] == [
        ("MUST", "null is kept"),
        ("MUST", "value is kept"),
        ("SHOULD", "undeclared null is read"),
        ("MAY", "wrong type is refused"),
    ]


def test_every_outcome_has_a_colour_and_a_bar() -> None:
    style = Parts(render(small_report())).text("style")
    assert [outcome.name for outcome in OUTCOMES if f"td.{outcome.name} {{ --bar:" not in style] == []
    assert [outcome.name for outcome in OUTCOMES if f"li.{outcome.name}," not in style] == []


def test_a_report_without_results_is_a_page() -> None:
    empty = build_report([], [], {})
    assert data_of(render(empty))["results"]["contract"] == []


def test_readers_without_scripts_get_the_counts() -> None:
    page = render(small_report())
    assert (
        '<th scope="row">alpha</th><td>MUST</td><td>1</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td>'
        in page
    )
