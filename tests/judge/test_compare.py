"""Comparing by example: each rule of JSON equality, and how a difference is told."""

import gc
import json
from functools import partial

import pytest

from pytest_realtime.judge import Additions, Finding, FindingKind, compare, equal
from pytest_realtime.judge import diff as walking
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.reader import JsonValue, load


def found(expected: str, observed: str, integers: IntegerMap | None = None) -> list[str]:
    return [str(finding) for finding in compare(expected, observed, integers=integers)]


@pytest.mark.parametrize(
    ("expected", "observed"),
    [
        ('{"a":1}', '{"a":1}'),
        ('{"a":1,"b":[true,null]}', ' {"b" : [true,\tnull],\n"a":1} '),
        (r'"\u00e9\/\ud83d\ude00"', '"é/\U0001f600"'),
        ("[1]", "[1.0]"),
        ("100", "1e2"),
        ("0", "-0.0"),
        ("1e400", "10E399"),
        ("[" + "9" * 5000 + "]", "[ " + "9" * 5000 + " ]"),
        ("[" * 20_000 + "]" * 20_000, " [" * 20_000 + "]" * 20_000),
    ],
)
def test_equal(expected: str, observed: str) -> None:
    assert found(expected, observed) == []


@pytest.mark.parametrize(
    ("expected", "observed", "findings"),
    [
        ("true", "1", ["type-changed"]),
        ("1", '"1"', ["type-changed"]),
        ("[0]", "[false]", ["type-changed /0"]),
        ("null", "0", ["type-changed"]),
        ("0.8", "0.800000011920929", ["value-changed"]),
        ("9007199254740993", "9007199254740992.0", ["value-changed"]),
        ("1e400", "1e401", ["value-changed"]),
        ('"e\u0301"', '"\u00e9"', ["value-changed"]),
        ('{"a":null}', "{}", ["null-dropped /a"]),
        ("{}", '{"a":null}', ["null-invented /a"]),
        ('{"a":1}', "{}", ["member-dropped /a"]),
        ("{}", '{"a":1}', ["member-invented /a"]),
        ('{"a":null}', '{"a":1}', ["type-changed /a"]),
        ('{"a":{}}', '{"a":[]}', ["type-changed /a"]),
        ('{"a":[1],"b":2}', '{"b":2,"c":[1.0]}', ["member-renamed /a"]),
        ('{"a":null}', '{"b":null}', ["member-renamed /a"]),
        ('{"a":1,"b":1,"c":1}', '{"x":1,"y":1}', ["member-renamed /a", "member-renamed /b", "member-dropped /c"]),
        ('{"a":1}', '{"b":2}', ["member-dropped /a", "member-invented /b"]),
        ("[1,2,3]", "[3,1,2]", ["order-changed"]),
        ("[1,2,3]", "[1,3]", ["item-dropped /1"]),
        ("[1,3]", "[1,2,3]", ["item-invented /1"]),
        ("[1,2,3]", "[1,5,3]", ["value-changed /1"]),
        ("[1,2,3,4]", "[4,2]", ["order-changed", "item-dropped /0", "item-dropped /2"]),
        ('[{"a":1},2]', '[{"a":2},2,3]', ["value-changed /0/a", "item-invented /2"]),
        ("[null]", "[]", ["item-dropped /0"]),
        ('{"a":[{"b":1}]}', '{"a":[{"b":2,"c":1}]}', ["value-changed /a/0/b", "member-invented /a/0/c"]),
        ('{"a~/":1}', '{"a~/":2}', ["value-changed /a~0~1"]),
        ('{"b":{"x":1},"a":2}', '{"n":0,"a":3,"b":{"y":2}}', ["member-dropped /b/x", "value-changed /a"]),
    ],
)
def test_different(expected: str, observed: str, findings: list[str]) -> None:
    told = found(expected, observed)
    assert findings == told[: len(findings)]
    assert all("invented" in addition for addition in told[len(findings) :])


