"""Updating a deviations file keeps what its author wrote, and sorts it."""

import tomllib

import pytest

from pytest_realtime.deviations.file import PLACEHOLDER, DeviationsError, toml_value
from pytest_realtime.deviations.record import DeviationsFile

WRITTEN = """\
# What our client does differently.

# Nobody has asked for it yet.
[[deviation]]
contract = "must.b"  # the second
reason = "of b"
# they come in this order
findings = ["null-dropped /b"]

# Upstream issue 7.
[[deviation]]
contract = "must.a"
reason = "of a"

[[deviation]]
client = "other"
contract = "must.c"
reason = "of c"
"""


def test_kept_entries_are_sorted_and_keep_their_comments() -> None:
    updated = DeviationsFile.parse(WRITTEN).updated("ours", {"must.b": ["null-dropped /b"], "must.a": ["not-json"]})
    assert (
        updated
        == """\
# What our client does differently.

# Upstream issue 7.
[[deviation]]
contract = "must.a"
reason = "of a"
findings = ["not-json"]

# Nobody has asked for it yet.
[[deviation]]
contract = "must.b"  # the second
reason = "of b"
# they come in this order
findings = ["null-dropped /b"]

[[deviation]]
client = "other"
contract = "must.c"
reason = "of c"
"""
    )


def test_entries_of_fixed_contracts_go_without_the_comments_of_others() -> None:
    updated = DeviationsFile.parse(WRITTEN).updated("ours", {"must.a": ["not-json"]})
    assert "# Upstream issue 7.\n[[deviation]]" in updated
    assert "Nobody has asked" not in updated
    assert [entry["contract"] for entry in tomllib.loads(updated)["deviation"]] == ["must.a", "must.c"]


def test_new_entries_ask_for_a_reason() -> None:
    updated = DeviationsFile.parse("").updated("ours", {"must.a": ["null-dropped /a", "null-dropped /b"]})
    assert (
        updated
        == f"""\
[[deviation]]
client   = "ours"
contract = "must.a"
reason   = "{PLACEHOLDER}"
findings = [
    "null-dropped /a",
    "null-dropped /b",
]
"""
    )


def test_a_pattern_gives_its_reason_to_the_entries_that_take_its_place() -> None:
    pattern = '[[deviation]]\ncontract = "must.*"\nreason = "of all"\n'
    entries = tomllib.loads(DeviationsFile.parse(pattern).updated("ours", {"must.a": ["not-json"]}))["deviation"]
    assert [(entry["contract"], entry["reason"]) for entry in entries] == [("must.a", "of all")]


def test_an_update_that_changes_nothing_changes_no_character() -> None:
    once = DeviationsFile.parse(WRITTEN).updated("ours", {"must.a": ["x"], "must.b": ["y", "z"]})
    assert DeviationsFile.parse(once).updated("ours", {"must.a": ["x"], "must.b": ["y", "z"]}) == once


def test_an_empty_file_remains_if_nothing_is_listed() -> None:
    assert DeviationsFile.parse('[[deviation]]\ncontract = "must.a"\n').updated("ours", {}) == ""


@pytest.mark.parametrize("text", ["deviation = 7", "[deviation]\na = 1", "deviation = [{}]", "[[deviation]"])
def test_not_a_list_of_deviations(text: str) -> None:
    with pytest.raises(DeviationsError, match=r"each under|not a TOML file"):
        DeviationsFile.parse(text)


def test_any_string_can_be_listed() -> None:
    found = ["member-dropped /k/\U0001f3a7", "member-dropped /k/\x7f\u0001", "member-dropped /k/東"]
    assert tomllib.loads(f"findings = {toml_value(found)}")["findings"] == found
