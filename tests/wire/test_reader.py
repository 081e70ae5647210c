"""Strict reading: what is reported about a text, and that both readers agree."""

import json
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.wire.json import strict_reader as deep_reading
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.numbers import HugeInteger, is_spelled_as_integer
from pytest_realtime.wire.json.reader import InvalidJson, JsonDefect, JsonValue, Reading, load, read
from pytest_realtime.wire.json.strict_reader import read_deeply

CHARACTERS = 'abZ09 ~/"\\\n\u0301\u00e9\u2028\u4e2d\U0001f600'

texts = st.text(st.sampled_from(CHARACTERS), max_size=5)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4)
)
pieces = st.sampled_from(
    [
        *'{}[]:," \n-0',
        *["1", "-2", "2.5", "1e400", "-3e-400", "null", "true", '"a"', '"a":', '"é"', '"\\ud83d\\ude00"'],
        *["NaN", "Infinity", "-Infinity", "1e99999999999999999999", '"\\ud83d"', '"\udc00":', '"\\\\ud83d"'],
        *["[[[", "[ [", "]]]", "} ]", "]}", '{"b":{"b":', "}}"],
        *["01", "1.", '"\t"', '"\\x"', "\ufeff", "\x00", "nul", "\u0663", '{"a":1,"a":', '{"a":{"b":NaN},"a":'],
    ]
)


def defects(text: str) -> list[tuple[str, str]]:
    return [(defect.kind, defect.pointer) for defect in read(text).defects]


def spelled(value: object) -> str:
    """Text that distinguishes 1, 1.0 and Decimal(1), and is equal to itself for NaN."""
    return repr(value)


@settings(deadline=None)
@given(values, st.sampled_from([None, 1]), st.booleans())
def test_reads_what_the_standard_library_wrote(value: JsonValue, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    reading = read(text)
    assert reading.defects == ()
    assert spelled(value) == spelled(reading.value)
    assert spelled(read_deeply(text)) == spelled((reading.value, ()))


@settings(deadline=None)
@given(st.lists(pieces, max_size=12).map("".join))
def test_both_readers_agree_on_any_text(text: str) -> None:
    reading = read(text)
    try:
        value, found = read_deeply(text)
    except json.JSONDecodeError:
        assert (reading.fatal, defects(text)) == (True, [("not-json", "")])
    else:
        assert spelled(Reading(value, found)) == spelled(reading)


@settings(deadline=None)
@given(st.lists(pieces, max_size=12).map("".join))
def test_text_is_rejected_exactly_when_the_standard_library_rejects_it(text: str) -> None:
    try:
        json.loads(text)
        is_json = True
    except ValueError:
        is_json = False
    assert is_json is not read(text).fatal


@settings(deadline=None)
@given(values, st.sampled_from([["a", 0], [1, 2, "~/é"], []]))
def test_a_defect_is_reported_at_its_place(value: JsonValue, path: list[str | int]) -> None:
    text = "NaN"
    for step in reversed(path):
        before = json.dumps(value)
        text = f"{{{json.dumps(step)}:{text}}}" if isinstance(step, str) else f"[{f'{before},' * step}{text}]"
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
    assert [("not-json", pointer)] == defects(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a":1,"b":2,"a":3}', [("duplicate-key", "/a")]),
        ('{"a":1,"a":2,"a":3}', [("duplicate-key", "/a")]),
        ('[{"":{"/~":1,"/~":1}}]', [("duplicate-key", "/0//~1~0")]),
        ("[0,NaN,Infinity,-Infinity]", [("not-json", "/1"), ("not-json", "/2"), ("not-json", "/3")]),
        ('{"a":NaN,"a":1}', [("not-json", "/a"), ("duplicate-key", "/a")]),
        (r'["\ud83d\ude00"]', []),
        (r'["\\ud83d"]', []),
        (r'["\ud83d"]', [("not-json", "/0")]),
        (r'["\ude00\ud83d"]', [("not-json", "/0")]),
        ('["\ud83d\ude00"]', [("not-json", "/0")]),
        (r'{"\ud800":"\udc00"}', [("not-json", "/\ud800")]),
        ("1e1000000000000000000000", [("not-json", "")]),
    ],
)
def test_defects(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == defects(text)
    assert not read(text).fatal


def test_the_last_of_duplicate_members_counts() -> None:
    assert read('{"a":1,"b":2,"a":3}').value == {"a": 3, "b": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expecting value: line 1 column 1, the text is empty"),
        ("\ufeff{}", r"Leading byte order mark: line 1 column 1, near '\ufeff{}'"),
        ('{"a":\n tru}', r"""Expecting value: line 2 column 2, near '{"a":\n tru}'"""),
        ("[1] 2", "Extra data: line 1 column 5, near '[1] 2'"),
        ("[1 2]", "Expecting ',' delimiter: line 1 column 4, near '[1 2]'"),
        ('{"a" 2}', """Expecting ':' delimiter: line 1 column 6, near '{"a" 2}'"""),
        ("[[[1]}]", "Expecting ',' delimiter: line 1 column 6, near '[[[1]}]'"),
        ('{"a":[[]}]', """Expecting ',' delimiter: line 1 column 9, near '{"a":[[]}]'"""),
        ("[[[]] ]]]", "Extra data: line 1 column 8, near '[[[]] ]]]'"),
        ("[[[", "Expecting value: line 1 column 4, near '[[['"),
        ('{"a":{"a":', """Expecting value: line 1 column 11, near '{"a":{"a":'"""),
        ("[" + "1," * 40, "Expecting value: line 1 column 82, near '" + "1," * 10 + "'"),
    ],
)
def test_text_that_is_not_json_has_one_defect_that_says_where(text: str, message: str) -> None:
    assert Reading(None, (JsonDefect("not-json", "", message),), fatal=True) == read(text)