def test_findings_come_in_the_order_of_the_expected_text_and_additions_after() -> None:
    expected = '{"z":{"b":1,"a":2},"y":[1,2],"x":3}'
    observed = '{"n":null,"x":4,"y":[1],"z":{"m":0,"a":9,"b":8}}'
    assert found(expected, observed) == [
        "value-changed /z/b",
        "value-changed /z/a",
        "item-dropped /y/1",
        "value-changed /x",
        "null-invented /n",
        "member-invented /z/m",
    ]


@pytest.mark.parametrize(
    ("expected", "observed", "finding"),
    [
        ('{"a":null}', "{}", Finding(FindingKind.NULL_DROPPED, "/a", "null", "absent")),
        ("{}", '{"a":{"b": 1}}', Finding(FindingKind.MEMBER_INVENTED, "/a", "absent", '{"b":1}')),
        ('{"a":1}', '{"b":1}', Finding(FindingKind.MEMBER_RENAMED, "/a", 'key "a"', 'key "b"')),
        ('"high"', '"low"', Finding(FindingKind.VALUE_CHANGED, "", '"high"', '"low"')),
        ("[1,2]", "[2,1]", Finding(FindingKind.ORDER_CHANGED, "", "[1,2]", "[2,1]")),
        ("1", "NaN", Finding(FindingKind.NOT_JSON, "", "JSON", "NaN is not JSON")),
    ],
)
def test_what_a_finding_tells(expected: str, observed: str, finding: Finding) -> None:
    assert (finding,) == compare(expected, observed)


INTEGERS = IntegerMap(
    members={"n": IntegerMap(is_integer=True), "list": IntegerMap(items=IntegerMap(is_integer=True))}
)


@pytest.mark.parametrize(
    ("expected", "observed", "findings"),
    [
        ('{"n":5}', '{"n":5.0}', ["number-kind /n"]),
        ('{"n":5}', '{"n":5e0}', ["number-kind /n"]),
        ('{"n":5}', '{"n":6.0}', ["value-changed /n"]),
        ('{"n":5}', '{"n":"5"}', ["type-changed /n"]),
        ('{"n":5,"m":5}', '{"m":5.0,"n":5}', []),
        ('{"n":5.0}', '{"n":5.00}', []),
        ('{"n":5}', '{"m":5.0}', ["member-renamed /n", "number-kind /n"]),
        ('{"list":[1,2,3]}', '{"list":[1,2.0,3]}', ["number-kind /list/1"]),
        ('{"list":[1,2,3]}', '{"list":[3.0,1,2]}', ["order-changed /list", "number-kind /list/2"]),
        ('{"n":[5]}', '{"n":[5.0]}', []),
        ('{"list":[1]}', '{"list":[1.0]}', ["number-kind /list/0"]),
        ('{"m":{"n":5},"n":5}', '{"m":{"n":5.0},"n":5}', []),
        ('{"n":%s}' % ("1" + "0" * 5000), '{"n":1e5000}', ["number-kind /n"]),
        ('{"n":%s}' % ("1" + "0" * 5000), '{"n": %s}' % ("1" + "0" * 5000), []),
    ],
)
def test_integers_keep_their_spelling_where_the_map_says_so(
    expected: str, observed: str, findings: list[str]
) -> None:
    assert findings == found(expected, observed, INTEGERS)


@pytest.mark.parametrize(
    ("expected", "observed", "findings"),
    [
        ('{"a":1}', '{"a":1,"a":1}', ["duplicate-key /a"]),
        ('{"a":1}', '{"a":1,"a":2}', ["duplicate-key /a", "value-changed /a"]),
        ('{"a":1}', '{"a":NaN,"a":2}', ["not-json /a", "duplicate-key /a"]),
        ('{"a":1}', '{"a":[NaN],"a":2}', ["not-json /a/0", "duplicate-key /a", "value-changed /a"]),
        ('{"a":1}', '{"a":{"b":NaN},"a":[2]}', ["not-json /a/b", "duplicate-key /a", "type-changed /a"]),
        ('{"a":1,"b":2}', '{"a":NaN,"b":3}', ["not-json /a", "value-changed /b"]),
        ('{"a":1}', r'{"\ud800":1}', [r"not-json /\ud800", "member-dropped /a"]),
        ("[1,2]", "[2,1,NaN]", ["not-json /2", "order-changed"]),
        ('["x"]', r'["\ud800"]', ["not-json /0"]),
        ("[]", "[1,", ["not-json"]),
        ("[1]", "1e99999999999999999999", ["not-json"]),
    ],
)
def test_flaws_come_first_and_are_not_told_twice(expected: str, observed: str, findings: list[str]) -> None:
    assert findings == found(expected, observed)


