"""Repair: whatever is to be kept, no constraint stays broken."""

import itertools

import pytest

from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.payloads.repair import repair
from pytest_realtime.wire import McpTool, shape_of
from pytest_realtime.wire.shapes import ObjectShape

TARGETS = ("server_url", "connector_id", "tunnel_id")
TOOL = shape_of(McpTool)


@pytest.mark.parametrize("keep", [kept for size in range(4) for kept in itertools.combinations(TARGETS, size)])
@pytest.mark.parametrize("present", [there for size in range(4) for there in itertools.combinations(TARGETS, size)])
def test_one_target_is_left(keep: tuple[str, ...], present: tuple[str, ...]) -> None:
    assert isinstance(TOOL, ObjectShape)
    bare = {name: value for name, value in minimal(TOOL).items() if name not in TARGETS}
    payload = repair(TOOL, {**bare, **{name: TOOL.members[name].examples[0] for name in present}}, keep=keep)
    assert violations_of("McpTool", payload) == []
    wanted = [name for name in present if name in keep]
    if len(wanted) == 1:
        assert wanted[0] in payload
