"""Reading a deviations file, and the message for each error in one."""

from pathlib import Path

import pytest

from pytest_realtime.deviations.entry_checks import DeviationsError
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.deviations.known import Deviation, KnownDeviations
from pytest_realtime.judge.entry_text import entry_text

IDS = ["must.audio.null-is-kept", "must.audio.rate", "should.model.kept", *(f"may.many.{n}" for n in range(21))]


def load(tmp_path: Path, text: str | bytes) -> tuple[Deviation, ...]:
    path = tmp_path / "known.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_deviations(path, contract_ids=IDS)


def listing(*lines: str) -> str:
    return "\n".join(["[[deviation]]", 'reason = "known"', *lines, ""])


def test_entries_are_read_in_order(tmp_path: Path) -> None:
    first = listing('client = "a"', 'contract = "must.audio.*"')
    second = listing('contract = "should.model.kept"', 'findings = ["null-dropped /a", "not-json"]')
    third = listing('findings = ["null-dropped McpTool.headers"]', 'issue = "u"', "contracts = 2", "places = 1")
    assert load(tmp_path, first + second + third) == (
        Deviation("a", "known", "must.audio.*", None, frozenset(IDS[:2])),
        Deviation(None, "known", IDS[2], ("null-dropped /a", "not-json"), frozenset({IDS[2]})),
        Deviation(None, "known", None, ("null-dropped McpTool.headers",), frozenset(), "u", 2, 1),
    )