@pytest.mark.parametrize("text", ["", "[1,", '{"a":1,"a":1}', "[NaN]"])
def test_a_flawed_expectation_is_our_own_bug(text: str) -> None:
    with pytest.raises(ValueError):
        compare(text, text)


def test_a_broken_text_that_holds_secrets_is_told_without_an_excerpt() -> None:
    told = compare("{}", '{"authorization":"tok" x')
    assert (Finding(FindingKind.NOT_JSON, "", "JSON", "Expecting ',' delimiter: line 1 column 24"),) == told


@pytest.mark.parametrize(
    ("observed", "findings"),
    [
        ('{"a":{"n":null},"b":[{"c":1,"new":2}],"new":{}}', []),
        ('{"x":{},"b":[{"c":1}]}', ["member-dropped /a"]),
        ('{"a":null,"b":[{"c":1},3]}', ["type-changed /a", "item-invented /b/1"]),
    ],
)
def test_a_reader_may_meet_additions(observed: str, findings: list[str]) -> None:
    told = compare('{"a":{},"b":[{"c":1}]}', observed, tolerate_additions=True)
    assert findings == [str(finding) for finding in told]


def is_event_id(value: JsonValue) -> bool:
    return isinstance(value, str) and len(value) <= 512


@pytest.mark.parametrize(
    ("expected", "observed", "findings"),
    [
        ('{"a":1}', '{"a":1,"event_id":"e"}', []),
        ('{"a":1}', '{"a":1,"event_id":null}', ["null-invented /event_id"]),
        ('{"a":1}', json.dumps({"a": 1, "event_id": "e" * 513}), ["member-invented /event_id"]),
        ('{"a":{}}', '{"a":{"event_id":"e"}}', ["member-invented /a/event_id"]),
        ('{"a":{}}', '{"a":{"b":"e"}}', []),
        ('{"a":"e"}', '{"event_id":"e"}', ["member-dropped /a"]),
        ('{"event_id":"e"}', '{"event_id":"f"}', ["value-changed /event_id"]),
        ('{"event_id":"e"}', "{}", ["member-dropped /event_id"]),
        ("[]", "[1]", ["item-invented /0"]),
    ],
)
def test_members_that_may_be_added(expected: str, observed: str, findings: list[str]) -> None:
    additions: Additions = {"/event_id": is_event_id, "/a/b": is_event_id}
    assert findings == [str(finding) for finding in compare(expected, observed, additions=additions)]


@pytest.mark.parametrize(
    ("expected", "observed", "findings"),
    [
        ("{}", '{"a":{"b":1}}', []),
        ("{}", '{"a":{"c":{"d":2}}}', []),
        ("{}", '{"a":{"b":1,"c":{"d":2}}}', []),
        ('{"a":{}}', '{"a":{"b":1,"c":{"d":2}}}', []),
        ('{"a":{"c":{}}}', '{"a":{"b":1,"c":{"d":2}}}', []),
        ("{}", '{"a":{"b":1,"c":{"d":3}}}', ["member-invented /a"]),
        ("{}", '{"a":{"b":1,"e":2}}', ["member-invented /a"]),
        ("{}", '{"a":{"b":{"b":1}}}', ["member-invented /a"]),
        ("{}", '{"a":{}}', ["member-invented /a"]),
        ("{}", '{"a":[1]}', ["member-invented /a"]),
        ("{}", '{"a":null}', ["null-invented /a"]),
        ('{"a":null}', '{"a":{"b":1}}', ["type-changed /a"]),
        ('{"a":{"b":2}}', '{"a":{"b":1}}', ["value-changed /a/b"]),
        ('{"a":{"b":null}}', '{"a":{"b":1}}', ["type-changed /a/b"]),
        ('{"a":{"c":{"d":5}}}', '{"a":{"b":1,"c":{"d":2}}}', ["value-changed /a/c/d"]),
        ("{}", '{"x":{"b":1}}', ["member-invented /x"]),
    ],
)
def test_objects_around_members_that_may_be_added(expected: str, observed: str, findings: list[str]) -> None:
    additions: Additions = {"/a/b": partial(equal, 1), "/a/c/d": partial(equal, 2)}
    assert findings == [str(finding) for finding in compare(expected, observed, additions=additions)]


