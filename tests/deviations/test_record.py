"""Updating a deviations file keeps what its author wrote, and sorts it."""

import tomllib
from typing import Any

import pytest

from pytest_realtime.deviations.entry_checks import DeviationsError
from pytest_realtime.deviations.record import DeviationsFile
from pytest_realtime.judge.entry_text import PLACEHOLDER, toml_value
from pytest_realtime.report.causes import causes

WRITTEN = """\
# What our client does differently.

# Nobody has asked for it yet.
[[deviation]]
findings = ["null-dropped McpTool.headers"]
reason = "of headers"  # the second
# they come in this order
contracts = 1

# Upstream issue 7.
[[deviation]]
findings = ["member-dropped McpTool.* {}"]
reason = "of empties"

[[deviation]]
client = "other"
contract = "must.c"
reason = "of c"
"""
HEADERS, EMPTY, NEW = (
    "null-dropped McpTool.headers",
    "member-dropped McpTool.allowed_tools {}",
    "value-changed McpTool.type",
)


def report(found: dict[str, list[str]], *, failed: bool = True, kind: str = "valid") -> dict[str, Any]:
    """A report of the client ours, with these cause keys by contract."""
    exchange = {"client": "ours", "operation": "roundtrip", "type": "McpTool", "sent": "{}", "received": "{}"}
    results: list[Any] = [
        {
            "contract": contract,
            "client": "ours",
            "level": "MUST",
            "verdict": "deviation" if failed else "expected",
            "failed": failed,
            "kind": kind,
            "findings": [finding(key, number, known=not failed) for key in keys],
        }
        for number, (contract, keys) in enumerate(found.items())
    ]
    rows: list[Any] = [exchange] * len(results)
    return {"clients": [{"name": "ours"}], "results": results, "causes": causes(results, rows)}


def finding(key: str, exchange: int, *, known: bool) -> dict[str, Any]:
    kind, place, *form = key.split(" ", 2)
    where = {"kind": kind, "place": place, "form": form[0] if form else "", "pointer": f"/{place}"}
    return {
        **where,
        "expected": "1",
        "observed": "2",
        "rule": "",
        "reason": "",
        "exchange": exchange,
        "known": "x" * known,
    }


def test_kept_entries_are_sorted_and_keep_their_comments() -> None:
    found = report({"must.a": [HEADERS, EMPTY], "must.b": [HEADERS]})
    update = DeviationsFile.parse(WRITTEN).updated(found)
    assert (
        update.text
        == """\
# What our client does differently.

# Upstream issue 7.
[[deviation]]
findings = ["member-dropped McpTool.* {}"]
reason = "of empties"
contracts = 1
places = 1

# Nobody has asked for it yet.
[[deviation]]
findings = ["null-dropped McpTool.headers"]
reason = "of headers"  # the second
# they come in this order
contracts = 2

[[deviation]]
client = "other"
contract = "must.c"
reason = "of c"
"""
    )
    assert (update.new, update.gone) == ([], [])
    assert update.changed == [HEADERS, "member-dropped McpTool.* {}"]


def test_entries_of_what_was_fixed_go_without_the_comments_of_others() -> None:
    update = DeviationsFile.parse(WRITTEN).updated(report({"must.a": [EMPTY]}))
    assert "# Upstream issue 7.\n[[deviation]]" in update.text
    assert "Nobody has asked" not in update.text
    assert update.gone == [HEADERS]


def test_a_new_cause_is_one_entry_and_asks_for_a_reason() -> None:
    one, other = "member-dropped McpTool.allowed_tools {}", "member-dropped McpTool.allowed_tools value"
    update = DeviationsFile.parse("").updated(report({"must.a": [one], "must.b": [other], "must.c": [NEW]}))
    entries = tomllib.loads(update.text)["deviation"]
    assert [(entry["findings"], entry["contracts"], entry["reason"]) for entry in entries] == [
        ([other, one], 2, PLACEHOLDER),
        ([NEW], 1, PLACEHOLDER),
    ]
    assert sorted(update.new) == sorted([one, other, NEW])