@pytest.mark.parametrize("text", ["", "# none\n", "deviation = []\n"])
def test_a_file_may_list_nothing(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == ()


def test_one_contract_may_be_listed_for_several_clients(tmp_path: Path) -> None:
    one, other = (listing(f'client = "{name}"', 'contract = "must.audio.rate"') for name in "ab")
    assert [deviation.client for deviation in load(tmp_path, one + other)] == ["a", "b"]


def test_a_pattern_may_match_twenty_contracts(tmp_path: Path) -> None:
    (deviation,) = load(tmp_path, listing('contract = "*y.many.**"').replace("**", "1*"))
    assert {"may.many.1", *(f"may.many.{n}" for n in range(10, 20))} == deviation.contracts


def test_a_ready_made_entry_is_read_back(tmp_path: Path) -> None:
    keys = ["member-dropped RealtimeAudioConfig.input {}", "value-changed SemanticVad.eagerness high"]
    (entry,) = load(tmp_path, entry_text("mine", keys, message="no such field", issue="7", contracts=3))
    assert (entry.client, entry.findings, entry.issue, entry.most_contracts) == ("mine", tuple(keys), "7", 3)


@pytest.mark.parametrize(
    ("listed", "explained", "others"),
    [
        ("null-dropped McpTool.headers", ["null-dropped McpTool.headers"], ["null-invented McpTool.headers"]),
        (
            "member-dropped McpTool.headers",
            ["member-dropped McpTool.headers {}"],
            ["member-dropped McpTool.tool {}"],
        ),
        (
            "member-dropped McpTool.* {}",
            ["member-dropped McpTool.headers {}"],
            ["member-dropped McpTool.headers value"],
        ),
        (
            "value-changed SemanticVad.* high",
            ["value-changed SemanticVad.eagerness high"],
            ["value-changed SemanticVad"],
        ),
        (
            "null-dropped RealtimeSession*",
            ["null-dropped RealtimeSessionCreateRequest.prompt"],
            ["null-dropped McpTool"],
        ),
        ("valid-rejected McpTool", ["valid-rejected McpTool value"], ["valid-rejected McpTool.headers value"]),
    ],
)
def test_an_entry_explains_cause_keys(tmp_path: Path, listed: str, explained: list[str], others: list[str]) -> None:
    known = KnownDeviations(load(tmp_path, listing(f'findings = ["{listed}"]')))
    assert [known.explains("any", key) for key in explained] == [True] * len(explained)
    assert [known.explains("any", key) for key in others] == [False] * len(others)


def test_an_entry_of_one_client_explains_nothing_of_another(tmp_path: Path) -> None:
    known = KnownDeviations(load(tmp_path, listing('client = "a"', 'findings = ["null-dropped McpTool.headers"]')))
    assert known.explains("a", "null-dropped McpTool.headers")
    assert not known.explains("b", "null-dropped McpTool.headers")


RATE = 'contract = "must.audio.rate"'

WRONG: dict[str, tuple[str | bytes, str]] = {
    "no TOML": ("[[deviation", "not a TOML file: "),
    "no UTF-8": (b"# \xff", "not a TOML file: "),
    "very deep": ("a = " + "[" * 50_000, "not a TOML file: "),
    "top-level key": ("deviations = []", "unknown key 'deviations' (did you mean 'deviation'?); allowed: [[dev"),
    "a table": ("[deviation]", "'deviation' must be a list of entries, each under [[deviation]]"),
    "no tables": ("deviation = [1]", "'deviation' must be a list of entries"),
    "entry key": (listing(RATE, 'raeson = "x"'), "entry 1 (line 1): unknown key 'raeson' (did you mean 'reason'?)"),
    "far key": (
        listing(RATE, "zzz = 1"),
        "unknown key 'zzz'; allowed: client, contract, findings, reason, message",
    ),
    "inline": ('deviation = [{contract = "must.audio.rate"}]', "entry 1: reason is missing; every entry has"),
    "no reason": ("[[deviation]]\n" + RATE, "entry 1 (line 1): reason is missing"),
    "blank reason": (f'[[deviation]]\n{RATE}\nreason = " "', "reason is blank"),
    "odd reason": (f"[[deviation]]\n{RATE}\nreason = 3", "reason must be a string in quotes, not 3"),
    "neither": (listing(), "has neither findings nor a contract; every entry has one of them, and a reason"),
    "blank contract": (listing('contract = ""'), "contract is blank"),
    "place": (
        listing('findings = ["null-dropped McpTool.heders"]'),
        "unknown place 'McpTool.heders' (did you mean 'McpTool.headers'?)",
    ),
    "no place": (
        listing('findings = ["null-dropped"]'),
        "the finding 'null-dropped' has no place; allowed: 'KIND PL",
    ),
    "kind of a cause": (listing('findings = ["crashed McpTool"]'), "a finding 'crashed' can't be listed"),
    "form": (
        listing('findings = ["member-dropped McpTool.headers nothing"]'),
        "unknown form 'nothing'; allowed: {} []",
    ),
    "pattern": (
        listing('findings = ["null-dropped Nothing.*"]'),
        "the pattern 'Nothing.*' matches no place of the",
    ),
    "cause twice": (
        listing('findings = ["null-dropped McpTool.headers"]') + listing('findings = ["null-dropped McpTool.*"]'),
        "'null-dropped McpTool.headers' is already listed by entry 1",
    ),
    "count": (
        listing('findings = ["null-dropped McpTool"]', "contracts = 0"),
        "contracts must be an integer from 1",
    ),
    "count of a contract": (listing(RATE, "contracts = 3"), "contracts is for entries that list findings without"),
    "odd client": (listing(RATE, "client = 1"), "client must be a client's name; omit it"),
    "blank client": (listing(RATE, 'client = ""'), "client must be a client's name"),
    "contract": (
        "\n" + listing('contract = "must.audio.rates"'),
        "entry 1 (line 2): unknown contract 'must.audio.rates' (did you mean 'must.audio.rate'?)",
    ),
    "no match": (listing('contract = "must.video.*"'), "the pattern 'must.video.*' matches no contract"),
    "too many": (listing('contract = "may.many.*"'), "matches 21 contracts; at most 20 are allowed"),
    "twice": (
        listing(RATE, 'client = "a"') + listing(RATE, 'client = "a"'),
        "entry 2 (line 5): 'must.audio.rate' is already listed by entry 1",
    ),
    "twice by pattern": (listing(RATE) + listing('contract = "*.rate"'), "is already listed by entry 1"),
    "with and without client": (listing(RATE, 'client = "a"') + listing(RATE), "is already listed by entry 1"),
    "without and with client": (listing(RATE) + listing(RATE, 'client = "a"'), "is already listed by entry 1"),
    "findings text": (listing(RATE, 'findings = "not-json"'), "findings must be a list of strings such as"),
    "findings numbers": (listing(RATE, "findings = [1]"), "findings must be a list of strings such as"),
    "findings empty": (listing(RATE, "findings = []"), "findings is empty; an entry for any finding of a"),
    "kind": (
        listing(RATE, 'findings = ["null-droped /a"]'),
        "unknown finding kind 'null-droped' (did you mean 'null-dropped'?); allowed: null-dropped, null-inv",
    ),
    "crash": (listing(RATE, 'findings = ["crashed"]'), "a finding 'crashed' can't be listed; crashes, time-outs"),
    "pointer": (listing(RATE, 'findings = ["not-json a"]'), "'not-json a' is not 'kind /pointer': a JSON pointer"),
    "no pointer": (listing(RATE, 'findings = ["not-json "]'), "is not 'kind /pointer'; for the root, write the"),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_sentence_says_what_is_wrong(tmp_path: Path, case: str) -> None:
    text, message = WRONG[case]
    with pytest.raises(DeviationsError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "known.toml") + ": ")
    assert message in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DeviationsError, match="can't read the deviations file: No such file"):
        load_deviations(tmp_path / "none.toml", contract_ids=IDS)