def test_an_addition_of_any_depth() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    told = compare("{}", deep, additions={"/a/a": partial(equal, 1)})
    assert [str(finding) for finding in told] == ["member-invented /a"]


@pytest.mark.parametrize(
    ("one", "other", "is_equal"),
    [
        ('{"a":[1,2.0]}', '{"a":[1.0,2]}', True),
        ("1", "true", False),
        ("1e400", "1e400", True),
        ("1e400", "1e401", False),
        ("[" * 20_000 + "]" * 20_000, "[" * 20_000 + "]" * 20_000, True),
    ],
)
def test_equal_values(one: str, other: str, is_equal: bool) -> None:
    assert equal(load(one), load(other)) is is_equal


@pytest.mark.parametrize("pointer", ["", "event_id"])
def test_additions_are_named_by_pointers_to_members(pointer: str) -> None:
    with pytest.raises(ValueError, match="pointer"):
        compare("1", "2", additions={pointer: is_event_id})


def test_differences_in_deep_text_are_told_within_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "POINTER_BUDGET", 12)
    told = found('{"b":1,"a":' * 9 + "1" + "}" * 9, '{"b":2,"a":' * 9 + "1" + "}" * 9)
    assert told == ["value-changed /b", "value-changed /a/b", "value-changed /a/a/b"]


def test_a_difference_is_found_at_any_depth() -> None:
    told = found('{"a":' * 20_000 + "1" + "}" * 20_000, '{"a":' * 20_000 + "2" + "}" * 20_000)
    assert told == ["value-changed " + "/a" * 20_000]


SPINES = {
    "arrays in arrays": ("[", "]", "/0"),
    "objects in objects": ('{"a":', "}", "/a"),
    "last beside others": ('[0,{},"x",', "]", "/3"),
    "first beside others": ("[", ",0,[]]", "/0"),
    "a member beside others": ('{"b":null,"a":', ',"c":[]}', "/a"),
    "beside containers that are equal": ('[{"b":[1]},', "]", "/1"),
}


@pytest.mark.parametrize(("start", "end", "step"), SPINES.values(), ids=SPINES)
def test_one_difference_is_found_in_any_spine(start: str, end: str, step: str) -> None:
    depth = 5_000
    expected, same, other = (start * depth + inner + end * depth for inner in ("[1]", " [ 1]", "[2]"))
    assert found(expected, same) == []
    assert found(expected, other) == ["value-changed " + step * depth + "/0"]


def test_a_large_text_is_compared_as_a_small_one_and_leaves_the_collector_as_it_was() -> None:
    large = json.dumps(["x" * 1_000_000, 1])
    gc.disable()
    try:
        assert found(large, large.replace("1", "2")) == ["value-changed /1"]
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert found(large, large.replace(" 1", "true")) == ["type-changed /1"]
    assert gc.isenabled()
    with pytest.raises(ValueError, match="NaN"):
        compare(large.replace(" 1", "NaN"), large)
    assert gc.isenabled()


def test_a_large_number_is_the_one_that_its_text_says() -> None:
    ten_to_30 = '{"n":1000000000000000000000000000000}'
    assert compare(ten_to_30, '{"n":1e+30}') == ()
    assert compare('{"n":1e300}', '{"n":1E+300}') == ()
    assert [str(f) for f in compare(ten_to_30, '{"n":1.0000000000000002e+30}')] == ["value-changed /n"]
    assert [str(f) for f in compare('{"n":9007199254740993}', '{"n":9007199254740992.0}')] == ["value-changed /n"]


def test_the_example_of_the_theory_of_operation() -> None:
    found = compare('{"a": null, "b": [1, 2]}', '{"b": [2], "c": 3}')
    assert [str(finding) for finding in found] == ["null-dropped /a", "item-dropped /b/0", "member-invented /c"]
