"""Looking into JSON-ready objects and editing them at a path."""

from typing import Any

import pytest

from pytest_realtime.wire.json.tree import REMOVED, Path, at, changed, fresh, holds, put, remove


def tree() -> dict[str, Any]:
    return {"a": [1, {"b": None}], "c": {}}


def test_copies_share_nothing() -> None:
    original = tree()
    copied = fresh(original)
    copied["a"][1]["b"] = 2
    assert original == tree()


@pytest.mark.parametrize(
    ("path", "new", "result"),
    [
        ((), 5, 5),
        (("a", 0), 2, {"a": [2, {"b": None}], "c": {}}),
        (("a", 1, "b"), REMOVED, {"a": [1, {}], "c": {}}),
        (("c", "d"), [], {"a": [1, {"b": None}], "c": {"d": []}}),
    ],
)
def test_changed_leaves_the_original_alone(path: Path, new: Any, result: Any) -> None:
    original = tree()
    assert changed(original, path, new) == result
    assert original == tree()


def test_null_is_there_and_what_is_absent_is_not() -> None:
    assert at(tree(), ("a", 1, "b")) is None
    assert holds(tree(), ("a", 1, "b"))
    for path in (("a", 1, "x"), ("a", 2), ("a", 0, "x"), ("a", "b"), ("x",)):
        assert not holds(tree(), path)


def test_put_adds_the_objects_on_the_way() -> None:
    value = tree()
    put(value, ("c", "d", "e"), 1)
    put(value, ("a", 1, "b"), 2)
    assert value == {"a": [1, {"b": 2}], "c": {"d": {"e": 1}}}


def test_remove_says_whether_anything_was_there() -> None:
    value = tree()
    assert remove(value, ("a", 0))
    assert not remove(value, ("c", "d", "e"))
    assert value == {"a": [{"b": None}], "c": {}}