@pytest.mark.parametrize(
    "end", ["]" * 100_001, "]" * 99_999 + "}", "]" * 99_999, "]" * 50_000 + "}" * 50_000, " ]" * 100_001]
)
def test_brackets_that_do_not_match_are_found_at_any_depth(end: str) -> None:
    """Each bracket is looked at once: more than once, and a hostile text would take hours."""
    assert read("[" * 100_000 + end).fatal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("1.0", 1.0),
        ("-0.0", -0.0),
        ("0e99999999999999999999", 0.0),
        ("1e400", Decimal("1e400")),
        ("-1.5E-400", Decimal("-1.5e-400")),
        ("9" * 5000, HugeInteger("9" * 5000)),
    ],
)
def test_numbers_keep_their_value(text: str, value: JsonValue) -> None:
    for reading in (read(text), Reading(*read_deeply(text))):
        assert (type(value), value) == (type(reading.value), reading.value)
        assert is_spelled_as_integer(reading.value) is text.lstrip("-").isdigit()


def test_a_lenient_decimal_context_changes_nothing() -> None:
    with localcontext(Context(prec=3, traps=[])):
        assert Decimal("1.23456e400") == read("1.23456e400").value
        assert defects("1e99999999999999999999") == [("not-json", "")]


@pytest.mark.parametrize(
    ("start", "end"),
    [("[", "]"), (" [\n", " ]\t"), ('{"a":', "}"), ('{ "\\u0061" :', "}"), ('[{"a":', "}]"), ("[[[", "]]]")],
)
def test_depth_has_no_limit(start: str, end: str) -> None:
    reading = read(start * 50_000 + "7" + end * 50_000)
    value = reading.value
    while isinstance(value, (list, dict)):
        value = value[0] if isinstance(value, list) else value["a"]
    assert (value, reading.defects) == (7, ())


LAYERS = (
    *(
        ("[", "]"),
        ("[ 0,\n", "]\t"),
        ('["[",{},', ',[2] ,"]"]'),
        ('{"a":', "}"),
        ('{"]\\"":1, "a": ', ',"z":[{}]}'),
    ),
    *(('[[1.50,"\\\\"],', "]"), ('{"NaN":', "}")),
)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(LAYERS), st.sampled_from([1, 149, 150, 151, 299])), min_size=5, max_size=8),
    st.lists(pieces, max_size=6).map("".join),
)
def test_deep_text_is_read_in_slices_as_it_is_read_at_once(
    layers: list[tuple[tuple[str, str], int]], innermost: str
) -> None:
    text = innermost
    for (start, end), times in layers:
        text = start * times + text + end * times
    reading = read(text)
    try:
        value, found = read_deeply(text)
    except json.JSONDecodeError:
        assert reading.fatal
    else:
        assert found == reading.defects
        assert leaves(value) == leaves(reading.value)


def leaves(value: JsonValue) -> list[str]:
    """All keys and scalars of a value, and its empty containers, each with its depth. Does not recurse."""
    found, pending = [], [(0, value)]
    while pending:
        depth, item = pending.pop()
        inner = list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else []
        found.append(f"{depth} {list(item) if isinstance(item, dict) else '' if inner else spelled(item)}")
        pending += [(depth + 1, part) for part in inner]
    return found


def test_deep_text_without_defects_is_not_left_to_the_slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.wire.json.reader.read_deeply", None)
    assert read('[0,{"a]":[1.5,' * 5_000 + '"["' + "]}]" * 5_000).defects == ()


def test_defects_of_deep_text_are_recorded_within_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deep_reading, "POINTER_BUDGET", 12)
    assert [defect.pointer for defect in read('{"a":1,"a":' * 9 + "1" + "}" * 9).defects] == [
        "/a",
        "/a/a",
        "/a/a/a",
    ]


def test_load_gives_the_value() -> None:
    assert load('{"a":[null]}') == {"a": [None]}


def test_load_lists_the_defects() -> None:
    with pytest.raises(InvalidJson) as caught:
        load('{"a":1,"a":NaN}')
    assert (str(caught.value), [defect.kind for defect in caught.value.defects]) == (
        "the key is written more than once (at /a); NaN is not JSON (at /a)",
        ["duplicate-key", "not-json"],
    )


def test_load_does_not_list_hundreds_of_defects() -> None:
    with pytest.raises(InvalidJson, match=r"\(at /9\); and 90 more$"):
        load(f"[{','.join(['NaN'] * 100)}]")
    with pytest.raises(InvalidJson, match=r"\(at the root\)$"):
        load("NaN")


def test_an_integer_map_names_nothing_by_default() -> None:
    assert (IntegerMap().is_integer, dict(IntegerMap().members), IntegerMap().items) == (False, {}, None)