def test_a_new_finding_does_not_slip_into_an_old_entry() -> None:
    both = report({"must.a": ["member-dropped McpTool.headers {}", "member-dropped McpTool.headers value"]})
    listed = '[[deviation]]\nfindings = ["member-dropped McpTool.headers {}"]\nreason = "empty"\n'
    entries = tomllib.loads(DeviationsFile.parse(listed).updated(both).text)["deviation"]
    assert [entry["reason"] for entry in entries] == ["empty", PLACEHOLDER]


def test_an_entry_by_contract_gives_its_reason_to_the_causes_in_it() -> None:
    pattern = '[[deviation]]\ncontract = "must.*"\nreason = "of all"\n'
    file = DeviationsFile.parse(pattern)
    assert file.without_contracts() == ""
    entries = tomllib.loads(file.updated(report({"must.a": [NEW]})).text)["deviation"]
    assert [(entry["findings"], entry["reason"]) for entry in entries] == [([NEW], "of all")]


def test_an_entry_by_contract_stays_where_the_contract_fails_no_run() -> None:
    found = report({"should.a": [NEW], "must.b": [HEADERS]})
    found["results"][0]["failed"] = False
    lines = '[[deviation]]\ncontract = "{}"\nreason = "of {}"\n'
    weaker = lines.format("should.a", "a")
    update = DeviationsFile.parse(f"# Ours.\n\n{weaker}\n{lines.format('must.b', 'b')}").updated(found)
    assert f"\n\n{weaker}\n" in update.text
    entries = tomllib.loads(update.text)["deviation"]
    assert [(entry.get("contract"), entry.get("findings"), entry["reason"]) for entry in entries] == [
        ("should.a", None, "of a"),
        (None, [HEADERS], "of b"),
    ]
    assert "should.a" not in DeviationsFile.parse(weaker).updated(report({"must.b": [HEADERS]})).text


def test_a_rejection_is_listed_with_its_message_without_numbers() -> None:
    found = report({"must.a": ["valid-rejected McpTool value"]})
    found["causes"][0]["example"]["observed"] = "missing field at line 1 column 17"
    (entry,) = tomllib.loads(DeviationsFile.parse("").updated(found).text)["deviation"]
    assert entry["message"] == "missing field at line N column N"


def test_generated_payloads_and_advisory_findings_are_not_counted() -> None:
    (entry,) = tomllib.loads(DeviationsFile.parse("").updated(report({"must.a": [NEW]}, kind="generated")).text)[
        "deviation"
    ]
    assert "contracts" not in entry
    advisory = report({"may.a": [NEW]})
    advisory["results"][0]["failed"] = False
    assert DeviationsFile.parse("").updated(advisory).text == ""


def test_an_update_that_changes_nothing_changes_no_character() -> None:
    found = report({"must.a": [HEADERS, EMPTY], "must.b": [HEADERS]})
    once = DeviationsFile.parse(WRITTEN).updated(found).text
    again = DeviationsFile.parse(once).updated(found)
    assert again.text == once
    assert (again.new, again.changed, again.gone) == ([], [], [])


def test_an_empty_file_remains_if_nothing_is_listed() -> None:
    listed = f'[[deviation]]\nfindings = ["{HEADERS}"]\nreason = "r"\n'
    assert DeviationsFile.parse(listed).updated(report({})).text == ""


def test_a_crash_can_not_be_listed() -> None:
    with pytest.raises(DeviationsError, match=r"must\.a: crashed can't be listed; fix it first"):
        DeviationsFile.parse("").updated(report({"must.a": ["crashed McpTool"]}))


@pytest.mark.parametrize("text", ["deviation = 7", "[deviation]\na = 1", "deviation = [{}]", "[[deviation]"])
def test_not_a_list_of_deviations(text: str) -> None:
    with pytest.raises(DeviationsError, match=r"each under|not a TOML file"):
        DeviationsFile.parse(text)


def test_any_string_can_be_listed() -> None:
    found = ["member-dropped /k/\U0001f3a7", "member-dropped /k/\x7f\u0001", "member-dropped /k/東"]
    assert tomllib.loads(f"findings = {toml_value(found)}")["findings"] == found
